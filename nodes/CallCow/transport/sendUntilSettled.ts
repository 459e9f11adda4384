import {
	explainKeyOfAnotherNumber,
	explainLongPause,
	explainResultGoesElsewhere,
	explainTooLate,
	inDoubt,
	type CallFailure,
} from '../domain/errors';
import {
	decideRetry,
	isUncertain,
	RATE_LIMIT_WAIT_MS,
	RETRY_WINDOW_MS,
	type CallHistory,
} from '../domain/retry';
import type { ClientSurroundings } from './clientSurroundings';
import { earlierOf, longestSince, type Moment } from './clock';
import { conclude, toAttemptResult } from './conclusion';
import type { Certainty, Gate, Held } from './gate';
import type { HttpRequest } from './http';
import type { Slot } from './paceKeeper';
import type { PlaceResult } from './placeResult';
import type { Waits } from './waits';

interface Call {
	readonly request: HttpRequest;
	readonly identity: string;
	readonly givenKey: string | undefined;
	/** In E.164. */
	readonly number: string;
	readonly isWaitedFor: boolean;
	readonly maxRetries: number;
	readonly gates: readonly Gate[];
}

type Surroundings = ClientSurroundings & { readonly waits: Waits };

/** Sends one call, and again where that is safe and useful, until it is known what came of it. */
export async function sendUntilSettled(
	call: Call,
	surroundings: Surroundings,
): Promise<PlaceResult> {
	const known = surroundings.sentCalls.find(call.identity);
	if (known.call !== undefined) return { kind: 'placed', call: known.call };
	return await new Attempts(call, surroundings, known.uncertainSince).run();
}

/** The attempts at one call, and what is known of it meanwhile. */
class Attempts {
	private history: CallHistory = { retries: 0, rateLimits: 0, rateLimitedMs: 0 };
	private tries = 0;
	private isUnderWay = false;
	private slot: Slot | undefined;
	/** What is said if no further attempt leaves. */
	private settled: PlaceResult | undefined;
	private readonly openGates = new Set<Gate>();
	private readonly ticket: number;

	constructor(
		private readonly call: Call,
		private readonly surroundings: Surroundings,
		private uncertainSince: Moment | undefined,
	) {
		this.ticket = surroundings.keeper.takeTicket();
	}

	async run(): Promise<PlaceResult> {
		let result: PlaceResult | undefined;
		try {
			do {
				result = await this.waitToLeave();
			} while (result === undefined && !(await this.attempt()));
			result ??= this.settled!;
			return result;
		} finally {
			const certainty = this.certaintyOf(result);
			for (const gate of this.openGates) gate.close(certainty);
			this.settleKey(certainty);
		}
	}

	/** Waits until the request may leave; gives the result if it must not leave any more. */
	private async waitToLeave(): Promise<PlaceResult | undefined> {
		const { keeper, signal } = this.surroundings;
		for (;;) {
			if (this.isTooLate()) return this.tooLate();
			const slot = await this.enter();
			if (slot === 'calledOff') return { kind: 'notTried' };
			if (slot === undefined) {
				return this.uncertainSince === undefined
					? { kind: 'failed', failure: explainLongPause(keeper.pauseMs()) }
					: this.tooLate();
			}
			let isUsed = false;
			try {
				const held = await this.passGates();
				signal?.throwIfAborted();
				if (this.isCalledOff()) return { kind: 'notTried' };
				if (held?.kind === 'skipped') return held;
				if (held?.kind === 'failed') return this.orInDoubt(held.failure);
				if (this.isTooLate()) return this.tooLate();
				// The gates take their time, and CallCow may have asked to wait meanwhile.
				if (keeper.pauseMs() > 0) continue;
				const failure = this.takeKey();
				if (failure !== undefined) return this.orInDoubt(failure);
				slot.use();
				this.slot = slot;
				isUsed = true;
				return undefined;
			} finally {
				if (!isUsed) slot.giveBack();
			}
		}
	}

	/** Sends the request once. True when that settles the call. */
	private async attempt(): Promise<boolean> {
		const { send, clock, keeper, random, secrets, sentCalls, sleep, signal, waits } =
			this.surroundings;
		const { identity, maxRetries, request } = this.call;
		this.tries++;
		const left = clock();
		// Kept before the answer: whatever happens meanwhile, the call may have been placed.
		sentCalls.keep(identity, { uncertainSince: this.uncertainSince ?? left });
		this.isUnderWay = true;
		const sending = send(request);
		// n8n prepares a request before it goes, which takes long when many do so at once.
		void sleep(0).then(() => this.slot?.use());
		const reply = await sending;
		this.isUnderWay = false;
		const result = toAttemptResult(reply, clock().wallMs);
		if (isUncertain(result)) this.uncertainSince ??= left;

		const conclusion = conclude(reply, this.tries, secrets);
		// "Not placed" is true of the last attempt only: an earlier one may have reached CallCow.
		this.settled = conclusion.kind === 'failed' ? this.orInDoubt(conclusion.failure) : conclusion;
		sentCalls.keep(identity, {
			...(this.uncertainSince === undefined ? {} : { uncertainSince: this.uncertainSince }),
			...(conclusion.kind === 'placed' ? { call: conclusion.call } : {}),
		});

		if (result.kind === 'answer' && result.status === 429) waits.rateLimits++;
		const history = { ...this.history, uncertainForMs: this.uncertainForMs() };
		const decision = decideRetry(result, history, maxRetries, random());
		if (result.kind === 'answer' && result.status === 429) {
			// Also when this call gives up: the others need not learn it one by one.
			keeper.pauseFor(decision.action === 'retry' ? decision.delayMs : (result.retryAfterMs ?? 0));
		}
		if (decision.action !== 'retry') return true;
		if (decision.because === 'rateLimit') {
			this.history = {
				...this.history,
				rateLimits: this.history.rateLimits + 1,
				rateLimitedMs: this.history.rateLimitedMs + decision.delayMs,
			};
		} else {
			this.history = { ...this.history, retries: this.history.retries + 1 };
			await sleep(decision.delayMs, signal);
		}
		return false;
	}

