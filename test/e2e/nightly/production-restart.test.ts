import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../../local-n8n/execution-items';
import type { StoredCredential, WorkflowDefinition } from '../../../local-n8n/rest-client';
import { agentWorkflow } from '../../support/agent-workflow';
import { modelCredential } from '../../support/credentials';
import { withOwnN8n } from '../../support/own-n8n';
import { phone, resultsRead, rounds } from '../../support/phone-script';
import { onRequest, request } from '../../support/production';
import { startStubModel, type StubModel } from '../../support/stub-model';
import { itWhereN8nHas } from '../../support/tested-version';
import { until } from '../../support/until';
import { callCow, end, workflowOf } from '../../support/workflow-builder';

const SARAH = '+14155552671';
const ANN = '+442079460958';
const JAN = '+4930901820';
const NODE_HEARD = '+14155552101';
const NODE_UNHEARD = '+14155552102';

/** The task of the agent whose result is lost, and of that whose results arrive. */
const UNHEARD = 'Phone Jan.';
const HEARD = 'Phone Sarah and Ann.';

/** Over while n8n is down or soon after. */
const SHORT_WAIT = { maximumWaitMinutes: 1 };

const stage = withOwnN8n();

let model: StubModel;
let openAi: StoredCredential;

beforeAll(async () => {
	model = await startStubModel();
	openAi = await stage.n8n.createCredential(modelCredential(model));
});

afterAll(async () => {
	await model.close();
});

/** Publishes a workflow, starts it by a request, and gives the ID of its execution when that waits. */
async function waiting(webhookPath: string, workflow: WorkflowDefinition): Promise<string> {
	const { n8n: client } = stage;
	const { id } = await client.createWorkflow(workflow);
	await client.activate(id);
	await client.waitForPublication(id, 30_000);
	await request(`${client.url}/webhook/${webhookPath}`, {});
	await client.waitForCount({ workflowId: id, status: ['waiting'] }, 1, 30_000);
	return (await client.executions({ workflowId: id }))[0]!.id;
}

async function nodeThatWaits(
	webhookPath: string,
	recipientPhone: string,
	parameters: IDataObject = {},
): Promise<string> {
	return await waiting(
		webhookPath,
		workflowOf(webhookPath, [
			onRequest(webhookPath),
			callCow(stage.callCow, {
				operation: 'placeAndWait',
				prompt: 'Confirm the appointment',
				recipientPhone,
				...parameters,
			}),
			end('Result'),
		]),
	);
}

async function agentThatWaits(
	webhookPath: string,
	task: string,
	parameters: IDataObject = {},
): Promise<string> {
	return await waiting(
		webhookPath,
		agentWorkflow(webhookPath, {
			callCow: stage.callCow,
			openAi,
			operation: 'placeAndWait',
			trigger: onRequest(webhookPath),
			tasks: [task],
			parameters,
		}),
	);
}

const dialled = () => stage.simulator.calls().map(({ recipient_phone }) => recipient_phone);

/** Ends the call to that number, and gives what n8n answers to its result; null when nobody is there. */
async function endCallTo(number: string): Promise<number | null> {
	const call = stage.simulator.calls().find(({ recipient_phone }) => recipient_phone === number)!;
	return (await stage.simulator.decide(call.call_id, { outcome: 'answered' }))!.status;
}

const outcome = (value: string, recipient: string) =>
	expect.objectContaining({ outcome: value, recipient_phone: recipient });

describe('executions in production that wait for a call', () => {
	describe.each(['stop', 'kill'] as const)('while n8n is ended by %s and started again', (how) => {
		itWhereN8nHas('severalToolCalls')(
			'go on with the result, or as timed out when it came while n8n was down',
			async () => {
				stage.simulator.reset();
				model.play((conversation) =>
					conversation.task === UNHEARD
						? rounds([phone('jan', JAN)])(conversation)
						: rounds([phone('sarah', SARAH), phone('ann', ANN)])(conversation),
				);
				const node = await nodeThatWaits(`node-${how}`, NODE_HEARD);
				const agent = await agentThatWaits(`agent-${how}`, HEARD);
				const lostNode = await nodeThatWaits(`lost-node-${how}`, NODE_UNHEARD, SHORT_WAIT);
				const lostAgent = await agentThatWaits(`lost-agent-${how}`, UNHEARD, SHORT_WAIT);
				expect(dialled()).toEqual([NODE_HEARD, SARAH, NODE_UNHEARD, JAN]);

				const { n8n: client, server } = stage;
				await server[how]();
				// CallCow delivers once.
				expect(await endCallTo(NODE_UNHEARD)).toBeNull();
				expect(await endCallTo(JAN)).toBeNull();
				await server.startAgain();

				expect(await endCallTo(NODE_HEARD)).toBe(200);
				expect(itemsOf(await client.waitForExecution(node, 30_000), 'Result')).toEqual([
					outcome('answered', NODE_HEARD),
				]);

				expect(await endCallTo(SARAH)).toBe(200);
				await until('the second call of the turn is placed', () => dialled().includes(ANN));
				await client.waitForExecution(agent, 30_000, ({ status }) => status === 'waiting');
				expect(await endCallTo(ANN)).toBe(200);
				const spoken = [{ output: 'Done' }];
				expect(itemsOf(await client.waitForExecution(agent, 30_000), 'Report')).toEqual(spoken);

				expect(itemsOf(await client.waitForExecution(lostNode, 150_000), 'Result')).toEqual([
					outcome('timed_out', NODE_UNHEARD),
				]);
				expect(itemsOf(await client.waitForExecution(lostAgent, 150_000), 'Report')).toEqual(
					spoken,
				);
				expect(resultsRead(model)).toEqual({
					sarah: [outcome('answered', SARAH)],
					ann: [outcome('answered', ANN)],
					jan: [outcome('timed_out', JAN)],
				});
				expect(dialled()).toEqual([NODE_HEARD, SARAH, NODE_UNHEARD, JAN, ANN]);
			},
			300_000,
		);
	});
});
