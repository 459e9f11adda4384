import type { ModelScript, StubModel, ToolCall } from './stub-model';

/* What a model that phones people asks for, and what it reads of it. */

/** A tool call that phones a number. */
export function phone(id: string, number: string, prompt = `Confirm with ${id}`): ToolCall {
	return { id, arguments: { Prompt: prompt, Recipient_Phone: number } };
}

/** Asks for the calls of each round at once, round after round, and then says "Done". */
export function rounds(...all: ReadonlyArray<readonly ToolCall[]>): ModelScript {
	return ({ results }) => {
		const read = new Set(results.map(({ toolCallId }) => toolCallId));
		const toolCalls = all.find((round) => round.some(({ id }) => !read.has(id)));
		return toolCalls === undefined ? { text: 'Done' } : { toolCalls };
	};
}

/** What the model has read as the result of each tool call, by the call's ID. */
export function resultsRead(model: StubModel): Record<string, unknown> {
	return Object.fromEntries(
		model
			.conversations()
			.flatMap(({ results }) => results)
			.map(({ toolCallId, content }) => [toolCallId, JSON.parse(content) as unknown]),
	);
}
