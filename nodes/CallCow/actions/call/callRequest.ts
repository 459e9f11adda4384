import type { IExecuteFunctions } from 'n8n-workflow';
import type { Account } from '../../domain/account';
import type { CallBody } from '../../domain/call';
import { explainKeyOfAnotherNumber, type Explanation } from '../../domain/errors';
import { wholeNumber } from '../../domain/parameters';
import { maskPhoneNumber } from '../../domain/phone/mask';
import type { CallCowClient, CallToPlace } from '../../transport/client';
import { realClock } from '../../transport/clock';
import { doubtfulCalls } from '../../transport/doubtfulCalls';
import { keyHoldersOf } from '../../transport/keyHolders';
import type { PlaceResult } from '../../transport/placeResult';
import type { OperationResult } from '../operation';
import { readParameter, refusal } from '../parameter';
import { refuseUnapproved } from './approval';
import { identityOf, readIdempotencyKey, repeatableAs } from './callIdentity';
import { readCallingHours } from './guards/callingHours';
import { explainOtherClocks, type OtherClock } from './guards/otherClock';
import { readCallOnce } from './guards/callOnce';
import { beyondMaximumCalls } from './guards/maximumCalls';
import { readMaximumCallsPerDay } from './guards/maximumCallsPerDay';
import { requireExpressions } from './guards/workflowTimeZone';
import { explainLeftovers, type Leftover } from './leftovers';
import { readRecipientPhone } from './recipient';
import { refuseArgumentsOfAnotherCall } from './toolArguments';

/** A call to place, with everything that all operations that place one have in common. */
export interface CallRequest<Body extends CallBody = CallBody> extends CallToPlace {
	readonly body: Body;
	readonly reference?: string;
	/** What a model repeats when it asks for this call again. */
	readonly repeatableAs?: string;
	readonly otherClock?: OtherClock;
	readonly leftovers?: readonly Leftover[];
}

/** What every call needs, whatever it is about. */
export interface CallBasics extends Omit<CallRequest, 'body'> {
	readonly addressee: Pick<CallBody, 'recipient_phone' | 'idempotency_key'>;
}

const timeoutSchema = wholeNumber(1, 300).default(60);
const retriesSchema = wholeNumber(0, 10).default(3);

/** @throws NodeOperationError that names the parameter */
export function readCallBasics(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
): CallBasics {
	requireExpressions(context, itemIndex);
	refuseArgumentsOfAnotherCall(context, itemIndex);
	refuseUnapproved(context, itemIndex);
	const recipientPhone = readRecipientPhone(context, itemIndex, account);
	const identity = identityOf(context, itemIndex, recipientPhone);
	const givenKey = readIdempotencyKey(context, itemIndex);
	refuseKeyOfAnotherNumber(context, itemIndex, account, givenKey, recipientPhone);
	const perDay = readMaximumCallsPerDay(context, itemIndex);
	const once = readCallOnce(context, itemIndex, recipientPhone, givenKey, perDay);
	const hours = readCallingHours(context, itemIndex, recipientPhone);
	return {
		identity,
		repeatableAs: repeatableAs(context, recipientPhone),
		givenKey,
		otherClock: hours?.otherClock,
		// The number is claimed, and the call is counted, when nothing else holds it back.
		gates: [hours?.gate, once?.gate ?? perDay].filter((gate) => gate !== undefined),
		addressee: {
			recipient_phone: recipientPhone,
			idempotency_key: once?.idempotencyKey ?? givenKey ?? identity,
		},
		limits: {
			timeoutSeconds: readParameter(
				context,
				itemIndex,
				'options.timeoutSeconds',
				'Timeout (Seconds)',
				timeoutSchema,
				'Enter a number of seconds, or remove the option.',
			),
			maxRetries: readParameter(
				context,
				itemIndex,
				'options.maxRetries',
				'Max Retries',
				retriesSchema,
				'Enter a number, or remove the option.',
			),
		},
	};
}

/** Also before the request leaves, in the client; here, so that nobody else of the list is phoned first. */
function refuseKeyOfAnotherNumber(
	context: IExecuteFunctions,
	itemIndex: number,
	account: Account,
	givenKey: string | undefined,
	recipientPhone: string,
): void {
	if (givenKey === undefined) return;
	const holder = keyHoldersOf(account.baseUrl).find(givenKey, realClock());
	if (holder === undefined || holder.number === recipientPhone) return;
	throw refusal(context, itemIndex, explainKeyOfAnotherNumber());
}

/** What is known of a call as soon as CallCow has accepted it. */
export async function placeCall(
	request: CallRequest,
	client: CallCowClient,
): Promise<OperationResult> {
	const { body, reference } = request;
	const result = await client.placeCall(request);
	noteDoubt(request, result);
	const ofTheUser = {
		recipient_phone: body.recipient_phone,
		...(reference === undefined ? {} : { reference }),
	};
	switch (result.kind) {
		case 'placed':
			return {
				kind: 'done',
				json: { ...result.call, ...ofTheUser, idempotency_key: body.idempotency_key },
			};
		case 'skipped':
			return {
				kind: 'skipped',
				json: {
					success: false,
					skipped: true,
					reason: result.reason,
					...(result.callableAt === undefined ? {} : { callable_at: result.callableAt }),
					...ofTheUser,
				},
			};
		case 'failed':
		case 'notTried':
			return result;
	}
}

function noteDoubt({ repeatableAs: tool, identity }: CallRequest, result: PlaceResult): void {
	if (tool === undefined) return;
	if (result.kind === 'placed') doubtfulCalls.settle(tool);
	if (result.kind !== 'failed') return;
	if (result.failure.placed === 'unknown') doubtfulCalls.keep(tool, identity, realClock());
}

/** The call as it is named in messages. */
export const labelOf = ({ body }: CallRequest): string => maskPhoneNumber(body.recipient_phone);

/** What the user should know about calls, whatever they are about: a sentence or two for each kind. */
export function hintsOnCalls(requests: readonly CallRequest[]): string[] {
	const otherClocks = requests.flatMap(({ otherClock }) => otherClock ?? []);
	const leftovers = requests.flatMap((request) => request.leftovers ?? []);
	return [
		...(otherClocks.length === 0 ? [] : [explainOtherClocks(otherClocks)]),
		...(leftovers.length === 0 ? [] : [explainLeftovers(leftovers)]),
	];
}

/** What is wrong with calls that are fine each by itself: two with one key, or too many. */
export function checkCallsTogether(
	context: IExecuteFunctions,
	requests: ReadonlyMap<number, CallRequest>,
): Map<number, Explanation> {
	const firstItems = new Map<string, number>();
	const conflicts = new Map<number, Explanation>();
	for (const [itemIndex, { givenKey }] of requests) {
		if (givenKey === undefined) continue;
		const first = firstItems.get(givenKey);
		if (first === undefined) {
			firstItems.set(givenKey, itemIndex);
		} else {
			conflicts.set(itemIndex, {
				message: `'Idempotency Key' is the same for items ${first} and ${itemIndex}`,
				description:
					'CallCow would place one call for both. Use an expression that gives each item its own key, remove the option, or remove duplicate items before this node.',
			});
		}
	}
	const others = [...requests.keys()].filter((itemIndex) => !conflicts.has(itemIndex));
	return new Map([...conflicts, ...beyondMaximumCalls(context, others)]);
}
