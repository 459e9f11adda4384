/** The whole answer of a stub model in the flavour of chat completions. */
export interface ChatCompletion {
	readonly id: string;
	readonly created: number;
	readonly model: string;
	readonly choices: ReadonlyArray<{
		readonly message: {
			readonly content: string | null;
			readonly tool_calls?: ReadonlyArray<{
				readonly id: string;
				readonly type: 'function';
				readonly function: NamedArguments;
			}>;
		};
		readonly finish_reason: string;
	}>;
	readonly usage: object;
}

/** The whole answer in the flavour of responses. */
export interface Response {
	readonly output: ReadonlyArray<OutputMessage | OutputCall>;
}

interface OutputMessage {
	readonly type: 'message';
	readonly id: string;
	readonly content: ReadonlyArray<{ readonly type: 'output_text'; readonly text: string }>;
}

interface OutputCall extends NamedArguments {
	readonly type: 'function_call';
	readonly id: string;
	readonly call_id: string;
}

export interface NamedArguments {
	readonly name: string;
	/** As JSON. */
	readonly arguments: string;
}

/** The same answer as OpenAI sends it piece by piece, in server-sent events: chat completions. */
export function chatCompletionStream(answer: ChatCompletion): string {
	const { id, created, model, choices, usage } = answer;
	const { message, finish_reason } = choices[0]!;
	const chunk = (delta: object, more: object = {}) => ({
		id,
		object: 'chat.completion.chunk',
		created,
		model,
		choices: [{ index: 0, delta, finish_reason: null, ...more }],
	});
	const calls = (message.tool_calls ?? []).flatMap(
		({ function: { name, ...rest }, ...call }, index) => [
			chunk({ tool_calls: [{ index, ...call, function: { name, arguments: '' } }] }),
			...pieces(rest.arguments).map((piece) =>
				chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
			),
		],
	);
	const chunks = [
		chunk({ role: 'assistant', content: message.content === null ? null : '' }),
		...pieces(message.content ?? '').map((content) => chunk({ content })),
		...calls,
		chunk({}, { finish_reason }),
		{ ...chunk({}), choices: [], usage },
	];
	return [...chunks.map((each) => JSON.stringify(each)), '[DONE]']
		.map((data) => `data: ${data}\n\n`)
		.join('');
}

/** The same answer as OpenAI sends it piece by piece, in server-sent events: responses. */
export function responseStream(answer: Response): string {
	const begun = { ...answer, status: 'in_progress', output: [] };
	const events: Array<{ type: string }> = [
		event('response.created', { response: begun }),
		...answer.output.flatMap((item, output_index) =>
			item.type === 'message' ? messageEvents(item, output_index) : callEvents(item, output_index),
		),
		event('response.completed', { response: answer }),
	];
	return events
		.map((each, sequence_number) => JSON.stringify({ ...each, sequence_number }))
		.map((data, index) => `event: ${events[index]!.type}\ndata: ${data}\n\n`)
		.join('');
}

const event = (type: string, more: object) => ({ type, ...more });

function messageEvents(item: OutputMessage, output_index: number) {
	const part = item.content[0]!;
	const place = { item_id: item.id, output_index, content_index: 0 };
	return [
		event('response.output_item.added', {
			output_index,
			item: { ...item, status: 'in_progress', content: [] },
		}),
		event('response.content_part.added', { ...place, part: { ...part, text: '' } }),
		...pieces(part.text).map((delta) => event('response.output_text.delta', { ...place, delta })),
		event('response.output_text.done', { ...place, text: part.text }),
		event('response.content_part.done', { ...place, part }),
		event('response.output_item.done', { output_index, item }),
	];
}

function callEvents(item: OutputCall, output_index: number) {
	const place = { item_id: item.id, output_index };
	return [
		event('response.output_item.added', {
			output_index,
			item: { ...item, status: 'in_progress', arguments: '' },
		}),
		...pieces(item.arguments).map((delta) =>
			event('response.function_call_arguments.delta', { ...place, delta }),
		),
		event('response.function_call_arguments.done', { ...place, arguments: item.arguments }),
		event('response.output_item.done', { output_index, item }),
	];
}

/** Word by word, as models do; put together again they are the text. */
function pieces(text: string): string[] {
	return text.match(/\S+\s*|\s+/g) ?? [];
}
