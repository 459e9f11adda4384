import type { IHookFunctions } from 'n8n-workflow';
import { accountOf, addWebhook, removeWebhook } from '../../../nodes/CallCow/transport/webhooks';
import { standInContext, type StandInReply } from '../../support/stand-in-context';

const webhook = {
	workflow_id: 'w-1',
	webhook_url: 'https://n8n.example.com/webhook/a?secret=b',
	name: 'n8n: Front desk',
};

const given = (...replies: Array<StandInReply | Error>) => standInContext<IHookFunctions>(replies);

async function add(...replies: Array<StandInReply | Error>) {
	const { context, sent } = given(...replies);
	return { id: await addWebhook(context, await accountOf(context), webhook), sent };
}

/** Sleeps are over at once, and remembered. */
async function remove(id: string, ...replies: Array<StandInReply | Error>) {
	const { context, sent } = given(...replies);
	const slept: number[] = [];
	await removeWebhook(context, await accountOf(context), id, async (ms) => void slept.push(ms));
	return { sent, slept };
}

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('addWebhook', () => {
	it('asks once and gives the ID', async () => {
		expect(await add({ status: 200, body: { id: 'hook-1' } })).toEqual({
			id: 'hook-1',
			sent: [{ method: 'POST', url: 'https://www.callcow.ai/api/webhooks', body: webhook }],
		});
	});

	it.each([
		[201, { id: 'hook-1', more: true }, 'hook-1'],
		[200, { id: 17 }, '17'],
	])('takes any 2xx with an ID: %d %j', async (status, body, id) => {
		expect((await add({ status, body })).id).toBe(id);
	});

	it.each<[string, StandInReply | Error, string, string]>([
		[
			'an unknown workflow',
			{ status: 404, body: { error: 'Workflow not found' } },
			'CallCow answered with status 404: Workflow not found',
			"Choose the 'Workflow' again",
		],
		['a wrong key', { status: 401 }, 'CallCow did not accept the API key', 'API Keys'],
		['the rate limit', { status: 429 }, "CallCow's rate limit was reached", 'Wait a minute'],
		['a 503', { status: 503 }, 'CallCow answered with status 503', 'Try again later'],
		['an answer without ID', { status: 200, body: {} }, 'could not be read', "Check 'Base URL'"],
		['no answer', refused, 'the connection was refused', "can reach 'Base URL'"],
	])('explains %s and does not ask again', async (_, reply, message, whatToDo) => {
		await expect(add(reply)).rejects.toMatchObject({
			message: expect.stringMatching(/^CallCow does not deliver results to this trigger: /),
			description: expect.stringContaining(whatToDo),
		});
		await expect(add(reply)).rejects.toThrow(message);
	});

	it('shows no key, secret or number that CallCow repeats', async () => {
		const { context } = given({ status: 400, body: { error: 'ck_live_key +14155552671' } });
		await expect(addWebhook(context, await accountOf(context), webhook)).rejects.toThrow(
			'status 400: *** +1415***2671',
		);
	});
});

describe('removeWebhook', () => {
	it.each([200, 204, 404])('is content with %d', async (status) => {
		expect(await remove('hook/1', { status })).toEqual({
			sent: [{ method: 'DELETE', url: 'https://www.callcow.ai/api/webhooks/hook%2F1' }],
			slept: [],
		});
	});

	it.each<[string, StandInReply | Error]>([
		['a 429', { status: 429 }],
		['a 503', { status: 503 }],
		['no answer', refused],
	])('asks again after %s', async (_, reply) => {
		const { sent, slept } = await remove('hook-1', reply, { status: 204 });
		expect(sent).toHaveLength(2);
		expect(slept).toEqual([expect.any(Number)]);
	});

	it.each([401, 403, 400])(
		'says that CallCow still delivers when it answers %d',
		async (status) => {
			await expect(remove('hook-1', { status })).rejects.toThrow(
				/^CallCow still delivers results to this trigger: /,
			);
		},
	);

	it('says why when three tries are over', async () => {
		await expect(remove('hook-1', refused, refused, refused)).rejects.toThrow(
			'CallCow still delivers results to this trigger: CallCow did not answer, the connection was refused',
		);
	});
});

describe('accountOf', () => {
	it('says what the credential lacks', async () => {
		const { context } = standInContext<IHookFunctions>([], { apiKey: ' ' });
		await expect(accountOf(context)).rejects.toMatchObject({
			message: "The CallCow credential has no 'API Key'",
		});
	});
});
