import type { Outcome } from '../outcome';

/** A request to place a call as it was recorded, and what became of it. */
export interface Scene {
	/** Without a query: `/api/call-prompt`. */
	readonly path: string;
	readonly recipient_phone: string;
	/** `null` for a call with a prompt. */
	readonly workflow_id: string | null;
	/** `null`: the connection broke. */
	readonly status: number | null;
	readonly headers: Readonly<Record<string, string>>;
	/** A string is sent as it is, anything else as JSON; `null` is no body. */
	readonly answer: unknown;
	readonly answeredAfterMs: number;
	/** The call that the request made; `null` when it made none, or repeated an earlier one. */
	readonly call: RecordedCall | null;
}

export interface RecordedCall {
	readonly call_id: string;
	readonly workflow_id: string | null;
	/** `null`: it went on to the end of the recording. */
	readonly ending: { readonly afterMs: number; readonly outcome: Outcome } | null;
	/** Each delivery of its result; of several webhooks, those to the first. */
	readonly deliveries: readonly RecordedDelivery[];
}

export interface RecordedDelivery {
	/** From the request that made the call, by the simulator's clock. */
	readonly afterMs: number;
	readonly body: string;
	readonly resent: boolean;
}

/** What tells which recorded request another one is like. */
export type SceneKey = Pick<Scene, 'path' | 'recipient_phone' | 'workflow_id'>;

/** The scenes of a recording, each of which is played once, those that are alike in their order. */
export class Replay {
	private waiting: Scene[] = [];

	constructor(private readonly scenes: readonly Scene[]) {
		this.rewind();
	}

	/** Whether anything is replayed at all. */
	isOn(): boolean {
		return this.scenes.length > 0;
	}

	/** Takes the earliest scene of such a request that has not been played and that `fits`. */
	take(wanted: SceneKey, fits: (scene: Scene) => boolean): Scene | undefined {
		const scene = this.waiting.find((one) => isLike(one, wanted));
		if (!scene || !fits(scene)) return undefined;
		this.waiting.splice(this.waiting.indexOf(scene), 1);
		return scene;
	}

	rewind(): void {
		this.waiting = [...this.scenes];
	}
}

function isLike(one: SceneKey, other: SceneKey): boolean {
	return (
		one.path === other.path &&
		one.recipient_phone === other.recipient_phone &&
		one.workflow_id === other.workflow_id
	);
}
