import type { IExecuteFunctions } from 'n8n-workflow';
import { ONCE_MORE } from '../../domain/nextStep';
import { isRunByAgent } from '../../transport/n8nVersions';
import { refusal } from '../parameter';

/**
 * Whoever runs its tools itself may run several at once, such as an agent older than version 3 that works
 * on items in batches. n8n gives the parameters that a model fills by the number of the run, and gives
 * two of those runs one number: one tool call would phone the person of another.
 *
 * @throws NodeOperationError when the parameters would be those of another tool call than this one
 */
export function refuseArgumentsOfAnotherCall(context: IExecuteFunctions, itemIndex: number): void {
	if (!isRunByAgent(context)) return;
	const own = context.getInputData()[itemIndex]?.json ?? {};
	const read = context.getWorkflowDataProxy(itemIndex).$fromAI as (name: string) => unknown;
	const isOwn = Object.entries(own).every(([name, value]) => {
		try {
			return JSON.stringify(read(name) ?? null) === JSON.stringify(value ?? null);
		} catch {
			// A name that no parameter can have, or nothing to read: said when the parameter is read.
			return true;
		}
	});
	if (isOwn) return;
	throw refusal(context, itemIndex, {
		message: 'n8n mixed up the arguments of two tool calls',
		description:
			'This happens when a model makes several tool calls at once. Use the tool again for this call only. AI Agent nodes of version 3 and newer do not mix them up.',
		next: ONCE_MORE,
	});
}
