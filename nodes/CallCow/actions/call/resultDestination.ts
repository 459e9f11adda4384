import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { Account } from '../../domain/account';
import type { Explanation } from '../../domain/errors';
import { requiredText } from '../../domain/parameters';
import { isLoopbackUrl, readHttpUrl, readPublicUrl } from '../../domain/publicUrl';
import { atPresentAddress } from '../../domain/resultUrl';
import { REGISTRY_KEY, triggerUrls } from '../../domain/triggerRegistry';
import { explainUnreachableN8n, HOW_TO_SET_THE_ADDRESS } from '../../domain/unreachable';
import { readParameter, refusal } from '../parameter';
import { webhookBaseOf } from './n8nAddress';
import { isStartedByHand, triggerUrlsByNodes } from './triggersOfWorkflow';

/** Where the result of a call goes; `none` also when no trigger is there to take it. */
export type ResultDestination =
	/** Not certain when n8n says nowhere whether the trigger is active. */
	| { kind: 'trigger'; url: URL; isCertain: boolean }
	| { kind: 'url'; url: URL }
	| { kind: 'none'; because: 'chosen' | 'noTrigger' };

const destinationSchema = z.enum(['auto', 'url', 'none'], {
	errorMap: () => ({ message: 'must be auto, url or none' }),
});

/**
 * Where this item's result goes, checked so far as it can be without asking anybody.
 * @throws NodeOperationError when CallCow could not deliver to it, or it is not clear which trigger is meant
 */
export function readResultDestination(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
): ResultDestination {
	const chosen = readParameter(
		context,
		itemIndex,
		'resultDestination',
		'Send Result To',
		destinationSchema,
		'Choose one from the list.',
	);
	if (chosen === 'none') return { kind: 'none', because: 'chosen' };
	if (chosen === 'url') {
		const text = readParameter(
			context,
			itemIndex,
			'callbackUrl',
			'Callback URL',
			requiredText,
			'Enter the Production URL of a CallCow Trigger, or another public HTTPS address.',
		);
		const url = reachable(text, account);
		if (url === undefined) throw refusal(context, itemIndex, explainUnreachableUrl(text));
		return { kind: 'url', url };
	}
	return ownTrigger(context, itemIndex, account);
}

function ownTrigger(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
): ResultDestination {
	const stored = context.getWorkflowStaticData('global')[REGISTRY_KEY];
	const { id: workflowId = '' } = context.getWorkflow();
	const webhookBase = webhookBaseOf(context);
	const registered = triggerUrls(stored, workflowId);
	const [first, ...others] =
		registered.length > 0 ? registered : triggerUrlsByNodes(context, webhookBase);
	if (first === undefined) return { kind: 'none', because: 'noTrigger' };
	const isCertain = registered.length > 0 || !isStartedByHand(context);
	if (!isCertain) {
		// What stands there, if only that no trigger is left, is known. And what may not be there must not be in
		// the way of a call.
		const isOpen = stored === undefined && others.length === 0;
		const url = isOpen ? reachable(first, account) : undefined;
		return url === undefined
			? { kind: 'none', because: 'noTrigger' }
			: { kind: 'trigger', url, isCertain };
	}
	if (others.length > 0) {
		throw refusal(context, itemIndex, {
			message: `This workflow has ${others.length + 1} active CallCow Triggers, but the result can go to only one`,
			description:
				"Set 'Send Result To' to 'URL' and paste the Production URL of the trigger you want into 'Callback URL', or keep only one trigger.",
		});
	}
	const present = reachable(atPresentAddress(first, workflowId, webhookBase), account);
	// A worker that was not told the public address does not know better than the trigger did.
	const url = present ?? requireReachableN8n(context, itemIndex, account, first);
	return { kind: 'trigger', url, isCertain };
}

/**
 * An address of this n8n to which CallCow can deliver.
 * @throws NodeOperationError when it cannot, with what to set
 */
export function requireReachableN8n(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
	address: string,
): URL {
	const url = reachable(address, account);
	if (url === undefined) throw refusal(context, itemIndex, explainUnreachableN8n(address));
	return url;
}

/** A simulator on this machine reaches what CallCow cannot. */
function reachable(text: string, account: Account): URL | undefined {
	if (isLoopbackUrl(account.baseUrl)) return readHttpUrl(text);
	const reading = readPublicUrl(text);
	return reading.ok ? reading.url : undefined;
}

function explainUnreachableUrl(address: string): Explanation {
	const url = readHttpUrl(address);
	if (url === undefined) {
		return {
			message: "'Callback URL' is not a web address",
			description: 'Enter a full address, such as https://n8n.example.com/webhook/….',
		};
	}
	return {
		// Without its path, which may hold what only the receiver should know.
		message: `CallCow cannot reach the 'Callback URL' at ${url.origin}`,
		description: `It must be a public HTTPS address. If it belongs to a CallCow Trigger in this n8n, CallCow cannot reach this n8n: ${HOW_TO_SET_THE_ADDRESS}.`,
	};
}
