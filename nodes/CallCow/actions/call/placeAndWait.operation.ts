import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { LONGEST_WAIT_MINUTES } from '../../domain/longestWait';
import { deriveCallbackSecret, deriveWaitSecret, digestOfSecret } from '../../domain/secret';
import { passesOnAllOutputs } from '../../transport/n8nVersions';
import { forEachItem } from '../forEachItem';
import type { ItemOperation, NodeOperation } from '../operation';
import { readParameter, refusal } from '../parameter';
import { surfaceOf, type Surface } from '../surface';
import { checkCallsTogether, hintsOnCalls, labelOf, placeCall } from './callRequest';
import { refuseLostChatAnswer } from './chatAnswer';
import { isAnsweredWithLastNode } from './lastNodeAnswer';
import { resumeUrlOf } from './n8nAddress';
import { onOutputMeanwhile, onOutputOf } from './outcomeOutputs';
import { readPromptCall, withCallback, type PromptCall } from './promptCall';
import { requireReachableN8n } from './resultDestination';
import { wasWaitedFor } from './toolTurn';
import { interimResult, outputModeOf, timedOutResult } from './waitResult';
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
		refuseLostChatAnswer(context, itemIndex);
		const request = readPromptCall(context, itemIndex, account);
		const nonce = nonceOf(request);
		refuseCallOfThisTurn(context, itemIndex, nonce);
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
		const waitRequest = {
			...request,
			nonce,
			secretDigest,
			maximumWaitMinutes,
			isWaitedFor: true,
		};
		return withCallback(waitRequest, resumeUrl, secret);
	},

	checkTogether: checkCallsTogether,
	run: placeCall,
	label: labelOf,
	hints: hintsOnCalls,
};

/** Places a call, puts the execution to wait, and goes on with the result of the call. */
export const placeAndWait: NodeOperation = {
	async execute(context) {
		const surface = surfaceOf(context);
		// Thrown, and the router knows who has to get it as an item instead.
		if (surface !== 'execution') {
			throw new NodeOperationError(context.getNode(), NOTHING_CAN_WAIT[surface]);
		}

		const mode = outputModeOf(context);
		const { items: results, done } = await forEachItem(context, items);
		const [call] = done;
		// Only what was skipped, or could not be placed and is an item because the user chose to continue.
		if (call === undefined) return onOutputOf('unknown', mode, results);

		const { request, itemIndex } = call;
		const { nonce, secretDigest, body } = request;
		const placed = results[0]!.json;
		const pairedItem = { item: itemIndex };
		await putToWait(
			context,
			{ nonce, secretDigest, recipientPhone: body.recipient_phone },
			{ json: timedOutResult(context, placed), pairedItem },
			mode,
			new Date(Date.now() + request.maximumWaitMinutes * 60_000),
		);
		return onOutputMeanwhile(mode, isAnsweredWithLastNode(context), [
			{ json: interimResult(placed), pairedItem },
		]);
	},
};

/** Waiting needs an execution to wait in. In one sentence more each: what to do instead. */
const NOTHING_CAN_WAIT: Readonly<Record<Exclude<Surface, 'execution'>, string>> = {
	agent:
		'No call was placed: this AI Agent cannot wait for the result of a call. Connect the tool to an AI Agent node of version 3 or newer (replace an older one with a new AI Agent node), or use the Place operation. Do not try again: tell the user.',
	mcp: "No call was placed: a tool behind an MCP Server Trigger cannot wait for the result of a call. Use the Place operation, which answers right away. To get the result too, put Place and Wait for Result into a workflow and make that workflow available to n8n's own MCP server (Settings > Instance-level MCP). It waits there, and the result is in the execution. Do not try again: tell the user.",
	outside:
		'No call was placed: n8n runs this node outside of an execution here, so it cannot wait for the result of a call. Use the Place operation, or put Place and Wait for Result into a workflow and run that workflow. Do not try again: tell the user.',
};

/** A model may ask for the same call twice at once. The result comes to the first one only. */
function refuseCallOfThisTurn(context: IExecuteFunctions, itemIndex: number, nonce: string): void {
	if (!wasWaitedFor(context, nonce)) return;
	throw refusal(context, itemIndex, {
		message: 'This tool call repeats another one in the same turn',
		description:
			'The answer to the other one has the result of the call. To call the person again, use the tool in a later turn.',
		next: {
			sentence:
				'The answer to the other one has the result. To call the person again, use the tool later.',
		},
	});
}

/** Before 2.39, n8n would drop the result of a call that was paid for. */
function refuseLostOutputs(context: IExecuteFunctions, itemIndex: number): void {
	if (outputModeOf(context) === 'one' || passesOnAllOutputs()) return;
	throw refusal(context, itemIndex, {
		message: 'This version of n8n cannot send results to outputs by outcome',
		description:
			"This needs n8n 2.39 or newer. Set 'Outputs' to 'One', and add a Switch node on the outcome after this node.",
	});
}

/** n8n keeps one wait for an execution: of two calls, it would lose a result. */
function refuseSeveralItems(context: IExecuteFunctions, itemIndex: number): void {
	const count = context.getInputData().length;
	if (count === 1) return;
	throw refusal(context, itemIndex, {
		message: `Place and Wait for Result takes one item at a time, but got ${count}`,
		description:
			"Add a Loop Over Items node with 'Batch Size' 1 before this node, or use the Place operation with a CallCow Trigger, which receives the results of many calls.",
	});
}
