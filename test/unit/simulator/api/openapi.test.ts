import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { outcomes } from '../../../../simulator/outcome';
import { testNumbers } from '../../../../simulator/plan/test-numbers';
import { aCall, receiver, started, type Answer, type Started } from '../started';
import { api, aWorkflowCall, register, workflows } from '../workflow-requests';

interface Operation {
	readonly requestBody?: { content: Content };
	readonly responses: Record<string, { content?: Content; headers?: object }>;
}
type Content = Record<string, { schema: { $ref: string } }>;

interface Document {
	readonly servers: Array<{ url: string }>;
	readonly paths: Record<string, Record<string, Operation>>;
	readonly 'x-simulator': { testNumbers: Array<{ numbers: string[]; meaning: string }> };
}

const aWebhook = {
	workflow_id: 'w-1',
	webhook_url: 'https://n8n.example.com/webhook/a',
	name: 'n8n: Front desk',
};

async function documentOf(simulator: Started) {
	const { status, body } = await simulator.ask('GET', '/openapi.json');
	expect(status).toBe(200);
	const document = body as Document;
	const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: false });
	addFormats(ajv);
	ajv.addSchema({ ...document, $id: 'document' });
	/** What is wrong with a value, measured by a schema of the document. */
	const wrong = (content: Content | undefined, value: unknown): string => {
		const reference = content!['application/json']!.schema.$ref;
		return ajv.validate({ $ref: `document${reference}` }, value) ? '' : ajv.errorsText();
	};
	const wrongWith = ({ status: given, body: answer }: Answer, operation: Operation): string =>
		wrong(operation.responses[String(given)]?.content, answer);
	return { document, wrong, wrongWith };
}

describe('GET /openapi.json', () => {
	it('needs no key, and names the address at which it was asked for', async () => {
		const simulator = await started();
		const { document } = await documentOf(simulator);
		expect(document.servers).toEqual([{ url: simulator.baseUrl }]);
	});

	it('has every endpoint that answers, and no other', async () => {
		const simulator = await started();
		const { document } = await documentOf(simulator);
		const methods = Object.entries(document.paths).flatMap(([path, operations]) =>
			Object.keys(operations).map((method) => `${method} ${path}`),
		);
		expect(methods.sort()).toEqual([
			'delete /webhooks/{id}',
			'get /workflows',
			'post /call',
			'post /call-prompt',
			'post /webhooks',
		]);
		for (const method of methods) {
			const [verb, path] = method.split(' ') as [string, string];
			const { status } = await simulator.ask(verb.toUpperCase(), `/api${path}`);
			expect([method, status]).toEqual([method, 401]);
		}
	});

	it('describes the answers as they are', async () => {
		const simulator = await started({ workflows, requestsPerMinute: 8 });
		const { document, wrongWith } = await documentOf(simulator);
		const prompt = document.paths['/call-prompt']!.post!;
		const call = document.paths['/call']!.post!;
		const list = document.paths['/workflows']!.get!;
		const webhook = document.paths['/webhooks']!.post!;
		const removal = document.paths['/webhooks/{id}']!.delete!;
		const answers: Array<[number, Answer, Operation]> = [
			[200, await simulator.place(aCall()), prompt],
			[400, await simulator.place({}), prompt],
			[401, await simulator.ask('POST', '/api/call-prompt', {}), prompt],
			[200, await api(simulator, 'POST', '/call', aWorkflowCall()), call],
			[404, await api(simulator, 'POST', '/call', aWorkflowCall({ workflow_id: 'x' })), call],
			[200, await api(simulator, 'GET', '/workflows'), list],
			[200, await api(simulator, 'POST', '/webhooks', aWebhook), webhook],
			[404, await api(simulator, 'DELETE', '/webhooks/x'), removal],
			[400, await api(simulator, 'POST', '/webhooks', {}), webhook],
			[200, await simulator.place(aCall()), prompt],
			[429, await simulator.place(aCall()), prompt],
		];
		for (const [status, answer, operation] of answers) {
			expect(answer.status).toBe(status);
			expect(wrongWith(answer, operation)).toBe('');
		}
	});

	it.each([
		['a call', aCall(), 200],
		['a prompt of nothing', aCall({ prompt: '' }), 400],
		['no number', { prompt: 'Say hello' }, 400],
		['a number without a plus', aCall({ recipient_phone: '14155552671' }), 400],
		['a secret that is no text', aCall({ callback_secret: 7 }), 400],
		['a field of its own', aCall({ more: true }), 200],
	])('takes and refuses the same requests as the endpoint: %s', async (_name, request, status) => {
		const simulator = await started();
		const { document, wrong } = await documentOf(simulator);
		const { requestBody } = document.paths['/call-prompt']!.post!;
		expect((await simulator.place(request)).status).toBe(status);
		expect(wrong(requestBody!.content, request) === '').toBe(status === 200);
	});

	it.each(outcomes)('describes the results of calls that end as %s', async (outcome) => {
		const simulator = await started({ workflows, script: { default: { outcome } } });
		const at = await receiver();
		await register(simulator, at.url);
		await simulator.place(aCall({ callback_url: at.url }));
		await api(simulator, 'POST', '/call', aWorkflowCall());
		await simulator.advance(2_000);
		const { wrong } = await documentOf(simulator);
		const [own, ofWorkflow] = [...at.received]
			.map(({ json }) => json as Record<string, unknown>)
			.sort((one) => ('provider_status' in one ? -1 : 1));
		const schema = (name: string): Content => ({
			'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
		});
		expect(wrong(schema('Result'), own)).toBe('');
		expect(wrong(schema('WorkflowResult'), ofWorkflow)).toBe('');
	});

	it('lists the test numbers where they do what they are for', async () => {
		const listed = async (on: boolean) => {
			const { document } = await documentOf(await started({ testNumbers: on }));
			return document['x-simulator'].testNumbers.map(({ meaning }) => meaning);
		};
		expect(await listed(true)).toEqual(testNumbers.map(({ meaning }) => meaning));
		expect(await listed(false)).toEqual([]);
	});
});
