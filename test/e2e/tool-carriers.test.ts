import type { INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution, WorkflowDefinition } from '../../local-n8n/rest-client';
import { withAgentStage } from '../support/agent-stage';
import { agentNode, modelNode, phoneTool, type CallOperation } from '../support/agent-workflow';
import { callTo, resultsRead, rounds, turns } from '../support/phone-script';
import { describeWhereN8nHas } from '../support/tested-version';
import { byHand, end, list, node, withSubNode, workflowOf } from '../support/workflow-builder';

/* Nodes of n8n, beside the AI Agent of today, that a tool can be connected to. */

const describeToday = describeWhereN8nHas('toolCarriers');

const SARAH = '+14155552671';
const ANN = '+442079460958';
const TOOL = 'Call_a_person';

const stage = withAgentStage();

const openAi = () => ({ openAiApi: { id: stage.openAi.id, name: stage.openAi.name } });
const STUB = { __rl: true, mode: 'id', value: 'stub' };

/** A node of OpenAI's, which asks the model and runs the tools by itself. */
const openAiNode = (version: number): INode =>
	node(
		'Message a Model',
		'@n8n/n8n-nodes-langchain.openAi',
		version < 2
			? {
					resource: 'text',
					operation: 'message',
					modelId: STUB,
					messages: { values: [{ role: 'user', content: '={{ $json.task }}' }] },
					options: {},
				}
			: {
					resource: 'text',
					operation: 'response',
					modelId: STUB,
					responses: { values: [{ type: 'text', role: 'user', content: '={{ $json.task }}' }] },
					builtInTools: {},
					options: {},
				},
		{ typeVersion: version, credentials: openAi() },
	);

/** What carries a tool and asks a model what to do with it. */
const askingCarriers: Readonly<Record<string, () => INode>> = {
	'AI Agent 1.9, Tools Agent': () =>
		agentNode({ agentVersion: 1.9, agentParameters: { agent: 'toolsAgent' } }),
	'AI Agent 1.7, OpenAI Functions Agent': () =>
		agentNode({ agentVersion: 1.7, agentParameters: { agent: 'openAiFunctionsAgent' } }),
	'AI Agent 2': () => agentNode({ agentVersion: 2 }),
	'AI Agent 2.2': () => agentNode({ agentVersion: 2.2 }),
	'OpenAI 1.8, Message a Model': () => openAiNode(1.8),
	'OpenAI 2.3, Message a Model': () => openAiNode(2.3),
};

/** What uses a tool without a model, with the arguments that its user wrote. */
const plainCarriers: Readonly<Record<string, (operation: CallOperation) => INode>> = {
	'Tool Executor': (operation) =>
		node('Tool Executor', '@n8n/n8n-nodes-langchain.toolExecutor', {
			query: JSON.stringify({ [TOOL]: argumentsFor(operation) }),
			toolName: TOOL,
		}),
	'LangChain Code': (operation) =>
		node('LangChain Code', '@n8n/n8n-nodes-langchain.code', {
			code: {
				execute: {
					code: `const tool = await this.getInputConnectionData('ai_tool', 0);
return [{ json: { said: await tool.invoke(${JSON.stringify(argumentsFor(operation))}) } }];`,
				},
			},
			inputs: { input: [{ type: 'main' }, { type: 'ai_tool', maxConnections: 1 }] },
			outputs: { output: [{ type: 'main' }] },
		}),
};

const argumentsFor = (operation: CallOperation) => callTo(operation, 'a', SARAH).arguments;

async function run(carrier: INode, operation: CallOperation): Promise<Execution> {
	const workflow = withSubNode(
		workflowOf('Carrier', [byHand(), list([{ task: 'Phone Sarah' }]), carrier, end('Report')]),
		phoneTool({ ...stage, operation }),
		'ai_tool',
		carrier.name,
	);
	return await stage.run(withModel(workflow, carrier));
}

/** Agents have their model beside them; OpenAI's own node is one. */
const withModel = (workflow: WorkflowDefinition, { type, name }: INode): WorkflowDefinition =>
	type.endsWith('.agent')
		? withSubNode(workflow, modelNode(stage), 'ai_languageModel', name)
		: workflow;

const placed = (recipient_phone: string) => [
	expect.objectContaining({ success: true, recipient_phone }),
];
const REFUSED = /No call was placed.*AI Agent.*version 3.*Place operation/;

describeToday.each(Object.entries(askingCarriers))('%s', (_name, carrier) => {
	it.each(['place', 'placeWithWorkflow'] as const)(
		'phones with %s, whoever is asked for at once and again later, and the model reads each answer',
		async (operation) => {
			const [sarah, ann] = [callTo(operation, 'a', SARAH), callTo(operation, 'b', ANN)];
			stage.model.play(rounds([sarah, ann], [{ ...sarah, id: 'c' }]));
			await run(carrier(), operation);

			expect(stage.dialled().sort()).toEqual([SARAH, SARAH, ANN].sort());
			expect(resultsRead(stage.model)).toEqual({
				a: placed(SARAH),
				b: placed(ANN),
				c: placed(SARAH),
			});
		},
	);

	it('phones again in a later turn, though the model gives its tool calls one ID', async () => {
		const again = callTo('place', 'call_0', SARAH);
		stage.model.play(turns([again], [again]));
		await run(carrier(), 'place');

		expect(stage.dialled()).toEqual([SARAH, SARAH]);
	});

	it('phones nobody with placeAndWait, and the model reads where that can be', async () => {
		stage.model.play(rounds([callTo('placeAndWait', 'a', SARAH)]));
		const execution = await run(carrier(), 'placeAndWait');

		expect(execution.status).toBe('success');
		expect(stage.simulator.requests()).toEqual([]);
		expect(resultsRead(stage.model)).toEqual({
			a: [{ error: expect.stringMatching(REFUSED) }],
		});
	});

	it('tells the model of a refused number', async () => {
		stage.model.play(rounds([callTo('place', 'a', '(415) 555-2671')]));
		await run(carrier(), 'place');

		expect(stage.simulator.requests()).toEqual([]);
		expect(resultsRead(stage.model)).toEqual({
			a: [{ error: expect.stringMatching(/country code.*No call was placed/) }],
		});
	});
});

describeToday.each(Object.entries(plainCarriers))('%s', (_name, carrier) => {
	/** What comes out of it holds the tool's answer as a text, by itself or in a field. */
	const answerIn = (execution: Execution) => JSON.stringify(itemsOf(execution, 'Report'));

	it.each(['place', 'placeWithWorkflow'] as const)('phones once with %s', async (operation) => {
		const execution = await run(carrier(operation), operation);

		expect(stage.dialled()).toEqual([SARAH]);
		expect(answerIn(execution)).toMatch(/success.*true.*14155552671/);
	});

	it('phones nobody with placeAndWait, and says where that can be', async () => {
		const execution = await run(carrier('placeAndWait'), 'placeAndWait');

		expect(execution.status).toBe('success');
		expect(stage.simulator.requests()).toEqual([]);
		expect(answerIn(execution)).toMatch(REFUSED);
	});
});
