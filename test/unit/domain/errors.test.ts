import {
	explainAnswer,
	explainNoAnswer,
	explainUnreadableAnswer,
	explainUnsuccessful,
	inDoubt,
} from '../../../nodes/CallCow/domain/errors';

describe('explainAnswer', () => {
	it.each([
		[400, 'CallCow did not accept the request: Validation failed', 'Check the parameters'],
		[401, 'CallCow did not accept the API key: Validation failed', 'Settings > API Keys'],
		[409, 'CallCow has already used the workflow', "a different 'Idempotency Key'"],
		[410, 'The workflow CallCow made for this call has expired', "a different 'Idempotency Key'"],
		[422, "CallCow could not make a call from the 'Prompt'", 'who to call'],
		[429, "CallCow's rate limit blocked this call", '60 requests per minute'],
		[404, 'CallCow answered with status 404', "Check 'Base URL'"],
		[307, 'CallCow answered with a redirect (status 307)', "Check 'Base URL'"],
	])(
		'says what happened and what to do after %d: nothing was placed',
		(status, message, advice) => {
			const failure = explainAnswer(status, { error: 'Validation failed' }, 1);
			expect(failure).toMatchObject({ status, placed: 'no' });
			expect(failure.message).toContain(message);
			expect(failure.description).toContain(advice);
			expect(failure.description).toMatch(/^(This call was not placed|No new call was placed)\./);
		},
	);

	it.each([500, 502, 503])('leaves open after %d whether the call was placed', (status) => {
		const failure = explainAnswer(status, '<html>', 4);
		expect(failure.message).toBe(`CallCow answered with status ${status} in 4 attempts`);
		expect(failure.placed).toBe('unknown');
		expect(failure.description).toContain('may or may not have been placed');
	});

	it.each([
		[{ formErrors: [], fieldErrors: { recipient_phone: ['Invalid'] } }],
		[{ recipient_phone: { _errors: ['Invalid'] }, _errors: [] }],
		[[{ code: 'x', path: ['recipient_phone'], message: 'Invalid' }]],
		[{ issues: [{ path: ['recipient_phone'], message: 'Invalid' }] }],
	])('names the field as the form does, in any shape of details: %j', (details) => {
		expect(explainAnswer(400, { error: 'Validation failed', details }, 1).description).toBe(
			'This call was not placed. Recipient Phone: Invalid.',
		);
	});

	it('shortens what CallCow says', () => {
		const { message } = explainAnswer(422, { error: 'x'.repeat(5_000) }, 1);
		expect(message.length).toBeLessThan(400);
	});

	it.each([undefined, null, 'text', 7, [], { error: { nested: true } }])(
		'copes with the body %j',
		(body) => {
			expect(explainAnswer(422, body, 1).message).toBe(
				"CallCow could not make a call from the 'Prompt'",
			);
		},
	);
});

describe('inDoubt', () => {
	it('takes back that no call was placed, when an earlier attempt may have placed it', () => {
		const failure = inDoubt(explainAnswer(401, {}, 2));
		expect(failure.placed).toBe('unknown');
		expect(failure.description).toContain('may or may not have been placed');
		expect(failure.description).not.toContain('not placed');
	});
});

describe('the explanations', () => {
	it('use no word that only says that something is wrong', () => {
		const all = [
			...[300, 400, 401, 404, 409, 410, 422, 429, 500].map((status) =>
				explainAnswer(status, {}, 1),
			),
			explainNoAnswer('the connection was refused', 2),
			explainUnreadableAnswer(200, 1),
			explainUnsuccessful(200, {}),
		];
		for (const { message, description } of all) {
			expect(`${message} ${description}`).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
		}
	});
});
