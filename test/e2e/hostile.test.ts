/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { IDataObject, INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { StoredCredential } from '../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../simulator/server';
import { withOwnN8n } from '../support/own-n8n';
import { sendRaw, sendRequest, type HttpAnswer } from '../support/raw-http';
import { registeredUrl } from '../support/registered-trigger';
import { itWhereN8nHas } from '../support/tested-version';
import { lastCallback, runUntilWaiting, type Callback } from '../support/waiting-call';
import {
	byHand,
	callCow,
	callCowTrigger,
	end,
	list,
	node,
	workflowOf,
} from '../support/workflow-builder';

/** Long enough to be cut anywhere, and found in a log. */
const SECRET = 'the secret of the hostile tests';
const PHONE = '+14155552671';
/** Stands in callbacks only. */
const PHONE_IN_BODY = '+442079460958';

const stage = withOwnN8n({
	env: { N8N_LOG_LEVEL: 'debug' },
	credential: { callbackSecret: SECRET },
});

const secrets: string[] = [SECRET];

beforeAll(() => {
	secrets.push(stage.simulator.apiKey);
});

type Headers = Record<string, string>;
type Send = (url: string, secret: string) => Promise<HttpAnswer>;

/** One hostile request: how it is sent, and what it is answered. */
interface Attempt {
	readonly name: string;
	readonly send: Send;
	readonly status: number;
}

const JSON_TYPE: Headers = { 'content-type': 'application/json' };
const bearer = (secret: string): Headers => ({ ...JSON_TYPE, authorization: `Bearer ${secret}` });

let calls = 0;
const resultText = (more: IDataObject = {}) =>
	JSON.stringify({
		call_id: `call-${++calls}`,
		call_status: 'success',
		provider_status: 'completed',
		phone_number_to: PHONE_IN_BODY,
		...more,
	});

/** Sends a body with the right secret and these headers. */
const body =
	(make: () => string | Buffer, headers: Headers = {}): Send =>
	async (url, secret) =>
		await sendRequest(url, make(), { ...bearer(secret), ...headers });
/** Sends a good result with the header that is made of the secret. */
const header =
	(make: (secret: string) => string): Send =>
	async (url, secret) =>
		await sendRequest(url, resultText(), { ...JSON_TYPE, authorization: make(secret) });
/** Sends a good result and these header lines through a socket. */
const lines =
	(make: (secret: string, length: number) => string[], text = resultText()): Send =>
	async (url, secret) =>
		await sendRaw(url, ['Content-Type: application/json', ...make(secret, text.length)], text);
const method =
	(name: string): Send =>
	async (url, secret) =>
		await sendRequest(url, name === 'POST' ? resultText() : '', bearer(secret), name);

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const bomb = () => gzipSync(Buffer.alloc(200_000_000, ' '));
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** n8n leaves the body to the node. */
const UNKNOWN = { 'content-type': 'application/octet-stream' };
const PARTS = { 'content-type': 'multipart/form-data; boundary=b' };
const part = (name: string, text: string) =>
	`--b\r\ncontent-disposition: form-data; ${name}\r\n\r\n${text}\r\n`;

const REFUSED: Attempt[] = [
	// Without the secret, or nearly with it
	{
		name: 'the URL alone',
		status: 401,
		send: async (url) => await sendRequest(url, resultText(), JSON_TYPE),
	},
	{
		name: 'the secret in query and body',
		status: 401,
		send: async (url, secret) =>
			await sendRequest(
				`${url}${url.includes('?') ? '&' : '?'}authorization=Bearer%20${encodeURIComponent(secret)}`,
				resultText({ callback_secret: secret }),
				JSON_TYPE,
			),
	},
	{ name: 'an empty secret', status: 401, send: header(() => 'Bearer ') },
	{
		name: 'a prefix of the secret',
		status: 401,
		send: header((secret) => `Bearer ${secret.slice(0, -1)}`),
	},
	{ name: 'the secret and more', status: 401, send: header((secret) => `Bearer ${secret}x`) },
	{ name: 'the secret without its scheme', status: 401, send: header((secret) => secret) },
	{
		name: 'the secret by Basic',
		status: 401,
		send: header((secret) => `Basic ${Buffer.from(`:${secret}`).toString('base64')}`),
	},
	{ name: 'the secret after a tab', status: 401, send: header((secret) => `Bearer\t${secret}`) },
	{
		name: 'the secret in a list',
		status: 401,
		send: header((secret) => `Bearer x, Bearer ${secret}`),
	},
	{
		name: 'a byte that is not ASCII',
		status: 401,
		send: header((secret) => `Bearer ${secret}\u00e9`),
	},
	{
		name: 'look-alikes in UTF-8',
		status: 401,
		send: header((secret) => `Bearer ${Buffer.from(secret.replace('e', 'е')).toString('latin1')}`),
	},
	{
		name: 'ten thousand characters',
		status: 401,
		send: header((secret) => `Bearer ${secret}${'x'.repeat(10_000)}`),
	},
	{
		name: 'two headers, the wrong one first',
		status: 401,
		send: lines((secret, length) => [
			'Authorization: Bearer wrong',
			`Authorization: Bearer ${secret}`,
			`Content-Length: ${length}`,
		]),
	},
	{
		name: 'a header of a megabyte',
		status: 431,
		send: lines((_, length) => [
			`Authorization: Bearer ${'x'.repeat(1_000_000)}`,
			`Content-Length: ${length}`,
		]),
	},
	{
		name: 'NUL in the header',
		status: 400,
		send: lines((secret, length) => [
			`Authorization: Bearer ${secret}\0`,
			`Content-Length: ${length}`,
		]),
	},
	{
		name: 'two lengths, to smuggle a request',
		status: 400,
		send: lines(
			(secret) => [
				`Authorization: Bearer ${secret}`,
				'Content-Length: 6',
				'Transfer-Encoding: chunked',
			],
			'0\r\n\r\nPOST /',
		),
	},

	// Bodies that are no result
	{ name: 'an array', status: 400, send: body(() => '[{"call_status":"success"}]') },
	{ name: 'a text', status: 400, send: body(() => '"success"') },
	{ name: 'a number', status: 400, send: body(() => '1') },
	{ name: 'null', status: 400, send: body(() => 'null') },
	{ name: 'an empty object', status: 400, send: body(() => '{}') },
	{ name: 'nothing', status: 400, send: body(() => '') },
	{ name: 'garbled JSON', status: 422, send: body(() => `{"to":"${PHONE_IN_BODY}","call_id":`) },
	{ name: 'two objects', status: 422, send: body(() => '{"call_id":"1"}{"call_id":"2"}') },
	{ name: 'a form', status: 400, send: body(() => 'call_id=1&call_status=success', FORM) },
	{
		name: 'a form in parts, with a file',
		status: 400,
		send: body(
			() =>
				`${part('name="call_status"', 'success')}${part('name="f"; filename="f.txt"', 'file')}--b--\r\n`,
			PARTS,
		),
	},
	{ name: 'JSON that claims to be parts', status: 400, send: body(resultText, PARTS) },
	{
		name: 'XML',
		status: 400,
		send: body(() => '<call><call_status>success</call_status></call>', {
			'content-type': 'application/xml',
		}),
	},
	{
		name: 'an unknown character set',
		status: 422,
		send: body(resultText, { 'content-type': 'application/json; charset=nonsense' }),
	},

	// Sizes and compressions; n8n refuses what it reads itself before the node is asked
	{
		name: '20 MB of an unknown content type',
		status: 400,
		send: body(() => resultText({ call_summary: 'x'.repeat(20e6) }), UNKNOWN),
	},
	{
		name: 'a gzip bomb of an unknown content type',
		status: 400,
		send: body(bomb, { ...UNKNOWN, 'content-encoding': 'gzip' }),
	},
	{
		name: 'no gzip, of an unknown content type',
		status: 400,
		send: body(() => 'plain', { ...UNKNOWN, 'content-encoding': 'gzip' }),
	},
	{ name: '20 MB', status: 500, send: body(() => resultText({ call_summary: 'x'.repeat(20e6) })) },
	{ name: 'a gzip bomb', status: 500, send: body(bomb, { 'content-encoding': 'gzip' }) },
	{
		name: 'a gzip bomb without the secret',
		status: 500,
		send: async (url) =>
			await sendRequest(url, bomb(), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
	},
	{ name: 'no gzip', status: 500, send: body(() => 'plain', { 'content-encoding': 'gzip' }) },
	{
		name: 'brotli',
		status: 422,
		send: body(() => brotliCompressSync(resultText()), { 'content-encoding': 'br' }),
	},

	// Methods
	...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'].map(
		(name): Attempt => ({ name, status: 404, send: method(name) }),
	),
	{ name: 'OPTIONS', status: 204, send: method('OPTIONS') },
];

const TAKEN: Attempt[] = [
	{ name: 'bearer in lower case', status: 200, send: header((secret) => `bearer ${secret}`) },
	{ name: 'BEARER in upper case', status: 200, send: header((secret) => `BEARER  ${secret} `) },
	{
		name: 'two headers, the right one first',
		status: 200,
		send: lines((secret, length) => [
			`Authorization: Bearer ${secret}`,
			'Authorization: Bearer wrong',
			`Content-Length: ${length}`,
		]),
	},
	{ name: '10 MB', status: 200, send: body(() => resultText({ call_summary: 'x'.repeat(10e6) })) },
	{
		name: 'messages of a megabyte',
		status: 200,
		send: body(() => resultText({ messages: 'm'.repeat(1e6) })),
	},
	...[10_000, 100_000].map(
		(depth): Attempt => ({
			name: `${depth} levels`,
			status: 200,
			send: body(
				() => `{"call_id":"deep-${depth}","context":${deep(depth)},"messages":[${deep(depth)}]}`,
			),
		}),
	),
	{
		name: 'gzip',
		status: 200,
		send: body(() => gzipSync(resultText()), { 'content-encoding': 'gzip' }),
	},
	{
		name: 'deflate',
		status: 200,
		send: body(() => deflateSync(resultText()), { 'content-encoding': 'deflate' }),
	},
	{ name: 'text/plain', status: 200, send: body(resultText, { 'content-type': 'text/plain' }) },
	{ name: 'an unknown content type', status: 200, send: body(resultText, UNKNOWN) },
	{ name: 'JSON as a form', status: 200, send: body(resultText, FORM) },
	{
		name: 'no content type',
		status: 200,
		send: async (url, secret) =>
			await sendRequest(url, resultText(), { authorization: `Bearer ${secret}` }),
	},
	{
		name: 'wrong types in every field',
		status: 200,
		send: body(() =>
			JSON.stringify({
				call_id: { a: 1 },
				workflow_id: [1],
				call_status: ['success'],
				provider_status: { b: 2 },
				call_summary: 42,
				messages: { c: 3 },
				form_fills: { d: 4 },
				context: true,
				created_at: 0,
			}),
		),
	},
];

async function activeTrigger(
	parameters: IDataObject = {},
	more: Partial<INode> = {},
): Promise<{ id: string; url: string }> {
	const trigger = { ...callCowTrigger(stage.callCow, parameters), ...more };
	const { id } = await stage.n8n.createWorkflow(workflowOf('Trigger', [trigger, end('Result')]));
	await stage.n8n.activate(id);
	const url = await registeredUrl(stage.n8n, id);
	// n8n answers 404 for a moment after activation.
	const deadline = Date.now() + 10_000;
	while ((await sendRequest(url, '{}', JSON_TYPE)).status !== 401) {
		if (Date.now() > deadline) throw new Error('The webhook was not registered in time');
	}
	return { id, url };
}

const answers = async () => await stage.n8n.isReady();

describe('the URL of a CallCow Trigger', () => {
	let trigger: { id: string; url: string };
	let started = 0;

	beforeAll(async () => {
		trigger = await activeTrigger();
	});

	const count = async () => (await stage.n8n.executions({ workflowId: trigger.id })).length;

	it.each(REFUSED)('starts nothing for $name: $status', async ({ send, status }) => {
		expect((await send(trigger.url, SECRET)).status).toBe(status);
		expect(await count()).toBe(started);
		expect(await answers()).toBe(true);
	});

	it.each(TAKEN)('starts the workflow for $name: $status', async ({ send, status }) => {
		expect((await send(trigger.url, SECRET)).status).toBe(status);
		started++;
		// Not what is in it: what is nested so deeply is no fun to read for any program.
		await untilEnded(trigger.id, started);
		expect(await answers()).toBe(true);
	});

	it('has started nothing else', async () => {
		expect(await count()).toBe(TAKEN.length);
	});

	it.each([JSON_TYPE, UNKNOWN])(
		'starts the workflow of a node of version 1 for %j',
		async (type) => {
			const { id, url } = await activeTrigger({}, { typeVersion: 1 });
			expect((await body(resultText, type)(url, SECRET)).status).toBe(200);
			await untilEnded(id, 1);
		},
	);

	it.each([true, false])(
		'keeps keys of prototypes for what they are, simplify %s',
		async (simplify) => {
			const { id, url } = await activeTrigger({ simplify });
			const text =
				'{"call_id":"p","call_status":"voicemail","__proto__":{"outcome":"answered","polluted":1},"constructor":{"prototype":{"polluted":1}},"call_status":"success","provider_status":"completed"}';
			expect((await sendRequest(url, text, bearer(SECRET))).status).toBe(200);
			const [execution] = await stage.n8n.waitForExecutions(id, 1, 20_000);
			const [item] = itemsOf(execution!, 'Result');
			expect(item).toMatchObject({ call_id: 'p', outcome: 'answered', call_status: 'success' });
			expect((item as { polluted?: unknown }).polluted).toBe(undefined);

			const next = await stage.n8n.createWorkflow(
				workflowOf('Afterwards', [byHand(), list([{ own: 1 }]), end('Result')]),
			);
			const later = await stage.n8n.waitForExecution(
				await stage.n8n.run(next.id, 'By hand'),
				20_000,
			);
			expect(itemsOf(later, 'Result')).toEqual([{ own: 1 }]);
		},
	);

	it('starts once for a callback that is replayed, and again under another ID', async () => {
		const { id, url } = await activeTrigger();
		const text = resultText();
		for (const sent of [text, text, text, resultText()]) {
			expect((await sendRequest(url, sent, bearer(SECRET))).status).toBe(200);
		}
		await untilEnded(id, 2);
	});

	it("does not take the secret of a waiting call, and a waiting call's URL does not take its", async () => {
		const { executionId, callback } = await waitingCall();
		const { url, id } = await activeTrigger();
		expect((await sendRequest(url, resultText(), bearer(callback.secret))).status).toBe(401);
		expect((await stage.n8n.executions({ workflowId: id })).length).toBe(0);
		expect((await sendRequest(callback.url, resultText(), bearer(SECRET))).status).toBe(401);
		expect(await statusOf(executionId)).toBe('waiting');
	});
});

let waitingWorkflow: string | undefined;

async function waitingCall(): Promise<{ executionId: string; callback: Callback }> {
	waitingWorkflow ??= (
		await stage.n8n.createWorkflow(
			workflowOf('Wait', [
				byHand(),
				list([{ phone: PHONE }]),
				callCow(stage.callCow, {
					operation: 'placeAndWait',
					prompt: 'Confirm the appointment',
					recipientPhone: '={{ $json.phone }}',
				}),
				end('Result'),
			]),
		)
	).id;
	const executionId = await runUntilWaiting(stage.n8n, waitingWorkflow);
	const callback = lastCallback(stage.simulator);
	secrets.push(callback.secret);
	return { executionId, callback };
}

const statusOf = async (executionId: string): Promise<string | undefined> =>
	(await stage.n8n.executions({ workflowId: waitingWorkflow! })).find(
		({ id }) => id === executionId,
	)?.status;

async function untilEnded(workflowId: string, count: number): Promise<void> {
	const deadline = Date.now() + 20_000;
	for (;;) {
		// n8n lists an execution twice when it ends between the two queries of the list.
		const executions = await stage.n8n.executions({ workflowId });
		const statuses = [...new Map(executions.map(({ id, status }) => [id, status])).values()];
		if (statuses.length > count) throw new Error(`${statuses.length} executions, not ${count}`);
		if (statuses.filter((status) => status === 'success').length === count) return;
		if (Date.now() > deadline) throw new Error(`The executions are ${statuses.join(', ')}`);
	}
}

describe('the URL of a waiting call', () => {
	let waiting: { executionId: string; callback: Callback };

	beforeAll(async () => {
		waiting = await waitingCall();
	});

	it.each(REFUSED)('leaves the wait as it is for $name: $status', async ({ send, status }) => {
		const { executionId, callback } = waiting;
		expect((await send(callback.url, callback.secret)).status).toBe(status);
		expect(await statusOf(executionId)).toBe('waiting');
		expect(await answers()).toBe(true);
	});

	const changes: Array<[string, (url: URL) => void, number]> = [
		['no nonce', (url) => url.searchParams.delete('call'), 401],
		['another nonce', (url) => url.searchParams.set('call', 'x'), 401],
		['a second nonce', (url) => url.searchParams.append('call', 'x'), 401],
		['the number of no execution', (url) => void (url.pathname = '/webhook-waiting/999999'), 404],
	];
	const signatures: typeof changes = [
		['no token of n8n', (url) => url.searchParams.delete('signature'), 401],
		['another token of n8n', (url) => url.searchParams.set('signature', 'x'), 401],
	];
	const leavesTheWait = async ([, change, status]: (typeof changes)[number]) => {
		const { executionId, callback } = waiting;
		const url = new URL(callback.url);
		change(url);
		const answered = await sendRequest(url.toString(), resultText(), bearer(callback.secret));
		expect(answered.status).toBe(status);
		expect(await statusOf(executionId)).toBe('waiting');
	};
	it.each(changes)(
		'leaves the wait as it is with %s',
		async (...change) => await leavesTheWait(change),
	);
	for (const change of signatures) {
		itWhereN8nHas('signedResumeUrl')(
			`leaves the wait as it is with ${change[0]}`,
			async () => await leavesTheWait(change),
		);
	}

	it('does not take the callback of another waiting call, nor its secret', async () => {
		const other = await waitingCall();
		const stolen = bearer(other.callback.secret);
		expect((await sendRequest(waiting.callback.url, resultText(), stolen)).status).toBe(401);
		const swapped = new URL(waiting.callback.url);
		swapped.searchParams.set('call', new URL(other.callback.url).searchParams.get('call')!);
		expect((await sendRequest(swapped.toString(), resultText(), stolen)).status).toBe(401);
		expect(await statusOf(waiting.executionId)).toBe('waiting');
		expect(await statusOf(other.executionId)).toBe('waiting');
	});

	it('goes on with the good callback after all that, once', async () => {
		const { executionId, callback } = waiting;
		const good = async () => await sendRequest(callback.url, resultText(), bearer(callback.secret));
		expect((await good()).status).toBe(200);
		const execution = await stage.n8n.waitForExecution(executionId, 20_000);
		expect(itemsOf(execution, 'Result')).toEqual([
			expect.objectContaining({ outcome: 'answered', recipient_phone: PHONE }),
		]);
		expect((await good()).status).toBe(409);
	});

	it.each(TAKEN)('goes on for $name: $status', async ({ send, status }) => {
		const { executionId, callback } = await waitingCall();
		expect((await send(callback.url, callback.secret)).status).toBe(status);
		const deadline = Date.now() + 20_000;
		while ((await statusOf(executionId)) !== 'success') {
			if (Date.now() > deadline) throw new Error(`It is ${await statusOf(executionId)}`);
		}
		expect(await answers()).toBe(true);
	});
});

describe('what a workflow sends', () => {
	it('is what the items hold, character by character', async () => {
		const prompts = [
			'Confirm. '.repeat(100_000).trim(),
			'a\u0000b\u0007c\u001bd\u0085e\u2028f',
			'high \ud83d, low \ude00, turned around \ude00\ud83d.',
			'👋🏽 👨‍👩‍👧‍👦 قل مرحبا \u202eשלום\u202c e\u0301 \u00e9',
			'{{ $json.phone }} ={{ 1 + 1 }} ${1} `x`',
			'", "recipient_phone": "+19005551234", "x": "',
		];
		const { id } = await stage.n8n.createWorkflow(
			workflowOf('Place', [
				byHand(),
				list(prompts.map((prompt) => ({ prompt, phone: PHONE }))),
				callCow(stage.callCow, {
					prompt: '={{ $json.prompt }}',
					recipientPhone: '={{ $json.phone }}',
					resultDestination: 'none',
				}),
			]),
		);
		stage.simulator.reset();
		const execution = await stage.n8n.waitForExecution(await stage.n8n.run(id, 'By hand'), 60_000);
		expect(execution.status).toBe('success');
		const sent = stage.simulator.calls().map(({ prompt }) => prompt);
		expect(prompts.map((prompt) => sent.includes(prompt))).toEqual(prompts.map(() => true));
		expect(sent).toHaveLength(prompts.length);
	});

	it('does not bring key or number into the log when CallCow repeats them', async () => {
		stage.simulator.fault({
			kind: 'answer',
			callMade: false,
			status: 400,
			body: { error: `${stage.simulator.apiKey} may not call ${PHONE}` },
		});
		const { id } = await stage.n8n.createWorkflow(
			workflowOf('Refused', [
				byHand(),
				list([{ phone: PHONE }]),
				callCow(stage.callCow, {
					prompt: 'Confirm',
					recipientPhone: '={{ $json.phone }}',
					resultDestination: 'none',
				}),
			]),
		);
		const execution = await stage.n8n.waitForExecution(await stage.n8n.run(id, 'By hand'), 30_000);
		expect(execution.data.resultData.error?.message).toBe(
			'CallCow did not accept the request: *** may not call +1415***2671',
		);
	});
});

describe('a workflow that may use the credential', () => {
	/** Another server than Base URL: it answers 200 only to those who know the key. */
	let elsewhere: Simulator;
	beforeAll(async () => (elsewhere = await startSimulator({ apiKey: stage.simulator.apiKey })));
	afterAll(async () => await elsewhere.close());

	const run = async (useCredential: StoredCredential, other: INode) => {
		const { id } = await stage.n8n.createWorkflow(workflowOf('Use', [byHand(), other]));
		const execution = await stage.n8n.waitForExecution(await stage.n8n.run(id, 'By hand'), 30_000);
		await stage.n8n.deleteCredential(useCredential.id);
		return execution;
	};
	const credentialWith = async (more: Record<string, string>) =>
		await stage.n8n.createCredential({
			name: 'For anything',
			type: 'callCowApi',
			data: {
				apiKey: stage.simulator.apiKey,
				baseUrl: stage.simulator.baseUrl,
				callbackSecret: '',
				...more,
			},
		});
	const httpRequest = ({ id, name }: StoredCredential): INode =>
		node(
			'HTTP Request',
			'n8n-nodes-base.httpRequest',
			{
				url: `${elsewhere.baseUrl}/workflows`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'callCowApi',
				options: {},
			},
			{ typeVersion: 4.2, credentials: { callCowApi: { id, name } } },
		);

	it('can send its key to any server with the HTTP Request node', async () => {
		const anything = await credentialWith({});
		expect((await run(anything, httpRequest(anything))).status).toBe('success');
		expect(elsewhere.requests().at(-1)?.status).toBe(200);
	});

	it('cannot when the credential allows no domain there, and still places calls', async () => {
		const seen = elsewhere.requests().length;
		const nowhere = { allowedHttpRequestDomains: 'none' };
		const first = await credentialWith(nowhere);
		expect((await run(first, httpRequest(first))).status).toBe('error');
		expect(elsewhere.requests()).toHaveLength(seen);

		const second = await credentialWith(nowhere);
		const parameters = { prompt: 'Confirm', recipientPhone: PHONE, resultDestination: 'none' };
		expect((await run(second, callCow(second, parameters))).status).toBe('success');
	});
});

describe('what n8n stores', () => {
	it('holds numbers and results, and no key and no secret, in executions and workflows', async () => {
		const { id, url } = await activeTrigger({ simplify: false });
		expect((await sendRequest(url, resultText(), bearer(SECRET))).status).toBe(200);
		const { executionId, callback } = await waitingCall();
		const [ofTrigger] = await stage.n8n.waitForExecutions(id, 1, 20_000);
		const waiting = JSON.stringify(await stage.n8n.execution(executionId));
		const started = JSON.stringify(ofTrigger);
		expect([waiting.includes(PHONE), started.includes(PHONE_IN_BODY)]).toEqual([true, true]);

		const workflows = JSON.stringify([
			await stage.n8n.workflow(id),
			await stage.n8n.workflow(waitingWorkflow!),
		]);
		expect(workflows).toContain('callCowTriggers');
		for (const secret of [SECRET, callback.secret, stage.simulator.apiKey]) {
			expect(waiting + started + workflows).not.toContain(secret);
		}
	});
});

/** Runs last: everything above has been logged. */
describe('the log of n8n at its most talkative', () => {
	it('holds no secret, no key and no number', async () => {
		const log = await readFile(stage.server.logFile, 'utf8');
		expect(log).toContain('debug');
		expect(log.length).toBeGreaterThan(100_000);
		const held = [...secrets, PHONE, PHONE_IN_BODY]
			.map((text) => text.replace('+', ''))
			.filter((text) => log.includes(text));
		expect(held).toEqual([]);
	});
});
