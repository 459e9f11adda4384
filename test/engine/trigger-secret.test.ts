import { deriveUrlSecret } from '../../nodes/CallCow/domain/secret';
import { VERIFIED_FOR_MS } from '../../nodes/CallCow/trigger/verifiedSecrets';
import { sendToTrigger, type TriggerRequest } from './triggerWebhook';

/** A credential that can be changed, and that counts how often it was read. */
function credentialWith(callbackSecret: string) {
	const credential = { callbackSecret, reads: 0 };
	return {
		credential,
		read: () => {
			credential.reads++;
			const { callbackSecret: current } = credential;
			return { apiKey: 'ck_test_x', baseUrl: '', callbackSecret: current };
		},
	};
}

let nowMs = 0;
let triggers = 0;
let calls = 0;

beforeEach(() => {
	nowMs = 1_000_000 * ++triggers;
	jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
});

afterEach(() => jest.restoreAllMocks());

/** Sends results to one trigger, and tells how each was answered. */
function trigger(credential: TriggerRequest['credential'], more: Partial<TriggerRequest> = {}) {
	const nodeId = `secret-${triggers}`;
	return async (secret: string) => {
		const { status, started } = await sendToTrigger({
			nodeId,
			credential,
			body: { call_id: `secret-call-${++calls}`, call_status: 'success' },
			headers: { authorization: `Bearer ${secret}` },
			...more,
		});
		return [status, started?.length];
	};
}

const STARTED = [200, 1];
const REFUSED = [401, undefined];

describe('the secret of results that come in a burst', () => {
	it('is looked up once in ten seconds', async () => {
		const { credential, read } = credentialWith('s3cret');
		const send = trigger(read);
		for (let result = 0; result < 5; result++) expect(await send('s3cret')).toEqual(STARTED);
		expect(credential.reads).toBe(1);
		// Counted from the look-up, however many came since.
		nowMs += VERIFIED_FOR_MS;
		expect(await send('s3cret')).toEqual(STARTED);
		expect(credential.reads).toBe(2);
	});

	it('is refused when it is wrong, after a right one too', async () => {
		const { read } = credentialWith('s3cret');
		const send = trigger(read);
		// A second time too: a wrong one is not remembered.
		expect([await send('wrong'), await send('wrong')]).toEqual([REFUSED, REFUSED]);
		expect(await send('s3cret')).toEqual(STARTED);
		expect(await send('wrong')).toEqual(REFUSED);
		expect(await send('s3cre')).toEqual(REFUSED);
		expect(await send('')).toEqual(REFUSED);
		expect(await send('s3cret')).toEqual(STARTED);
	});

	it('is missed, or called a wrong one, in the answer; and the credential, when that is not complete', async () => {
		const { read } = credentialWith('s3cret');
		const answerTo = async (more: Partial<TriggerRequest>) => {
			const { status, message } = await sendToTrigger({ credential: read, ...more });
			return `${status} ${message}`;
		};
		expect(await answerTo({})).toMatch(/^401 .*has no secret/);
		expect(await answerTo({ headers: { authorization: 'Bearer wrong' } })).toMatch(
			/^401 .*does not match the credential/,
		);
		expect(await answerTo({ credential: { apiKey: '', callbackSecret: '' } })).toMatch(
			/^500 .*credential/,
		);
	});

	it('passes at once when it is new; the old one for ten seconds at most', async () => {
		const { credential, read } = credentialWith('old');
		const send = trigger(read);
		expect(await send('old')).toEqual(STARTED);
		credential.callbackSecret = 'new';
		nowMs += VERIFIED_FOR_MS - 1;
		expect(await send('old')).toEqual(STARTED);
		nowMs += 1;
		expect(await send('old')).toEqual(REFUSED);
		expect(await send('new')).toEqual(STARTED);
		expect(await send('old')).toEqual(REFUSED);
	});

	it('of one trigger opens no other', async () => {
		const one = credentialWith('of one');
		const other = credentialWith('of the other');
		const body = { call_id: 'of both', call_status: 'success' };
		const headers = { authorization: 'Bearer of one' };
		const send = async (nodeId: string, credential: TriggerRequest['credential']) =>
			(await sendToTrigger({ nodeId, credential, body, headers })).status;
		expect(await send('secret-a', one.read)).toBe(200);
		expect(await send('secret-b', other.read)).toBe(401);
	});

	it('in the URL of a CallCow workflow opens this workflow only', async () => {
		const { credential, read } = credentialWith('s3cret');
		const nodeId = `secret-${triggers}`;
		const secret = deriveUrlSecret('s3cret', {
			workflowId: 'workflow-1',
			nodeId,
			callCowWorkflowId: 'wf_a',
		});
		const send = async (callCowWorkflowId: string) =>
			await trigger(read, {
				query: { secret },
				parameters: {
					source: 'workflow',
					workflowId: { __rl: true, mode: 'id', value: callCowWorkflowId },
				},
			})('');
		expect(await send('wf_a')).toEqual(STARTED);
		expect(await send('wf_a')).toEqual(STARTED);
		expect(credential.reads).toBe(1);
		expect(await send('wf_b')).toEqual(REFUSED);
	});

	it('in the URL counts only as one text', async () => {
		const { read } = credentialWith('s3cret');
		const nodeId = `secret-${triggers}`;
		const callCowWorkflowId = 'wf_a';
		const secret = deriveUrlSecret('s3cret', {
			workflowId: 'workflow-1',
			nodeId,
			callCowWorkflowId,
		});
		const parameters = { source: 'workflow', workflowId: callCowWorkflowId };
		const send = async (query: Record<string, unknown>) =>
			await trigger(read, { query, parameters })('');
		expect(await send({ secret })).toEqual(STARTED);
		expect(await send({ secret: [secret, secret] })).toEqual(REFUSED);
		expect(await send({})).toEqual(REFUSED);
	});
});
