import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Explanation } from '../../../domain/errors';
import { ENOUGH } from '../../../domain/nextStep';
import { wholeNumber } from '../../../domain/parameters';
import { readParameter } from '../../parameter';
import { runOf } from '../callIdentity';

const CONTEXT_KEY = 'callsByRun';

/**
 * The items that would be more calls than the user allows, and why. Takes the others into account in
 * later runs of the node in this execution.
 */
export function beyondMaximumCalls(
	context: IExecuteFunctions,
	indexes: readonly number[],
): Map<number, Explanation> {
	const beyond = new Map<number, Explanation>();
	const limits = new Map(indexes.map((index) => [index, maximumCallsOf(context, index)]));
	const [first] = indexes;
	// n8n stores what is kept here with the execution: nothing is kept for nothing.
	if (first === undefined || [...limits.values()].every((limit) => limit === undefined)) {
		return beyond;
	}

	const stored = context.getContext('node') as { [CONTEXT_KEY]?: Record<string, number> };
	const byRun = { ...stored[CONTEXT_KEY] };
	// Retry On Fail repeats a run: its calls are the same ones.
	const run = createHash('sha256')
		.update(String(runOf(context, first)))
		.digest('hex')
		.slice(0, 12);
	delete byRun[run];
	const before = Object.values(byRun).reduce((sum, calls) => sum + calls, 0);

	let calls = 0;
	for (const index of indexes) {
		const limit = limits.get(index) ?? Infinity;
		if (before + calls < limit) calls++;
		else beyond.set(index, explain(limit, before));
	}
	stored[CONTEXT_KEY] = { ...byRun, [run]: calls };
	return beyond;
}

const maximumSchema = wholeNumber(1, Number.MAX_SAFE_INTEGER).optional();

function maximumCallsOf(context: IExecuteFunctions, itemIndex: number): number | undefined {
	return readParameter(
		context,
		itemIndex,
		'options.maximumCalls',
		'Maximum Calls',
		maximumSchema,
		'Enter a number, or remove the option.',
	);
}

function explain(limit: number, before: number): Explanation {
	const earlier =
		before === 0 ? '' : ` Earlier runs of the node in this execution placed ${before}.`;
	return {
		message: `This execution would place more calls than 'Maximum Calls' allows (${limit})`,
		description: `Send fewer items to this node, or raise 'Maximum Calls' under Options.${earlier}`,
		next: ENOUGH,
	};
}
