import type { IDataObject, INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import { MADE_IN_CALLCOW, type AgentWorkflow } from '../support/agent-workflow';
import { withChatStage } from '../support/chat-stage';
import {
	chatTrigger,
	chatWithAgent,
	RESPONSE_MODES,
	respondToChat,
	respondToEmbeddedChat,
	type ResponseMode,
} from '../support/chat-workflow';
import { phone, resultsRead, rounds } from '../support/phone-script';
import type { Flavour, ModelScript } from '../support/stub-model';
import { itWhereN8nHas } from '../support/tested-version';
import { byHand, callCow, end, node, workflowOf } from '../support/workflow-builder';

const SARAH = '+14155552671';
const EMBEDDED = { mode: 'webhook' };
const FLAVOURS: readonly Flavour[] = ['chatCompletions', 'responses'];

/** A mode, further parameters of the Chat Trigger, and the node that answers there, if one does. */
type Chat = readonly [ResponseMode | undefined, IDataObject?, (() => INode)?];

const STREAMING: Chat = ['streaming'];
const LAST_NODE: Chat = ['lastNode'];
const NOT_CHOSEN: Chat = [undefined];
const RESPONSE_NODES: Chat = ['responseNodes', {}, respondToChat];
const EMBEDDED_RESPONSE_NODE: Chat = ['responseNode', EMBEDDED, respondToEmbeddedChat];
const EMBEDDED_STREAMING: Chat = ['streaming', EMBEDDED];
const EMBEDDED_LAST_NODE: Chat = ['lastNode', EMBEDDED];

const nameOf = ([mode, more = {}]: Chat) =>
	`${mode === undefined ? 'no mode chosen' : RESPONSE_MODES[mode]}${more === EMBEDDED ? ', embedded' : ''}`;

const stage = withChatStage();

/** Phones Sarah when it is asked to, and then says what it has read of the call. */
const phonesSarah: ModelScript = (conversation) => {
	const turn = rounds([phone('sarah', SARAH)])(conversation);
	return 'text' in turn ? { text: `I read ${conversation.results[0]?.content}` } : turn;
};

function chatWith(
	[mode, more, answer]: Chat,
	options: Omit<AgentWorkflow, 'callCow' | 'openAi'>,
): WorkflowDefinition {
	const { callCow: credential, openAi } = stage;
	return chatWithAgent(chatTrigger(mode, more), answer?.(), {
		callCow: credential,
		openAi,
		...options,
	});
}

describe('Place in a chat', () => {
	for (const flavour of FLAVOURS) {
		for (const chat of [
			STREAMING,
			LAST_NODE,
			NOT_CHOSEN,
			RESPONSE_NODES,
			EMBEDDED_RESPONSE_NODE,
			EMBEDDED_STREAMING,
		]) {
			itWhereN8nHas('chats')(
				`phones, and the chat is told so: ${nameOf(chat)} (${flavour})`,
				async () => {
					stage.model.play(phonesSarah);
					const { say } = await stage.publish(chatWith(chat, { operation: 'place', flavour }));
					const { messages, streamed } = await say('Phone Sarah');

					expect(stage.dialled()).toEqual([SARAH]);
					const [call] = stage.simulator.calls();
					expect(messages).toEqual([expect.stringContaining(`"call_id":"${call!.call_id}"`)]);
					expect(streamed).toBe(chat[0] === 'streaming');
					// The model is asked for pieces where the chat gets pieces, and has really sent them.
					expect(stage.model.conversations().map((each) => each.streaming)).toEqual([
						streamed,
						streamed,
					]);
					expect(stage.model.conversations().map((each) => each.flavour)).toEqual([
						flavour,
						flavour,
					]);
				},
			);
		}
	}
});

describe('Place with Workflow in a chat', () => {
	for (const chat of [STREAMING, LAST_NODE, RESPONSE_NODES]) {
		itWhereN8nHas('chats')(`phones, and the chat is told so: ${nameOf(chat)}`, async () => {
			stage.model.play(phonesSarah);
			const { say } = await stage.publish(
				chatWith(chat, {
					operation: 'placeWithWorkflow',
					parameters: { workflowId: { __rl: true, mode: 'id', value: MADE_IN_CALLCOW.id } },
				}),
			);
			const { messages } = await say('Phone Sarah');

			expect(stage.dialled()).toEqual([SARAH]);
			expect(messages).toEqual([
				expect.stringMatching(`"success":true,"workflow_id":"${MADE_IN_CALLCOW.id}"`),
			]);
		});
	}
});

describe('Place and Wait for Result in a chat', () => {
	const summary = 'The person answered and agreed. The task was: Confirm with sarah';

	for (const flavour of FLAVOURS) {
		for (const chat of [RESPONSE_NODES, EMBEDDED_RESPONSE_NODE]) {
			itWhereN8nHas('chats')(
				`gives the chat what the call has brought: ${nameOf(chat)} (${flavour})`,
				async () => {
					stage.model.play(phonesSarah);
					const { say } = await stage.publish(
						chatWith(chat, { operation: 'placeAndWait', flavour }),
					);
					const { messages } = await say('Phone Sarah');

					expect(messages).toEqual([expect.stringContaining(summary)]);
					expect(stage.dialled()).toEqual([SARAH]);
				},
			);
		}
	}

	itWhereN8nHas('chats')(
		`does so in the chat of the editor: ${nameOf(RESPONSE_NODES)}`,
		async () => {
			stage.model.play(phonesSarah);
			const { say } = await stage.draft(chatWith(RESPONSE_NODES, { operation: 'placeAndWait' }));

			expect((await say('Phone Sarah')).messages).toEqual([expect.stringContaining(summary)]);
			expect(stage.dialled()).toEqual([SARAH]);
		},
	);

	const hosted = /This chat cannot wait.*No call was placed.*Using Response Nodes.*Chat node/;
	const embedded = /This chat cannot wait.*No call was placed.*'Respond to Webhook' Node/;
	const refuses = async (
		where: 'publish' | 'draft',
		chat: Chat,
		reason: RegExp,
		flavour?: Flavour,
	) => {
		stage.model.play(phonesSarah);
		const { say } = await stage[where](chatWith(chat, { operation: 'placeAndWait', flavour }));
		const { messages } = await say('Phone Sarah');

		expect(stage.simulator.requests()).toEqual([]);
		expect(resultsRead(stage.model)).toEqual({
			sarah: [{ error: expect.stringMatching(reason) }],
		});
		// The agent has its say, and the chat gets it.
		expect(messages).toEqual([expect.stringMatching(/I read .*This chat cannot wait/)]);
	};

	for (const flavour of FLAVOURS) {
		itWhereN8nHas('chats')(
			`phones nobody, and says why: ${nameOf(STREAMING)} (${flavour})`,
			async () => await refuses('publish', STREAMING, hosted, flavour),
		);
	}
	for (const chat of [LAST_NODE, NOT_CHOSEN]) {
		itWhereN8nHas('chats')(
			`phones nobody, and says why: ${nameOf(chat)}`,
			async () => await refuses('publish', chat, hosted),
		);
	}
	for (const chat of [EMBEDDED_STREAMING, EMBEDDED_LAST_NODE]) {
		itWhereN8nHas('chats')(
			`phones nobody, and says why: ${nameOf(chat)}`,
			async () => await refuses('publish', chat, embedded),
		);
	}
	for (const chat of [STREAMING, LAST_NODE, NOT_CHOSEN]) {
		itWhereN8nHas('chats')(
			`phones nobody in the chat of the editor: ${nameOf(chat)}`,
			async () => await refuses('draft', chat, hosted),
		);
	}

	itWhereN8nHas('chats')('is not refused where another trigger has started', async () => {
		stage.model.play(phonesSarah);
		const workflow = chatWith(STREAMING, { operation: 'placeAndWait' });
		const start = byHand();
		const execution = await stage.run({
			...workflow,
			nodes: [
				...workflow.nodes.map((each) =>
					each.name === 'AI Agent'
						? { ...each, parameters: { ...each.parameters, text: 'Phone Sarah' } }
						: each,
				),
				start,
			],
			connections: {
				...workflow.connections,
				[start.name]: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
			},
		});

		expect(stage.dialled()).toEqual([SARAH]);
		expect(itemsOf(execution, 'AI Agent')).toEqual([{ output: expect.stringContaining(summary) }]);
	});
});

describe('Place and Wait for Result as the tool of an agent that is a tool itself', () => {
	const nested = (chat: Chat): WorkflowDefinition => {
		const workflow = chatWith(chat, { operation: 'placeAndWait' });
		const inner = node(
			'Assistant',
			'@n8n/n8n-nodes-langchain.agentTool',
			{ toolDescription: 'Phones people', text: 'Phone Sarah', options: {} },
			{ typeVersion: 3 },
		);
		const to = (type: 'ai_tool' | 'ai_languageModel', ...names: string[]) => ({
			[type]: [names.map((name) => ({ node: name, type, index: 0 }))],
		});
		return {
			...workflow,
			nodes: [...workflow.nodes, inner],
			connections: {
				...workflow.connections,
				Model: to('ai_languageModel', 'AI Agent', inner.name),
				'Call a person': to('ai_tool', inner.name),
				[inner.name]: to('ai_tool', 'AI Agent'),
			},
		};
	};
	/** The outer agent asks the inner one, which phones. */
	const bothAgents: ModelScript = (conversation) =>
		conversation.tools[0]?.name === 'Assistant' && conversation.results.length === 0
			? { toolCalls: [{ id: 'ask', arguments: {} }] }
			: conversation.tools[0]?.name === 'Assistant'
				? { text: `I read ${conversation.results[0]!.content}` }
				: phonesSarah(conversation);

	itWhereN8nHas('chats')('gives the chat what the call has brought', async () => {
		stage.model.play(bothAgents);
		const { say } = await stage.publish(nested(RESPONSE_NODES));
		const { messages } = await say('Phone Sarah');

		expect(messages).toEqual([expect.stringContaining('The person answered and agreed')]);
		expect(stage.dialled()).toEqual([SARAH]);
	});

	itWhereN8nHas('chats')('phones nobody where the chat would not get that', async () => {
		stage.model.play(bothAgents);
		const { say } = await stage.publish(nested(LAST_NODE));
		const { messages } = await say('Phone Sarah');

		expect(messages).toEqual([expect.stringContaining('This chat cannot wait')]);
		expect(stage.simulator.requests()).toEqual([]);
	});
});

describe('Place and Wait for Result as a node behind a chat', () => {
	const waiting = () =>
		callCow(stage.callCow, { operation: 'placeAndWait', prompt: 'Ask', recipientPhone: SARAH });
	const onlyExecution = async (workflowId: string) => {
		const [execution] = await stage.n8n.executions({ workflowId });
		return await stage.n8n.waitForExecution(execution!.id, 30_000);
	};

	itWhereN8nHas('chats')(`answers the chat: ${nameOf(RESPONSE_NODES)}`, async () => {
		const { say } = await stage.publish(
			workflowOf('Chat', [
				chatTrigger('responseNodes'),
				waiting(),
				respondToChat('={{ $json.call_summary }}'),
			]),
		);
		expect((await say('Phone Sarah')).messages).toEqual([
			'The person answered and agreed. The task was: Ask',
		]);
	});

	itWhereN8nHas('chats')(`phones nobody, and says why: ${nameOf(LAST_NODE)}`, async () => {
		const { id, say } = await stage.publish(
			workflowOf('Chat', [chatTrigger('lastNode'), waiting(), end('Result')]),
		);
		await say('Phone Sarah');

		const { data } = await onlyExecution(id);
		expect(data.resultData.error).toMatchObject({
			message: 'This chat cannot wait for the result of a call',
			description: expect.stringMatching(/Using Response Nodes.*No call was placed/),
		});
		expect(stage.simulator.requests()).toEqual([]);
	});

	itWhereN8nHas('chats')(
		`phones nobody where the agent behind would answer nobody: ${nameOf(STREAMING)}`,
		async () => {
			stage.model.play(() => ({ text: 'Nobody was phoned.' }));
			const workflow = chatWith(STREAMING, { operation: 'place' });
			const first = waiting();
			const { id, say } = await stage.publish({
				...workflow,
				nodes: [...workflow.nodes, first],
				connections: {
					...workflow.connections,
					Chat: { main: [[{ node: first.name, type: 'main', index: 0 }]] },
					[first.name]: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
				},
			});
			await say('Phone Sarah');

			const { data } = await onlyExecution(id);
			expect(data.resultData.error?.message).toMatch('This chat cannot wait');
			expect(stage.simulator.requests()).toEqual([]);
		},
	);

	itWhereN8nHas('chats')(
		`phones where the chat is not to be told: ${nameOf(STREAMING)}, no agent behind`,
		async () => {
			const { id, say } = await stage.publish(
				workflowOf('Chat', [chatTrigger('streaming'), waiting(), end('Result')]),
			);
			expect((await say('Phone Sarah')).body.trim()).toBe('');

			expect(itemsOf(await onlyExecution(id), 'Result')).toEqual([
				expect.objectContaining({ outcome: 'answered' }),
			]);
		},
	);
});
