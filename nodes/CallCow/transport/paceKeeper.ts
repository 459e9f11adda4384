import { createHash } from 'node:crypto';
import type { Account } from '../domain/account';
import { Pace } from '../domain/pace';
import { monotonicMs } from './clock';
import { sleep, type Sleep } from './n8nVersions';

/** Leave for one request to go. */
export interface Slot {
	/** The request leaves now. To be told again if it turns out to have left later. */
	use(): void;
	/** It does not leave after all: the next one may. */
	giveBack(): void;
}

/** How fast a request may go, and how long CallCow's rate limit may hold it, in milliseconds. */
export interface Patience {
	readonly requestsPerMinute: number;
	readonly longestPauseMs: number;
}

interface Waiter extends Patience {
	readonly ticket: number;
	readonly go: (slot: Slot | undefined) => void;
}

/**
 * Lets the requests of one account go, of all nodes and executions of this process: those that came
 * first go first, as fast as the account's pace and CallCow's rate limit let them.
 */
export class PaceKeeper {
	private readonly waiting: Waiter[] = [];
	private tickets = 0;
	private isServing = false;
	/** Ends the wait for the next request that may leave; undefined while nobody waits. */
	private news: AbortController | undefined;

	constructor(
		private readonly now: () => number = monotonicMs,
		private readonly pause: Sleep = sleep,
		private readonly pace = new Pace(),
	) {}

	/** A place in the queue, which a call keeps when it has to come back. */
	takeTicket(): number {
		return this.tickets++;
	}

	/**
	 * Waits for leave to go; undefined when CallCow has asked to wait for longer than `longestPauseMs`.
	 * Throws as soon as the signal fires.
	 */
	async enter(
		ticket: number,
		{ requestsPerMinute, longestPauseMs }: Patience,
		signal?: AbortSignal,
	): Promise<Slot | undefined> {
		signal?.throwIfAborted();
		return await new Promise((resolve, reject) => {
			const waiter: Waiter = {
				ticket,
				requestsPerMinute,
				longestPauseMs,
				go: (slot) => {
					signal?.removeEventListener('abort', leave);
					resolve(slot);
				},
			};
			const leave = () => {
				this.waiting.splice(this.waiting.indexOf(waiter), 1);
				this.tell();
				reject(signal?.reason);
			};
			signal?.addEventListener('abort', leave, { once: true });
			this.waiting.push(waiter);
			this.waiting.sort((a, b) => a.ticket - b.ticket);
			this.tell();
			void this.serve();
		});
	}

	/** How many requests may leave right after one another from now on; `most` if they are more. */
	room(requestsPerMinute: number, most: number): number {
		return this.pace.room(this.now(), requestsPerMinute, most);
	}

	/** How long CallCow has asked this account to wait from now on, in milliseconds. */
	pauseMs(): number {
		return this.pace.pauseMs(this.now());
	}

	/** What one call is told, all calls heed. */
	pauseFor(delayMs: number): void {
		this.pace.pauseUntil(this.now() + delayMs);
		this.tell();
	}

	private async serve(): Promise<void> {
		if (this.isServing) return;
		this.isServing = true;
		for (let next; (next = this.waiting[0]) !== undefined; ) {
			const waitMs = this.pace.waitMs(this.now(), next.requestsPerMinute);
			if (this.pauseMs() > next.longestPauseMs) {
				this.waiting.shift();
				next.go(undefined);
			} else if (waitMs > 0) {
				await this.waitForNews(waitMs);
			} else {
				this.waiting.shift();
				next.go(this.slot());
			}
		}
		this.isServing = false;
	}

	private slot(): Slot {
		const departure = this.pace.depart(this.now());
		return {
			use: () => {
				this.pace.leave(departure, this.now());
			},
			giveBack: () => {
				this.pace.callOff(departure);
				this.tell();
			},
		};
	}

	/** Waits so long, or until something has changed. */
	private async waitForNews(longestMs: number): Promise<void> {
		this.news = new AbortController();
		await this.pause(Math.min(Math.ceil(longestMs), LONGEST_SLEEP_MS), this.news.signal).catch(
			() => {},
		);
		this.news = undefined;
	}

	private tell(): void {
		// Not for nothing: with each time comes an error that nobody reads.
		this.news?.abort();
	}
}

/** Timers cannot run for longer than some weeks. */
const LONGEST_SLEEP_MS = 60 * 60_000;

const keepers = new Map<string, PaceKeeper>();

/** The pace keeper of an account in this process. */
export function paceKeeperOf({ apiKey, baseUrl }: Account): PaceKeeper {
	const id = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');
	const keeper = keepers.get(id) ?? new PaceKeeper();
	keepers.set(id, keeper);
	return keeper;
}