	private async passGates(): Promise<Held | undefined> {
		const { keeper, requestsPerMinute } = this.surroundings;
		const mayFollow = (most: number) => keeper.room(requestsPerMinute, most);
		for (const gate of this.call.gates) {
			const opening = await gate.open(this.uncertainSince !== undefined, mayFollow);
			if (opening.kind !== 'through') return opening;
			this.openGates.add(gate);
			// Another run may have used the key first, also when this one's own request is in doubt since.
			const { uncertainSince } = opening;
			if (uncertainSince !== undefined) {
				this.uncertainSince = earlierOf(uncertainSince, this.uncertainSince ?? uncertainSince);
			}
		}
		return undefined;
	}

	/** Takes the key for this call, or says why CallCow would answer it with another one. */
	private takeKey(): CallFailure | undefined {
		const { clock, keyHolders } = this.surroundings;
		const { givenKey, number, identity, isWaitedFor } = this.call;
		// All others are made of the number.
		if (givenKey === undefined) return undefined;
		const holder = keyHolders.find(givenKey, clock());
		if (holder !== undefined && holder.identity !== identity) {
			if (holder.number !== number) return explainKeyOfAnotherNumber();
			// What is in doubt may not have been placed, and then this call is placed.
			if (isWaitedFor && holder.state !== 'unknown') return explainResultGoesElsewhere();
		}
		keyHolders.take(givenKey, { identity, number }, clock());
		return undefined;
	}

	private settleKey(certainty: Certainty): void {
		const { clock, keyHolders } = this.surroundings;
		const { givenKey, identity } = this.call;
		if (givenKey === undefined || this.tries === 0) return;
		keyHolders.settle(givenKey, identity, certainty, clock());
	}

	/** Waits for its turn, and notes how long that was, and why. */
	private async enter(): Promise<Slot | 'calledOff' | undefined> {
		const { clock, keeper, requestsPerMinute, signal, stop, waits } = this.surroundings;
		const longestPauseMs = Math.min(
			RATE_LIMIT_WAIT_MS,
			RETRY_WINDOW_MS - (this.uncertainForMs() ?? -Infinity),
		);
		const fromMs = clock().monotonicMs;
		const pausedUntilMs = fromMs + keeper.pauseMs();
		const ends = [signal, this.uncertainSince === undefined ? stop : undefined];
		const slot = await keeper
			.enter(
				this.ticket,
				{ requestsPerMinute, longestPauseMs },
				AbortSignal.any(ends.filter((end) => end !== undefined)),
			)
			.catch((aborted: unknown) => {
				signal?.throwIfAborted();
				if (this.isCalledOff()) return 'calledOff' as const;
				throw aborted;
			});
		const toMs = clock().monotonicMs;
		waits.note('rateLimit', fromMs, Math.min(pausedUntilMs, toMs));
		waits.note('pace', Math.min(pausedUntilMs, toMs), toMs);
		return slot;
	}

	private tooLate(): PlaceResult {
		return this.settled?.kind === 'failed'
			? this.orInDoubt(this.settled.failure)
			: { kind: 'failed', failure: explainTooLate() };
	}

	private orInDoubt(failure: (PlaceResult & { kind: 'failed' })['failure']): PlaceResult {
		return {
			kind: 'failed',
			failure: this.uncertainSince === undefined ? failure : inDoubt(failure),
		};
	}

	private isCalledOff(): boolean {
		return this.uncertainSince === undefined && this.surroundings.stop?.aborted === true;
	}

	/** CallCow forgets the idempotency key: a repeat would phone the person again. */
	private isTooLate(): boolean {
		return (this.uncertainForMs() ?? -Infinity) > RETRY_WINDOW_MS;
	}

	private uncertainForMs(): number | undefined {
		return this.uncertainSince && longestSince(this.uncertainSince, this.surroundings.clock());
	}

	/** @param result undefined when the execution was cancelled */
	private certaintyOf(result: PlaceResult | undefined): Certainty {
		switch (result?.kind) {
			case 'placed':
				return 'placed';
			case 'failed':
				return result.failure.placed;
			default:
				return this.isUnderWay || this.uncertainSince !== undefined ? 'unknown' : 'no';
		}
	}
}
