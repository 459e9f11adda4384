import { forEachItem } from '../forEachItem';
import type { ItemOperation, NodeOperation } from '../operation';
import { checkCallsTogether, hintsOnCalls, labelOf, placeCall } from './callRequest';
import { readPromptCall, withCallback, type PromptCall } from './promptCall';
import { readResultDestination, type ResultDestination } from './resultDestination';

interface PlaceRequest extends PromptCall {
	readonly destination: ResultDestination;
}

const items: ItemOperation<PlaceRequest> = {
	read(context, itemIndex, account) {
		const request = readPromptCall(context, itemIndex, account);
		const destination = readResultDestination(context, itemIndex, account);
		return destination.kind === 'none'
			? { ...request, destination }
			: withCallback({ ...request, destination }, destination.url, account.callbackSecret);
	},

	checkTogether: checkCallsTogether,

	async run(request, client) {
		const result = await placeCall(request, client);
		return result.kind === 'done'
			? { ...result, json: { ...result.json, result_destination: request.destination.kind } }
			: result;
	},

	label: labelOf,

	hints(requests) {
		const destinations = requests.map(({ destination }) => destination);
		return [
			...(destinations.some(lacksTrigger) ? [NO_RESULT_HINT] : []),
			...(destinations.some(isUncertain) ? [UNCERTAIN_HINT] : []),
			...(destinations.some(isTestUrl) ? [TEST_URL_HINT] : []),
			...hintsOnCalls(requests),
		];
	},
};

/** Places a call and goes on at once; its result comes to a trigger, to a URL, or nowhere. */
export const place: NodeOperation = {
	async execute(context) {
		return [(await forEachItem(context, items)).items];
	},
};

const NO_RESULT_HINT =
	"The results of these calls will not come back, because this workflow has no active CallCow Trigger. Add one and publish the workflow (before n8n 2: activate it), or choose another destination under 'Send Result To'.";

const UNCERTAIN_HINT =
	'The results of these calls arrive at the CallCow Trigger of this workflow only if the workflow is published (before n8n 2: active). n8n does not tell this node whether it is.';

const TEST_URL_HINT =
	"'Callback URL' is a test URL, which accepts one result, and only while n8n is listening for a test event. For real calls, use the Production URL of the trigger.";

function lacksTrigger(destination: ResultDestination): boolean {
	return destination.kind === 'none' && destination.because === 'noTrigger';
}

function isUncertain(destination: ResultDestination): boolean {
	return destination.kind === 'trigger' && !destination.isCertain;
}

function isTestUrl(destination: ResultDestination): boolean {
	return destination.kind === 'url' && destination.url.pathname.includes('/webhook-test/');
}
