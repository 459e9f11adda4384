import { FaultQueue } from './fault-queue';
import type { CallbackFault, RequestFault } from './faults';
import {
	changeScripts,
	initialScripts,
	type Script,
	type ScriptChange,
	type ScriptSettings,
} from './script';
import {
	noStandingFaults,
	standingAnswers,
	type StandingFaults,
	type StandingFaultsInput,
} from './standing-faults';
import { Replay, type Scene } from './replay';
import { testNumberOf, type TestNumber } from './test-numbers';

/** What is settled for a call before it begins. */
export interface Terms {
	readonly script: Script;
	readonly callbackFault: CallbackFault | undefined;
}

/**
 * What calls and requests are to meet. What somebody has asked for goes first: faults that wait, then
 * the script of a number, then what it means as a test number, then what holds for all.
 */
export class Plan {
	readonly waitingFaults = new FaultQueue();
	/** What was recorded goes before everything else. */
	readonly replay: Replay;
	private standing = noStandingFaults;
	private scripts: ScriptSettings;
	/** Number and key of the requests that have met the fault of a test number. */
	private readonly metBy = new Set<string>();

	constructor(
		private readonly options: {
			scripts: ScriptChange;
			testNumbers: boolean;
			scenes?: readonly Scene[] | undefined;
		},
	) {
		this.replay = new Replay(options.scenes ?? []);
		this.scripts = this.startingScripts();
	}

	/** Sets what happens to calls placed from now on; what is not given stays as it is. */
	changeScripts(change: ScriptChange): ScriptSettings {
		this.scripts = changeScripts(this.scripts, change);
		return this.scripts;
	}

	/** Changes the faults that stay; what is not given stays as it is. */
	stand(changes: StandingFaultsInput): StandingFaults {
		this.standing = {
			answer: changes.answer ?? this.standing.answer,
			callback: changes.callback ?? this.standing.callback,
		};
		return this.standing;
	}

	/** The terms of a new call. A fault that waited for it is used up. */
	termsFor(recipient: string): Terms {
		const number = this.testNumber(recipient);
		return {
			script: this.scripts.numbers[recipient] ?? number?.script ?? this.scripts.default,
			callbackFault:
				this.waitingFaults.takeForCallback(recipient) ??
				number?.callbackFault ??
				(this.standing.callback === 'none' ? { kind: 'noCallback', times: 1 } : undefined),
		};
	}

	/**
	 * What goes wrong with a request to call `recipient`, if anything. A fault that waited for it is
	 * used up.
	 *
	 * @param key the request's idempotency key
	 * @param isRepeat whether the call was made by an earlier request with the same key
	 */
	faultForRequest(
		recipient: string,
		{ key, isRepeat }: { key: string | undefined; isRepeat: boolean },
	): RequestFault | undefined {
		const waiting = this.waitingFaults.takeForRequest(recipient);
		if (waiting) return waiting;
		const ofNumber = this.faultOfTestNumber(recipient, key);
		if (ofNumber) return ofNumber;
		const { answer } = this.standing;
		return answer === 'lost' && isRepeat ? undefined : standingAnswers[answer];
	}

	clearFaults(): void {
		this.waitingFaults.clear();
		this.standing = noStandingFaults;
	}

	/** As at the start. */
	reset(): void {
		this.clearFaults();
		this.metBy.clear();
		this.replay.rewind();
		this.scripts = this.startingScripts();
	}

	private startingScripts(): ScriptSettings {
		return changeScripts(initialScripts, this.options.scripts);
	}

	private testNumber(recipient: string): TestNumber | undefined {
		const isOpen = this.options.testNumbers && !this.scripts.numbers[recipient];
		return isOpen ? testNumberOf(recipient) : undefined;
	}

	private faultOfTestNumber(recipient: string, key: string | undefined): RequestFault | undefined {
		const number = this.testNumber(recipient);
		if (!number?.requestFault || number.meetsIt !== 'firstOfKey' || key === undefined) {
			return number?.requestFault;
		}
		const meeting = `${recipient} ${key}`;
		if (this.metBy.has(meeting)) return undefined;
		this.metBy.add(meeting);
		return number.requestFault;
	}
}
