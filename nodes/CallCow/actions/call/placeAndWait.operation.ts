import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { LONGEST_WAIT_MINUTES } from '../../domain/longestWait';
import { deriveCallbackSecret, deriveWaitSecret, digestOfSecret } from '../../domain/secret';
import { isRunByAgent, passesOnAllOutputs } from '../../transport/n8nVersions';
import { forEachItem } from '../forEachItem';
import type { ItemOperation, NodeOperation } from '../operation';
import { readParameter, refusal } from '../parameter';
import { runOf } from './callIdentity';
import { checkCallsTogether, labelOf, placeCall } from './callRequest';
import { resumeUrlOf } from './n8nAddress';
import { onOutputOf } from './outcomeOutputs';
import { readPromptCall, withCallback, type PromptCall } from './promptCall';
import { requireReachableN8n } from './resultDestination';
import { outputModeOf, timedOutResult } from './waitResult';
import { NONCE_PARAMETER, nonceOf, putToWait } from './waiting';

interface WaitRequest extends PromptCall {
	readonly nonce: string;
	readonly secretDigest: string | undefined;
	readonly maximumWaitMinutes: number;
}

const minutes = `must be a number from 1 to ${LONGEST_WAIT_MINUTES}`;
const minutesSchema = z.coerce
	.number({ invalid_type_error: minutes })
	.min(1, minutes)
	.max(LONGEST_WAIT_MINUTES, minutes);

const items: ItemOperation<WaitRequest> = {
	read(context, itemIndex, account) {
		refuseSeveralItems(context, itemIndex);
		refuseLostOutputs(context, itemIndex);
		const request = readPromptCall(context, itemIndex, account);
		const nonce = nonceOf(request, runOf(context, itemIndex));
		const resumeUrl = requireReachableN8n(context, itemIndex, account, resumeUrlOf(context));
		resumeUrl.searchParams.set(NONCE_PARAMETER, nonce);
		const secret = deriveWaitSecret(account.callbackSecret, {
			executionId: context.getExecutionId(),
			nodeId: context.getNode().id,
			nonce,
		});
		// A callback secret that somebody has chosen may be easy to guess, and whoever may read the
		// execution could try guesses against the digest.
		const cannotBeGuessed = account.callbackSecret === deriveCallbackSecret(account.apiKey);
		const secretDigest = cannotBeGuessed ? digestOfSecret(secret) : undefined;
		const maximumWaitMinutes = readParameter(
			context,
			itemIndex,
			'maximumWaitMinutes',
			'Maximum Wait (Minutes)',
			minutesSchema,
			'Enter a number of minutes.',
		);
		const waitRequest = { ...request, nonce, secretDigest, maximumWaitMinutes };
		return withCallback(waitRequest, resumeUrl, secret);
	},

	checkTogether: checkCallsTogether,
	run: placeCall,
	label: labelOf,
	hints: () => [],
};

/** Places a call, puts the execution to wait, and goes on with the result of the call. */
export const placeAndWait: NodeOperation = {
	async execute(context) {
		// As an item: where n8n runs tools this way, the model reads nothing of an error that is thrown,
		// and would take it that the call was placed.
		if (isRunByAgent(context)) return [[{ json: { error: NOTHING_CAN_WAIT } }]];

		const mode = outputModeOf(context);
		const { items: results, done } = await forEachItem(context, items);
		const [call] = done;
		// Only what was skipped, or could not be placed and is an item because the user chose to continue.
		if (call === undefined) return onOutputOf('unknown', mode, results);

		const { request, itemIndex } = call;
		const { nonce, secretDigest, body } = request;
		const placed = results[0]!.json;
		return await putToWait(
			context,
			{ nonce, secretDigest, recipientPhone: body.recipient_phone },
			{ json: timedOutResult(context, placed), pairedItem: { item: itemIndex } },
			mode,
			new Date(Date.now() + request.maximumWaitMinutes * 60_000),
		);
	},
};

const NOTHING_CAN_WAIT =
	'No call was placed: this AI Agent cannot wait for the result of a call. Connect the tool to an AI Agent node of version 3 or newer (add an older one anew), or use the operation Place.';

/** Before 2.39, n8n would drop the result of a call that was paid for. */
function refuseLostOutputs(context: IExecuteFunctions, itemIndex: number): void {
	if (outputModeOf(context) === 'one' || passesOnAllOutputs()) return;
	throw refusal(context, itemIndex, {
		message: 'This n8n cannot pass on results by outcome',
		description:
			'That takes n8n 2.39 or newer. Set Outputs to One, and put a Switch node with the outcome behind this node.',
	});
}

/** n8n keeps one wait for an execution: of two calls, it would lose a result. */
function refuseSeveralItems(context: IExecuteFunctions, itemIndex: number): void {
	const count = context.getInputData().length;
	if (count === 1) return;
	throw refusal(context, itemIndex, {
		message: `Place and Wait for Result takes one item at a time, and got ${count}`,
		description:
			'Put a Loop Over Items node with Batch Size 1 before this node, or use the operation Place and a CallCow Trigger, which takes the results of many calls.',
	});
}
