import type { IDataObject } from 'n8n-workflow';
import { differencesOf } from '../../../local-n8n/differences';
import { versions } from '../../../local-n8n/versions';
import { startAgentStage } from '../../support/agent-stage';
import { phoneTool, type CallOperation } from '../../support/agent-workflow';
import { startOwnN8n, type OwnN8n } from '../../support/own-n8n';
import { callTo, resultsRead, rounds, turns } from '../../support/phone-script';
import { stageForTests } from '../../support/stage-for-tests';
import type { ToolCall } from '../../support/stub-model';
import { phoningWorkflow } from '../../support/workflow-tool';

/* The agents that n8n has beside its workflows, under Agents: they run a node as a tool in no execution. */

const SARAH = '+14155552671';
const ANN = '+442079460958';
const TOOL = 'Call_a_person';

let server: OwnN8n;
let agents: string;
const created: string[] = [];

beforeAll(async () => {
	const { N8N_DISABLED_MODULES = '' } = differencesOf(versions.n8n).environment;
	const others = N8N_DISABLED_MODULES.split(',').filter((name) => name !== 'agents');
	server = await startOwnN8n({
		version: versions.n8n,
		env: { N8N_DISABLED_MODULES: others.join() },
	});
	const { id } = await server.client.send<{ id: string }>('GET', '/rest/projects/personal');
	agents = `/rest/projects/${id}/agents/v2`;
}, 300_000);

const stage = stageForTests(async () => await startAgentStage({ host: server.client }));

afterEach(async () => {
	for (const id of created.splice(0)) await stage.n8n.send('DELETE', `${agents}/${id}`);
});

afterAll(async () => await server?.close(), 60_000);

async function createAgent(tool: IDataObject): Promise<string> {
	const name = 'Receptionist';
	const { id } = await stage.n8n.send<{ id: string }>('POST', agents, { name });
	created.push(id);
	const { configHash } = await stage.n8n.send<{ configHash: string }>(
		'GET',
		`${agents}/${id}/config`,
	);
	await stage.n8n.send('PUT', `${agents}/${id}/config`, {
		baseConfigHash: configHash,
		config: {
			name,
			model: 'openai/gpt-4o',
			credential: stage.openAi.id,
			instructions: 'Phone people.',
			memory: { enabled: false, storage: 'n8n' },
			tools: [{ name: TOOL, description: 'Phones a person', ...tool }],
		},
	});
	return id;
}

const withNode = async (operation: CallOperation) =>
	await createAgent({
		type: 'node',
		node: {
			nodeType: 'n8n-nodes-callcow.callCow',
			nodeTypeVersion: 1.1,
			nodeParameters: phoneTool({ ...stage, operation }).parameters,
			credentials: { callCowApi: { id: stage.callCow.id, name: stage.callCow.name } },
		},
	});

/** What the chat is sent, event by event, until the agent has nothing more to say. */
async function events(of: string, body: object): Promise<IDataObject[]> {
	const { cookie, browserId } = stage.n8n.session();
	const response = await fetch(`${stage.n8n.url}${agents}/${of}`, {
		method: 'POST',
		headers: { cookie: cookie!, 'browser-id': browserId, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as IDataObject);
}

const chat = async (agent: string) => await events(`${agent}/chat`, { message: 'Phone them' });

/** n8n offers tools of its own too. */
const call = (operation: CallOperation, id: string, number: string): ToolCall => ({
	...callTo(operation, id, number),
	name: TOOL,
});

const placed = (recipient_phone: string) =>
	expect.objectContaining({
		status: 'success',
		data: [
			expect.objectContaining({
				json: expect.objectContaining({ success: true, recipient_phone }),
			}),
		],
	});

describe("n8n's own agents with the CallCow node as a tool", () => {
	it.each(['place', 'placeWithWorkflow'] as const)(
		'phone with %s whoever is asked for at once, and again later',
		async (operation) => {
			stage.model.play(
				rounds(
					[call(operation, 'sarah', SARAH), call(operation, 'ann', ANN)],
					[call(operation, 'again', SARAH)],
				),
			);
			await chat(await withNode(operation));

			expect(stage.dialled().sort()).toEqual([SARAH, SARAH, ANN].sort());
			expect(resultsRead(stage.model)).toEqual({
				sarah: placed(SARAH),
				ann: placed(ANN),
				again: placed(SARAH),
			});
		},
	);

	it('phone nobody with placeAndWait, and read what to do instead', async () => {
		stage.model.play(rounds([call('placeAndWait', 'sarah', SARAH)]));
		await chat(await withNode('placeAndWait'));

		expect(stage.simulator.requests()).toEqual([]);
		expect(resultsRead(stage.model)).toEqual({
			sarah: { error: expect.stringMatching(/No call was placed.*Place operation.*workflow/) },
		});
	});

	it('read why a number is refused', async () => {
		stage.model.play(rounds([call('place', 'bad', '(415) 555-2671')]));
		await chat(await withNode('place'));

		expect(stage.simulator.requests()).toEqual([]);
		expect(resultsRead(stage.model)).toEqual({
			bad: { error: expect.stringMatching(/country code.*No call was placed/) },
		});
	});
});

describe("n8n's own agents with a workflow as a tool, which phones with placeAndWait", () => {
	it('wait, and have the result when whoever chats lets them look for it', async () => {
		const phoning = phoningWorkflow(stage.callCow, 'placeAndWait');
		const workflowId = await stage.createPublished(phoning);
		stage.simulator.script({ default: { outcome: 'manual' } });
		const asked = { id: 'sarah', name: TOOL, arguments: { phone: SARAH, prompt: 'Ask' } };
		stage.model.play(turns([asked]));
		const agent = await createAgent({ type: 'workflow', workflowId, workflow: phoning.name });
		const suspendedIn = (all: IDataObject[]) =>
			all.find(({ type }) => type === 'tool-call-suspended')?.payload as IDataObject | undefined;
		const suspended = suspendedIn(await chat(agent));
		expect(suspended).toMatchObject({ input: { type: 'workflow_wait' } });
		// What the button "Check for the result" sends.
		const lookAgain = async ({ runId, toolCallId }: IDataObject) =>
			await events(`${agent}/chat/resume`, {
				runId,
				toolCallId,
				resumeData: { type: 'button', value: 'continue' },
			});
		const still = suspendedIn(await lookAgain(suspended!));
		expect(still).toMatchObject({ input: { type: 'workflow_wait' } });
		expect(stage.model.conversations()).toHaveLength(1);

		const [placedCall] = stage.simulator.calls();
		await stage.simulator.decide(placedCall!.call_id, { outcome: 'answered', summary: 'Yes.' });
		const [execution] = await stage.n8n.executions({ workflowId });
		await stage.n8n.waitForExecution(execution!.id, 30_000);
		await lookAgain(still!);

		expect(resultsRead(stage.model)).toMatchObject({
			sarah: { data: { CallCow: [{ outcome: 'answered', call_summary: 'Yes.' }] } },
		});
		expect(stage.dialled()).toEqual([SARAH]);
	});
});
