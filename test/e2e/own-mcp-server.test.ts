import type { IDataObject } from 'n8n-workflow';
import { withAgentStage } from '../support/agent-stage';
import type { CallOperation } from '../support/agent-workflow';
import { connectToOwnMcpServer, type OwnMcpServer } from '../support/own-mcp-server';
import { phoningWebhook, requestFor } from '../support/phoning-webhook';
import { itWhereN8nHas } from '../support/tested-version';
import { until } from '../support/until';

/* An assistant that phones by running workflows over n8n's own MCP server. */

const SARAH = '+14155552671';
const ANN = '+442079460958';

const stage = withAgentStage();
let assistant: OwnMcpServer;
/** Those of the test that runs. */
const published = new Map<CallOperation, string>();

beforeAll(async () => {
	assistant = await connectToOwnMcpServer();
});

afterEach(() => {
	published.clear();
});

afterAll(async () => {
	await assistant.close();
});

/** The ID of the workflow that phones by this operation. */
async function workflowWith(operation: CallOperation): Promise<string> {
	const workflow = phoningWebhook(stage.callCow, operation);
	const id = published.get(operation) ?? (await stage.createPublished(workflow));
	published.set(operation, id);
	return id;
}

interface Read {
	readonly execution: { readonly status: string };
	readonly data: {
		readonly resultData: {
			readonly runData: Record<string, [{ data: { main: [[{ json: IDataObject }]] } }]>;
		};
	};
}

/** What the assistant reads of an execution, and what a node gave there. */
async function look(operation: CallOperation, executionId: string) {
	const workflowId = await workflowWith(operation);
	const asked = { workflowId, executionId, includeData: true };
	const { execution, data } = await assistant.askForData<Read>('get_workflow_execution', asked);
	const { runData } = data.resultData;
	return {
		status: execution.status,
		itemOf: (node: string) => runData[node]?.[0].data.main[0][0].json,
	};
}

const execute = async (operation: CallOperation, phone: string, executionMode = 'production') =>
	await assistant.askForData<{ executionId: string; status: string }>('execute_workflow', {
		workflowId: await workflowWith(operation),
		executionMode,
		...requestFor(phone),
	});

/** Looks again and again, as an assistant does, until the execution has that status. */
async function lookUntil(status: string, operation: CallOperation, executionId: string) {
	await until(
		`execution ${executionId} is ${status}`,
		async () => (await look(operation, executionId)).status === status,
	);
	return await look(operation, executionId);
}

const manually = { outcome: 'manual' } as const;

describe('a workflow that an assistant runs over the MCP server of n8n itself', () => {
	for (const operation of ['place', 'placeWithWorkflow'] as const) {
		itWhereN8nHas('buildingAssistants')(
			`phones with ${operation}, once for each time it is run`,
			async () => {
				for (const phone of [SARAH, ANN, SARAH]) {
					const { executionId } = await execute(operation, phone);
					const { itemOf } = await lookUntil('success', operation, executionId);
					expect(itemOf('Result')).toMatchObject({ success: true, recipient_phone: phone });
				}
				expect(stage.dialled()).toEqual([SARAH, ANN, SARAH]);
			},
		);
	}

	for (const mode of ['production', 'manual'] as const) {
		itWhereN8nHas('buildingAssistants')(
			`waits with placeAndWait, says so meanwhile, and has the result afterwards (${mode})`,
			async () => {
				stage.simulator.script({ default: manually });
				const { executionId, status } = await execute('placeAndWait', SARAH, mode);
				expect(status).toBe('started');
				const meanwhile = await lookUntil('waiting', 'placeAndWait', executionId);
				expect(meanwhile.itemOf('CallCow')).toMatchObject({
					waiting: true,
					recipient_phone: SARAH,
				});
				expect(meanwhile.itemOf('CallCow')).not.toHaveProperty('outcome');
				expect(meanwhile.itemOf('Result')).toBeUndefined();

				const [call] = stage.simulator.calls();
				await stage.simulator.decide(call!.call_id, { outcome: 'answered', summary: 'Yes.' });
				const after = await lookUntil('success', 'placeAndWait', executionId);
				expect(after.itemOf('Result')).toMatchObject({ outcome: 'answered', call_summary: 'Yes.' });
				expect(after.itemOf('Result')).not.toHaveProperty('waiting');
				expect(stage.dialled()).toEqual([SARAH]);
			},
		);
	}

	itWhereN8nHas('buildingAssistants')(
		'waits for two calls at once, each in its own execution',
		async () => {
			await workflowWith('placeAndWait');
			const [sarah, ann] = await Promise.all([
				execute('placeAndWait', SARAH),
				execute('placeAndWait', ANN),
			]);
			const ofSarah = await lookUntil('success', 'placeAndWait', sarah.executionId);
			const ofAnn = await lookUntil('success', 'placeAndWait', ann.executionId);

			expect(ofSarah.itemOf('Result')).toMatchObject({
				outcome: 'answered',
				recipient_phone: SARAH,
			});
			expect(ofAnn.itemOf('Result')).toMatchObject({ outcome: 'no_answer', recipient_phone: ANN });
			expect(stage.dialled().sort()).toEqual([SARAH, ANN].sort());
		},
	);

	itWhereN8nHas('buildingAssistants')(
		'reads why a number is refused, and nobody is phoned',
		async () => {
			for (const operation of ['place', 'placeAndWait', 'placeWithWorkflow'] as const) {
				const { executionId } = await execute(operation, '(415) 555-2671');
				await lookUntil('error', operation, executionId);
				const all = await assistant.ask('get_workflow_execution', {
					workflowId: await workflowWith(operation),
					executionId,
					includeData: true,
				});
				expect(all).toMatch(/has no country code.*No call was placed/s);
			}
			expect(stage.simulator.requests()).toEqual([]);
		},
	);
});

describe('a workflow that an assistant tries with test_workflow', () => {
	const REQUEST = [{ json: { body: { phone: SARAH, prompt: 'Ask about Thursday' } } }];
	const operations = ['place', 'placeAndWait', 'placeWithWorkflow'] as const;

	const test = async (operation: CallOperation, pinData: IDataObject) =>
		await assistant.askForData('test_workflow', {
			workflowId: await workflowWith(operation),
			triggerNodeName: 'Request',
			pinData,
		});

	for (const operation of operations) {
		itWhereN8nHas('buildingAssistants')(
			`phones nobody with ${operation} where the data of the CallCow node is pinned, as n8n tells the assistant to`,
			async () => {
				const prepared = await assistant.ask('prepare_workflow_pin_data', {
					workflowId: await workflowWith(operation),
				});
				expect(prepared).toContain('CallCow');
				const pinned = { Request: REQUEST, CallCow: [{ json: { outcome: 'answered' } }] };

				expect(await test(operation, pinned)).toMatchObject({ status: 'success' });
				expect(stage.simulator.requests()).toEqual([]);
			},
		);

		itWhereN8nHas('buildingAssistants')(
			`phones for real with ${operation} where only the trigger is pinned`,
			async () => {
				const status = operation === 'placeAndWait' ? 'waiting' : 'success';
				expect(await test(operation, { Request: REQUEST })).toMatchObject({ status });
				expect(stage.dialled()).toEqual([SARAH]);
			},
		);
	}
});
