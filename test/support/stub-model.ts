/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { IDataObject } from 'n8n-workflow';
import {
	chatCompletionStream,
	responseStream,
	type ChatCompletion,
	type NamedArguments,
	type Response,
} from './stub-model-stream';

/** The two ways in which the OpenAI Chat Model of n8n asks a model. */
export type Flavour = 'chatCompletions' | 'responses';

/** A tool as the model is told of it. */
export interface OfferedTool {
	readonly name: string;
	readonly description: string;
	/** A JSON schema. */
	readonly parameters: IDataObject;
}

/** What a tool call gave, as the text that the model reads. */
export interface ToolResult {
	readonly toolCallId: string;
	readonly content: string;
}

/** One request to the model, the same whichever way it came. */
export interface Conversation {
	readonly flavour: Flavour;
	/** Whether n8n wants the answer piece by piece. */
	readonly streaming: boolean;
	/** What the model was told before anybody spoke; empty if nothing. */
	readonly instructions: string;
	/** What the person said last. */
	readonly task: string;
	/** What the model itself has said in words, as n8n remembers it, the earliest first. */
	readonly said: readonly string[];
	readonly tools: readonly OfferedTool[];
	/** Of all tool calls so far, in the order in which n8n gives them. */
	readonly results: readonly ToolResult[];
}

export interface ToolCall {
	/** Repeating one means the same call again. */
	readonly id: string;
	/** Default: the first tool that is offered. */
	readonly name?: string;
	readonly arguments: IDataObject;
}

/** What the model answers: tools that it wants, at once, or its last words. */
export type Turn = { readonly toolCalls: readonly ToolCall[] } | { readonly text: string };

export type ModelScript = (conversation: Conversation) => Turn | Promise<Turn>;

export interface StubModel {
	/** For the `url` of a credential of type `openAiApi`. */
	readonly url: string;
	/** Every request so far, the earliest first. */
	conversations(): Conversation[];
	/** Sets what the model answers from now on, and forgets the requests so far. */
	play(script: ModelScript): void;
	close(): Promise<void>;
}

/** Starts a model on this machine that answers as OpenAI's API does, and says what a script tells it. */
export async function startStubModel(): Promise<StubModel> {
	let script: ModelScript = () => ({ text: 'Nothing was scripted.' });
	const conversations: Conversation[] = [];
	const answerTo = async (conversation: Conversation): Promise<Turn> => {
		conversations.push(conversation);
		return await script(conversation);
	};

	const app = fastify({ forceCloseConnections: true });
	app.post('/v1/chat/completions', async ({ body }, reply) => {
		const conversation = readChatCompletion(body as ChatCompletionRequest);
		const answer = chatCompletion(conversation, await answerTo(conversation));
		if (!conversation.streaming) return answer;
		return reply.type('text/event-stream').send(chatCompletionStream(answer));
	});
	app.post('/v1/responses', async ({ body }, reply) => {
		const conversation = readResponse(body as ResponseRequest);
		const answer = response(conversation, await answerTo(conversation));
		if (!conversation.streaming) return answer;
		return reply.type('text/event-stream').send(responseStream(answer));
	});
	await app.listen({ port: 0, host: '127.0.0.1' });

	const { port } = app.server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		conversations: () => [...conversations],
		play(next) {
			script = next;
			conversations.length = 0;
		},
		close: async () => {
			await app.close();
		},
	};
}

type Content = string | ReadonlyArray<{ readonly text?: string }>;

interface ChatCompletionRequest {
	readonly stream?: boolean;
	readonly messages: ReadonlyArray<{
		role: string;
		content: Content | null;
		tool_call_id?: string;
	}>;
	readonly tools?: ReadonlyArray<{ function: OfferedTool }>;
}

