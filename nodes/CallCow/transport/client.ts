import type { IExecuteFunctions } from 'n8n-workflow';
import type { Account } from '../domain/account';
import { pathOf, type CallBody } from '../domain/call';
import type { ClientSurroundings } from './clientSurroundings';
import { realClock } from './clock';
import type { Certainty, Gate } from './gate';
import { createSend, type HttpRequest } from './http';
import { keyHoldersOf } from './keyHolders';
import { sleep } from './n8nVersions';
import { paceKeeperOf } from './paceKeeper';
import type { PlaceResult } from './placeResult';
import { sendUntilSettled } from './sendUntilSettled';
import { sentCalls } from './sentCalls';
import { Waits } from './waits';

/** How patient one request is. */
export interface RequestLimits {
	readonly timeoutSeconds: number;
	readonly maxRetries: number;
}

export interface Identified {
	/** The same for this number, item and node run, whatever key the user has given. */
	readonly identity: string;
}

/** One call, and what makes it this one. */
export interface CallToPlace extends Identified {
	readonly body: CallBody;
	/** The idempotency key, if the user has chosen it. */
	readonly givenKey?: string;
	/** Whether its result is delivered to the execution that places it, and to no other. */
	readonly isWaitedFor?: boolean;
	readonly limits: RequestLimits;
	readonly gates: readonly Gate[];
}

/** CallCow, as the operations see it. */
export interface CallCowClient {
	/**
	 * Places one call, at most once: repeats carry the same idempotency key and end while CallCow
	 * still remembers it, and a call that this process has placed before is not sent again. What does
	 * not work comes back as a value; throws only when the execution was cancelled.
	 */
	placeCall(call: CallToPlace): Promise<PlaceResult>;

	/** Whether CallCow has placed a call, as far as this process knows. */
	certaintyOf(call: Identified): Certainty;

	/** How long the calls of this client have waited so far, and why. */
	readonly waits: Waits;
}

export function createClient(surroundings: ClientSurroundings): CallCowClient {
	const waits = new Waits();
	return {
		waits,
		certaintyOf({ identity }) {
			const { call, uncertainSince } = surroundings.sentCalls.find(identity);
			if (call !== undefined) return 'placed';
			return uncertainSince === undefined ? 'no' : 'unknown';
		},
		async placeCall({ body, identity, givenKey, isWaitedFor, limits, gates }) {
			const request: HttpRequest = {
				method: 'POST',
				path: pathOf(body),
				body,
				timeoutMs: limits.timeoutSeconds * 1_000,
			};
			return await sendUntilSettled(
				{
					request,
					identity,
					givenKey,
					number: body.recipient_phone,
					isWaitedFor: isWaitedFor === true,
					maxRetries: limits.maxRetries,
					gates,
				},
				{ ...surroundings, waits, secrets: [...surroundings.secrets, ...secretsIn(body)] },
			);
		},
	};
}

/** A call that somebody waits for has a secret of its own. */
function secretsIn(body: CallBody): string[] {
	return 'callback_secret' in body && body.callback_secret !== undefined
		? [body.callback_secret]
		: [];
}

/** The client of an n8n node's run. */
export function clientFor(
	context: IExecuteFunctions,
	account: Account,
	stop: AbortSignal,
): CallCowClient {
	return createClient({
		send: createSend(context, account),
		keeper: paceKeeperOf(account),
		requestsPerMinute: account.requestsPerMinute,
		sentCalls,
		keyHolders: keyHoldersOf(account.baseUrl),
		sleep,
		clock: realClock,
		random: Math.random,
		signal: context.getExecutionCancelSignal(),
		stop,
		secrets: [account.apiKey, account.callbackSecret],
	});
}
