import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { automaticIdempotencyKey } from '../../domain/idempotency';
import { optionalText, refuseLeftEmpty } from '../../domain/parameters';
import { realClock } from '../../transport/clock';
import { doubtfulCalls } from '../../transport/doubtfulCalls';
import { executionIdOf } from '../../transport/n8nVersions';
import { oncePerRun } from '../oncePerRun';
import { readParameter } from '../parameter';
import { isReadByModel } from '../surface';
import { runIndexOf, toolCallOf, turnOf } from './toolTurn';

/** With a key that is `undefined` for everybody, CallCow would place one call for all of them. */
const keySchema = optionalText.superRefine(refuseLeftEmpty);

/** The key that the user gave, if any. */
export function readIdempotencyKey(
	context: IExecuteFunctions,
	itemIndex: number,
): string | undefined {
	return readParameter(
		context,
		itemIndex,
		'options.idempotencyKey',
		'Idempotency Key',
		keySchema,
		'Enter text that is different for each call, or remove the option.',
	);
}

/**
 * What tells the call of this item of this node run, to this number, from all others.
 *
 * A model that reads that a call may have been placed tends to ask for it again. That is the same call then,
 * whatever else it says of it: the person would be phoned twice.
 */
export function identityOf(context: IExecuteFunctions, itemIndex: number, number: string): string {
	const tool = repeatableAs(context, number);
	const inDoubt = tool === undefined ? undefined : doubtfulCalls.find(tool, realClock());
	return inDoubt ?? keyOfRun(context, runOf(context, itemIndex), itemIndex, number);
}

/** What all calls of a model's tool to one number have in common; undefined where no model asks for them. */
export function repeatableAs(context: IExecuteFunctions, number: string): string | undefined {
	return isReadByModel(context) ? keyOfRun(context, 'any', 0, number) : undefined;
}

function keyOfRun(
	context: IExecuteFunctions,
	run: number | string,
	itemIndex: number,
	number: string,
): string {
	return automaticIdempotencyKey({
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id ?? '',
		executionId: executionIdOf(context),
		nodeId: context.getNode().id,
		run,
		itemIndex,
		number,
	});
}

/**
 * Which run of the node this is; the same when Retry On Fail repeats it.
 *
 * An agent's tool call has an ID of its own, which n8n puts into the tool's input item: the same call
 * twice in one turn is one. The ID alone does not tell calls apart, because some models begin anew with
 * it in every turn, for every item of the agent and in every round of a loop. So the turn counts, and all
 * that came with the ID: the agent's item and the arguments.
 */
export function runOf(context: IExecuteFunctions, itemIndex: number): number | string {
	if (executionIdOf(context) === undefined) return runOfItsOwn(context);
	const toolCall = toolCallOf(context, itemIndex);
	return toolCall === undefined ? runIndexOf(context) : JSON.stringify([turnOf(context), toolCall]);
}

/** Where n8n gives no execution, its run indexes begin anew with every run. */
const runOfItsOwn = oncePerRun(() => randomUUID());