function readChatCompletion(request: ChatCompletionRequest): Conversation {
	const { messages, tools = [], stream = false } = request;
	return {
		flavour: 'chatCompletions',
		streaming: stream,
		instructions: instructionsIn(messages),
		task: textOf(messages.findLast(({ role }) => role === 'user')?.content),
		said: saidIn(messages),
		tools: tools.map((tool) => onlyOffered(tool.function)),
		results: messages
			.filter(({ role }) => role === 'tool')
			.map(({ tool_call_id: toolCallId = '', content }) => ({
				toolCallId,
				content: textOf(content),
			})),
	};
}

function chatCompletion(conversation: Conversation, turn: Turn): ChatCompletion {
	const message =
		'text' in turn
			? { role: 'assistant', content: turn.text }
			: {
					role: 'assistant',
					content: null,
					tool_calls: turn.toolCalls.map((call) => ({
						id: call.id,
						type: 'function' as const,
						function: functionOf(conversation, call),
					})),
				};
	const answer = {
		id: 'chatcmpl-stub',
		object: 'chat.completion',
		created: 0,
		model: 'stub',
		choices: [{ index: 0, message, finish_reason: 'text' in turn ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
	return answer;
}

interface ResponseRequest {
	readonly stream?: boolean;
	readonly input: ReadonlyArray<{
		type?: string;
		role?: string;
		content?: Content;
		call_id?: string;
		output?: Content;
	}>;
	readonly tools?: readonly OfferedTool[];
}

function readResponse({ input, tools = [], stream = false }: ResponseRequest): Conversation {
	return {
		flavour: 'responses',
		streaming: stream,
		instructions: instructionsIn(input),
		task: textOf(input.findLast(({ role }) => role === 'user')?.content),
		said: saidIn(input),
		tools: tools.map(onlyOffered),
		results: input
			.filter(({ type }) => type === 'function_call_output')
			.map(({ call_id: toolCallId = '', output }) => ({ toolCallId, content: textOf(output) })),
	};
}

function response(conversation: Conversation, turn: Turn): Response {
	const output =
		'text' in turn
			? [
					{
						type: 'message' as const,
						id: 'msg_stub',
						role: 'assistant',
						status: 'completed',
						content: [{ type: 'output_text' as const, text: turn.text, annotations: [] }],
					},
				]
			: turn.toolCalls.map((call, index) => ({
					type: 'function_call' as const,
					id: `fc_${index}`,
					call_id: call.id,
					status: 'completed',
					...functionOf(conversation, call),
				}));
	const answer = {
		id: 'resp_stub',
		object: 'response',
		created_at: 0,
		status: 'completed',
		model: 'stub',
		error: null,
		incomplete_details: null,
		output,
		usage: {
			input_tokens: 1,
			input_tokens_details: { cached_tokens: 0 },
			output_tokens: 1,
			output_tokens_details: { reasoning_tokens: 0 },
			total_tokens: 2,
		},
	};
	return answer;
}

function functionOf({ tools }: Conversation, call: ToolCall): NamedArguments {
	return {
		name: call.name ?? tools[0]?.name ?? 'none',
		arguments: JSON.stringify(call.arguments),
	};
}

/** Newer models of OpenAI's take them from the developer, older ones from the system. */
function instructionsIn(
	messages: ReadonlyArray<{ role?: string; content?: Content | null }>,
): string {
	return messages
		.filter(({ role }) => role === 'system' || role === 'developer')
		.map(({ content }) => textOf(content))
		.join('\n');
}

function saidIn(messages: ReadonlyArray<{ role?: string; content?: Content | null }>): string[] {
	return messages
		.filter(({ role }) => role === 'assistant')
		.map(({ content }) => textOf(content))
		.filter((text) => text !== '');
}

function onlyOffered({ name, description, parameters }: OfferedTool): OfferedTool {
	return { name, description, parameters };
}

function textOf(content: Content | null | undefined): string {
	if (content === undefined || content === null || typeof content === 'string')
		return content ?? '';
	return content.map(({ text = '' }) => text).join('');
}
