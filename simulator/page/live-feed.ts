import type { Wake } from '../clock';
import type { PageState, PageView, Surroundings } from './view';

/** `state` replaces all that a page knows; `change` holds what differs, `calls` those that changed. */
export type FeedMessage =
	| { readonly event: 'state'; readonly data: PageState }
	| {
			readonly event: 'change';
			readonly data: Surroundings & Partial<Pick<PageState, 'calls' | 'refused'>>;
	  };

const gatherMs = 100;
const gaugeEveryMs = 1_000;

/**
 * Tells pages what changes. Changes that come close together go out as one message, so that a
 * hundred calls a second are ten messages.
 *
 * Nothing is put together while nobody watches.
 */
export class LiveFeed {
	private readonly watchers = new Set<(message: FeedMessage) => void>();
	private readonly changedCalls = new Set<string>();
	private refusedChanged = false;
	private forgotten = false;
	private isDue = false;
	private cancelWake: () => void = () => {};

	/** @param wake real time: pages want to see that the simulator's clock stands still */
	constructor(
		private readonly view: PageView,
		private readonly wake: Wake,
	) {}

	/** Sends the state at once and then every change; returns what ends that. */
	watch(watcher: (message: FeedMessage) => void): () => void {
		watcher({ event: 'state', data: this.view.state() });
		this.watchers.add(watcher);
		if (!this.isDue) this.wakeUp(gaugeEveryMs);
		return () => {
			this.watchers.delete(watcher);
			if (this.watchers.size === 0) this.rest();
		};
	}

	/** @param what the ID of a call, or what else has changed; `all` when everything was forgotten */
	changed(what: { callId: string } | 'settings' | 'refused' | 'all'): void {
		if (this.watchers.size === 0) return;
		if (what === 'all') this.forgotten = true;
		else if (what === 'refused') this.refusedChanged = true;
		else if (what !== 'settings') this.changedCalls.add(what.callId);
		if (this.isDue) return;
		this.isDue = true;
		this.wakeUp(gatherMs);
	}

	private wakeUp(delayMs: number): void {
		this.cancelWake();
		this.cancelWake = this.wake(delayMs, () => this.tell());
	}

	private tell(): void {
		const message = this.message();
		this.clearChanges();
		for (const watcher of [...this.watchers]) watcher(message);
		// The gauge goes down by itself.
		if (message.data.rate.used > 0) this.wakeUp(gaugeEveryMs);
	}

	private message(): FeedMessage {
		if (this.forgotten) return { event: 'state', data: this.view.state() };
		const { changedCalls } = this;
		return {
			event: 'change',
			data: {
				...this.view.surroundings(),
				...(changedCalls.size > 0 && { calls: this.view.calls((id) => changedCalls.has(id)) }),
				...(this.refusedChanged && { refused: this.view.refused() }),
			},
		};
	}

	private rest(): void {
		this.cancelWake();
		this.clearChanges();
	}

	private clearChanges(): void {
		this.changedCalls.clear();
		this.refusedChanged = false;
		this.forgotten = false;
		this.isDue = false;
	}
}
