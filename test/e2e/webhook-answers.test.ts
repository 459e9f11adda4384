import { randomUUID } from 'node:crypto';
import type { IDataObject, INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution, WorkflowDefinition } from '../../local-n8n/rest-client';
import { withCallStage } from '../support/call-stage';
import { itWhereN8nHas } from '../support/tested-version';
import { deliver, lastCallback } from '../support/waiting-call';
import { callCow, end, node, workflowOf } from '../support/workflow-builder';

const stage = withCallStage({ script: { default: { outcome: 'manual' } } });

const webhook = (responseMode: string, more: IDataObject = {}): INode => {
	const path = randomUUID();
	return node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ httpMethod: 'POST', path, responseMode, options: {}, ...more },
		{ typeVersion: 2.1, webhookId: path },
	);
};

const respond = (): INode =>
	node(
		'Respond',
		'n8n-nodes-base.respondToWebhook',
		{ respondWith: 'firstIncomingItem', options: {} },
		{ typeVersion: 1.5 },
	);

const waitingNode = (options: IDataObject = {}, more: Partial<INode> = {}) =>
	callCow(
		stage.callCow,
		{
			operation: 'placeAndWait',
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.body.phone }}',
			maximumWaitMinutes: 60,
			options: { reference: 'row 7', ...options },
		},
		more,
	);

interface Answer {
	readonly status: number;
	readonly text: string;
}

/** Publishes the workflow and calls its webhook as a program outside does. */
async function call(
	definition: WorkflowDefinition,
): Promise<{ id: string; answer: Promise<Answer> }> {
	const id = await stage.createPublished(definition);
	const { path } = definition.nodes[0]!.parameters as { path: string };
	const answer = fetch(`${stage.n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ phone: '+1 415 555 2671' }),
	}).then(async (response) => ({ status: response.status, text: await response.text() }));
	return { id, answer };
}

/** Resolves as soon as the one execution of the workflow has been stored as waiting. */
async function waitingExecution(workflowId: string): Promise<string> {
	await stage.n8n.waitForCount({ workflowId, status: ['waiting'] }, 1, 30_000);
	const [execution] = await stage.n8n.executions({ workflowId });
	return execution!.id;
}

const interim = () => {
	const { call_id, workflow_id } = stage.simulator.calls().at(-1)!;
	const recipient_phone = '+14155552671';
	const message = expect.stringContaining('is waiting for its result');
	return { waiting: true, message, call_id, workflow_id, recipient_phone, reference: 'row 7' };
};

const shownBy = ({ data }: Execution, name: string) =>
	(data.resultData.runData[name]?.at(-1)?.data?.main ?? []).map((items) =>
		(items ?? []).map(({ json }) => json),
	);

describe('a Webhook node that responds when the last node finishes', () => {
	const settings = [
		[{}, {}, {}],
		[{ responseData: 'allEntries' }, {}, {}],
		[{}, { outputs: 'byOutcome' }, {}],
		[{}, {}, { onError: 'continueErrorOutput', alwaysOutputData: true }],
		[{}, { outputs: 'byOutcome' }, { onError: 'continueErrorOutput' }],
	] as const;
	const saysThatItWaits = async (...[more, options, settingsOfNode]: (typeof settings)[number]) => {
		const { id, answer } = await call(
			workflowOf('Webhook', [
				webhook('lastNode', more),
				waitingNode(options, settingsOfNode),
				end('Result'),
			]),
		);
		const { status, text } = await answer;
		expect(status).toBe(200);
		const all = 'responseData' in more;
		expect(JSON.parse(text)).toEqual(all ? [interim()] : interim());

		const executionId = await waitingExecution(id);
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(200);
		const execution = await stage.n8n.waitForExecution(executionId, 30_000);
		expect(itemsOf(execution, 'Result')).toEqual([
			expect.objectContaining({ outcome: 'answered', call_id: interim().call_id }),
		]);
	};
	for (const given of settings) {
		const test = 'outputs' in given[1] ? itWhereN8nHas('outputsAfterWaiting') : it;
		test(`answers at once that the call goes on, with ${JSON.stringify(given)}`, async () =>
			await saysThatItWaits(...given));
	}
});

describe('a Webhook node that responds with a Respond to Webhook node', () => {
	const answersWithTheResult = async (options: IDataObject) => {
		const { id, answer } = await call(
			workflowOf('Webhook', [webhook('responseNode'), waitingNode(options), respond()]),
		);
		const executionId = await waitingExecution(id);
		const shown = shownBy(await stage.n8n.execution(executionId), 'CallCow');
		expect(shown).toEqual('outputs' in options ? [[], [], [], [interim()]] : [[interim()]]);

		expect((await deliver(lastCallback(stage.simulator))).status).toBe(200);
		const { status, text } = await answer;
		expect(status).toBe(200);
		expect(JSON.parse(text)).toMatchObject({
			outcome: 'answered',
			call_id: interim().call_id,
			reference: 'row 7',
		});
	};
	it('answers with the result when the call has ended', async () => await answersWithTheResult({}));
	itWhereN8nHas('outputsAfterWaiting')(
		'answers with the result of its output',
		async () => await answersWithTheResult({ outputs: 'byOutcome' }),
	);
});

describe('a Webhook node that does not wait for the end', () => {
	it.each([
		['onReceived', '{"message":"Workflow was started"}'],
		['streaming', ''],
	])('answers without a result with the mode %s, and the call goes on', async (mode, expected) => {
		const { id, answer } = await call(
			workflowOf('Webhook', [webhook(mode), waitingNode(), end('Result')]),
		);
		expect(await answer).toEqual({ status: 200, text: expected });
		const executionId = await waitingExecution(id);
		expect((await deliver(lastCallback(stage.simulator))).status).toBe(200);
		const execution = await stage.n8n.waitForExecution(executionId, 30_000);
		expect(itemsOf(execution, 'Result')).toEqual([
			expect.objectContaining({ outcome: 'answered' }),
		]);
	});
});
