import type { IDataObject } from 'n8n-workflow';
import type { Execution } from '../../local-n8n/rest-client';
import type { CallOperation } from './agent-workflow';
import type { ModelScript, StubModel, ToolCall } from './stub-model';

/* What a model that phones people asks for, and what it reads of it. */

/** A tool call that phones a number. */
export function phone(id: string, number: string, prompt = `Confirm with ${id}`): ToolCall {
	return { id, arguments: { Prompt: prompt, Recipient_Phone: number } };
}

/** The same tool call as a model makes it where a person reviews it: with a reason, and what else it puts beside that. */
export function reviewed(call: ToolCall, reason: string, more: IDataObject = {}): ToolCall {
	return {
		...call,
		arguments: { toolParameters: call.arguments, hitlParameters: { Reason: reason, ...more } },
	};
}

/** The same with a tool that asks for nothing but a number. */
export function phoneOnly(id: string, number: string): ToolCall {
	return { id, arguments: { Recipient_Phone: number } };
}

/** A tool call that phones a number, with what a tool of that operation asks for. */
export function callTo(operation: CallOperation, id: string, number: string): ToolCall {
	return operation === 'placeWithWorkflow' ? phoneOnly(id, number) : phone(id, number);
}

/** Asks for the calls of each round at once, round after round, and then says "Done". */
export function rounds(...all: ReadonlyArray<readonly ToolCall[]>): ModelScript {
	return ({ results }) => {
		const read = new Set(results.map(({ toolCallId }) => toolCallId));
		const toolCalls = all.find((round) => round.some(({ id }) => !read.has(id)));
		return toolCalls === undefined ? { text: 'Done' } : { toolCalls };
	};
}

/** Asks for the calls of one turn after the other, whatever their IDs, and then says "Done". */
export function turns(...all: ReadonlyArray<readonly ToolCall[]>): ModelScript {
	let turn = 0;
	return () => {
		const toolCalls = all[turn++];
		return toolCalls === undefined ? { text: 'Done' } : { toolCalls };
	};
}

/** What each run of the tool gave, or how it failed: n8n tells a model of one result for each ID only. */
export function toolOutputs(execution: Execution, tool = 'Call a person'): unknown[] {
	return (execution.data.resultData.runData[tool] ?? []).map(
		({ data, error }) => error?.message ?? data?.ai_tool?.[0]?.map(({ json }) => json),
	);
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
