import {
	documentedRequestFields,
	documentedStatuses,
	findings,
	requestValidator,
	responseHeaderValidator,
	responseValidator,
} from './openapi';

function wrongWithAnswer(status: number, body: unknown): string {
	const validate = responseValidator(status);
	return validate(body) ? '' : findings(validate.errors);
}

describe('requestValidator', () => {
	it('names everything that is wrong with a request', () => {
		const validate = requestValidator();
		expect(validate({ prompt: 7, callback_url: 'no address' })).toBe(false);
		expect(findings(validate.errors).split('\n').sort()).toEqual([
			"body must have required property 'recipient_phone'",
			'body/callback_url must match format "uri"',
			'body/prompt must be string',
		]);
	});
});

describe('documentedRequestFields', () => {
	it('lists required and optional fields', () => {
		expect(documentedRequestFields()).toEqual([
			'prompt',
			'recipient_phone',
			'callback_url',
			'callback_secret',
			'idempotency_key',
		]);
	});
});

describe('responseValidator', () => {
	it('finds an answer that breaks the contract', () => {
		expect(wrongWithAnswer(200, { call_id: 7 })).toMatch(/call_id must be string/);
		expect(wrongWithAnswer(400, { details: 'all' })).toMatch(/details must be object/);
		expect(wrongWithAnswer(401, { error: null })).toMatch(/error must be string/);
	});

	it('lets call_id be null, and workflow_id not', () => {
		expect(wrongWithAnswer(200, { call_id: null })).toBe('');
		expect(wrongWithAnswer(200, { workflow_id: null })).toMatch(/workflow_id must be string/);
	});

	it('judges every documented status and no other', () => {
		for (const status of documentedStatuses()) expect(wrongWithAnswer(status, {})).toBe('');
		expect(() => responseValidator(418)).toThrow('no answer 418');
	});
});

describe('responseHeaderValidator', () => {
	it('wants whole seconds in Retry-After', () => {
		const validate = responseHeaderValidator(429, 'Retry-After');
		expect([1, 1.5].map((value) => validate(value))).toEqual([true, false]);
	});

	it('knows no header that is not documented', () => {
		expect(() => responseHeaderValidator(500, 'Retry-After')).toThrow('no header Retry-After');
	});
});
