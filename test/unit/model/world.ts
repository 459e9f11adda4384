/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setMaxListeners } from 'node:events';
import type { IExecuteFunctions } from 'n8n-workflow';
import { inOrder } from '../../../nodes/CallCow/actions/inOrder';
import type * as Claims from '../../../nodes/CallCow/transport/claims';
import { createClient } from '../../../nodes/CallCow/transport/client';
import type { HttpReply, HttpRequest, Send } from '../../../nodes/CallCow/transport/http';
import { KeyHolders } from '../../../nodes/CallCow/transport/keyHolders';
import { PaceKeeper } from '../../../nodes/CallCow/transport/paceKeeper';
import type { PlaceResult } from '../../../nodes/CallCow/transport/placeResult';
import { SentCalls } from '../../../nodes/CallCow/transport/sentCalls';
import { VirtualTime } from '../../support/virtual-time';
import { ModelCallCow, type Fault } from './callcow';

export const REQUESTS_PER_MINUTE = 60;
const MOST_AT_ONCE = 30;
const ON_THE_WAY_MS = 5;
const STORE_MS = 2;
const KEY_LIFETIME_MS = 5 * 60_000;

/** A list of people to phone, and how the node is set up for it. */
export interface ListSettings {
	readonly size: number;
	/** Call Each Number At Most Once: ever. */
	readonly isClaimed: boolean;
	/** The user gives each execution's calls keys of their own. */
	readonly hasOwnKeys: boolean;
	readonly continueOnFail: boolean;
	readonly maxRetries: number;
	readonly timeoutSeconds: number;
	/** What the requests of an execution meet, one after the other; then all goes well. */
	readonly faults: readonly Fault[];
}

interface List extends ListSettings {
	readonly id: number;
	readonly numbers: readonly string[];
}

/** What the client under test is made of; replaced to see that the check bites. */
export interface Parts {
	newSentCalls(): SentCalls;
	newKeeper(time: VirtualTime, sleep: VirtualTime['sleep']): PaceKeeper;
	/** The claims of a process of its own. */
	newClaims(): typeof Claims;
}

interface Process {
	isAlive: boolean;
	readonly keeper: PaceKeeper;
	readonly sentCalls: SentCalls;
	readonly keyHolders: KeyHolders;
	readonly claims: typeof Claims;
	readonly departuresMs: number[];
	/** What CallCow has asked this process to wait, and when it did. */
	readonly pauses: Array<{ fromMs: number; untilMs: number }>;
}

interface Execution {
	readonly id: number;
	readonly list: List;
	readonly process: Process;
	readonly abort: AbortController;
	readonly faults: Fault[];
	isRunning: boolean;
}

/**
 * CallCow, one account, two processes of n8n on one database, and people who start, repeat, cancel and
 * kill. Whatever happens, {@link violations} stays empty.
 */
export class World {
	readonly time = new VirtualTime();
	readonly callCow = new ModelCallCow(this.time);
	readonly violations: string[] = [];
	readonly lists: List[] = [];
	readonly executions: Execution[] = [];
	requests = 0;
	/** What the client said of each item, in the order in which it did. */
	readonly results: Array<{ readonly identity: string; readonly result: PlaceResult }> = [];

	private readonly store = new Map<string, Set<unknown>>();
	private readonly processes: Process[];
	/** How often a number may be phoned, and no more. */
	private readonly allowed = new Map<string, number>();
	private readonly uncertainSinceMs = new Map<string, number>();
	private readonly denied = new Set<string>();
	private checkedCalls = 0;

	/** @param random from 0 (included) to 1, for the client's backoffs */
	constructor(
		private readonly parts: Parts,
		private readonly random: () => number,
	) {
		this.processes = [this.newProcess(), this.newProcess()];
	}

	/** Starts a list of people who were never phoned. */
	startList(settings: ListSettings, processIndex: number): void {
		const id = this.lists.length;
		const numbers = Array.from(
			{ length: settings.size },
			(_, item) => `+1415${String(id).padStart(4, '0')}${String(item).padStart(3, '0')}`,
		);
		const list = { ...settings, id, numbers };
		this.lists.push(list);
		for (const number of numbers) this.allowed.set(number, 0);
		// The claim lets a number through once, for all executions together.
		if (list.isClaimed) for (const number of numbers) this.allow(number);
		this.start(list, processIndex);
	}

	/** Starts a list that was started before, as a new execution. */
	startAgain(list: List, processIndex: number, faults = list.faults): void {
		this.start({ ...list, faults }, processIndex);
	}

	/** n8n's Retry On Fail: the node runs again in the same execution, with all items. */
	repeat(execution: Execution): void {
		// What was refused may be placed this time.
		execution.list.numbers.forEach((_, item) => this.denied.delete(identityOf(execution, item)));
		void this.run(execution);
	}

	cancel(execution: Execution): void {
		execution.abort.abort(new Error('canceled'));
	}

	/** kill -9, and a new process: it knows nothing but what is in the database. */
	restart(processIndex: number): void {
		this.processes[processIndex]!.isAlive = false;
		this.processes[processIndex] = this.newProcess();
	}

	setClock(byMs: number): void {
		this.time.jump(byMs);
		if (byMs >= 0) return;
		// By nature: the database outlives the processes and has no clock but the machine's. A call whose
		// minute is still recorded looks younger than it is, and younger than CallCow's memory of the key.
		for (const { id, isClaimed, numbers } of this.lists) {
			const marks = this.store.get(`list-${id}`);
			if (!isClaimed || marks === undefined) continue;
			for (const number of numbers) {
				if ([...marks].some((mark) => isMinuteOf(number, mark))) this.allow(number);
			}
		}
	}

	async pass(ms: number): Promise<void> {
		await this.time.until(this.time.sleep(ms));
	}

	/** Looks at what is new since the last look. */
	check(): void {
		for (; this.checkedCalls < this.callCow.calls.length; this.checkedCalls++) {
			const { number, identity, id } = this.callCow.calls[this.checkedCalls]!;
			const earlier = this.callCow.calls.slice(0, this.checkedCalls);
			if (earlier.some((call) => call.identity === identity)) {
				this.violate(`one item of one execution is phoned twice: ${identity}`);
			}
			const times = earlier.filter((call) => call.number === number).length + 1;
			if (times > this.allowed.get(number)!) {
				this.violate(`${number} is phoned ${times} times, with ${id}`);
			}
			if (this.denied.has(identity)) {
				this.violate(`${identity} was said not to be placed, and is`);
			}
		}
		const [first] = this.violations;
		if (first !== undefined) throw new Error(first);
	}

	private start(list: List, processIndex: number): void {
		// By nature: a new execution has new keys. Without the claim its people are phoned once more; and
		// nowhere else is a second call allowed.
		if (!list.isClaimed) for (const number of list.numbers) this.allow(number);
		const execution = {
			id: this.executions.length,
			list,
			process: this.processes[processIndex]!,
			abort: new AbortController(),
			faults: [...list.faults],
			isRunning: false,
		};
		// Thirty requests wait at once.
		setMaxListeners(0, execution.abort.signal);
		this.executions.push(execution);
		void this.run(execution);
	}

	private allow(number: string): void {
		this.allowed.set(number, (this.allowed.get(number) ?? 0) + 1);
	}

	private async run(execution: Execution): Promise<void> {
		const { list, process } = execution;
		const stop = new AbortController();
		const items = list.numbers.map((number, item) => ({
			number,
			identity: identityOf(execution, item),
		}));
		const identities = new Map(items.map(({ number, identity }) => [number, identity]));
		const client = createClient({
			send: this.sendOf(execution, (number) => identities.get(number)!),
			keeper: process.keeper,
			requestsPerMinute: REQUESTS_PER_MINUTE,
			sentCalls: process.sentCalls,
			keyHolders: process.keyHolders,
			sleep: this.sleepOf(process),
			clock: this.time.clock,
			random: this.random,
			signal: execution.abort.signal,
			stop: stop.signal,
			secrets: [],
		});
		execution.isRunning = true;
		try {
			await inOrder(
				items,
				MOST_AT_ONCE,
				async ({ number, identity }) => {
					const key = list.hasOwnKeys || !list.isClaimed ? identity : `once ${number}`;
					const result = await client.placeCall({
						body: { prompt: 'Confirm', recipient_phone: number, idempotency_key: key },
						identity,
						givenKey: list.hasOwnKeys ? key : undefined,
						gates: list.isClaimed ? [this.claimOf(execution, number, key)] : [],
						limits: { timeoutSeconds: list.timeoutSeconds, maxRetries: list.maxRetries },
					});
					this.note(result, identity, number);
					if (result.kind === 'failed' && !list.continueOnFail) stop.abort();
					return result;
				},
				() => !stop.signal.aborted,
			);
		} catch (error) {
			if (!execution.abort.signal.aborted) {
				this.violate(`a surprise: ${(error as Error).stack ?? String(error)}`);
			}
		}
		execution.isRunning = false;
	}

	private note(result: PlaceResult, identity: string, number: string): void {
		this.results.push({ identity, result });
		const isAtCallCow = (fits: (call: ModelCallCow['calls'][number]) => boolean) =>
			this.callCow.calls.some(fits);
		if (result.kind === 'placed') {
			const { call_id } = result.call;
			if (!isAtCallCow((call) => call.id === call_id && call.number === number)) {
				this.violate(`${identity} is said to be placed, and is not`);
			}
		} else if (
			result.kind === 'notTried' ||
			(result.kind === 'failed' && result.failure.placed === 'no')
		) {
			this.denied.add(identity);
			if (isAtCallCow((call) => call.identity === identity)) {
				this.violate(`${identity} is said not to be placed, and is`);
			}
		}
	}

	private sendOf(execution: Execution, identityOf: (number: string) => string): Send {
		const { process, abort, faults } = execution;
		return async (request) => {
			const identity = identityOf(String(request.body?.recipient_phone));
			const fault = faults.shift() ?? { kind: 'none', answerMs: 100 };
			this.leaves(execution, identity);
			const leftMs = this.time.monotonicMs();
			const reply = await this.alive(
				process,
				this.overTheWire(request, identity, fault, abort.signal).catch((reason: unknown) => {
					this.noteUncertain(identity, leftMs);
					throw reason;
				}),
			);
			if (isUncertain(reply)) this.noteUncertain(identity, leftMs);
			if (reply.kind === 'answer' && reply.status === 429) {
				const fromMs = this.time.monotonicMs();
				process.pauses.push({ fromMs, untilMs: fromMs + Number(reply.retryAfter ?? 0) * 1_000 });
			}
			return reply;
		};
	}

	/** A request that has left arrives, whatever becomes of whoever has sent it. */
	private async overTheWire(
		request: HttpRequest,
		identity: string,
		fault: Fault,
		signal: AbortSignal,
	): Promise<HttpReply> {
		return await new Promise((resolve, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason));
			this.time.after(request.timeoutMs, () =>
				resolve({ kind: 'noAnswer', reason: 'no answer in time' }),
			);
			this.time.after(ON_THE_WAY_MS, () => {
				const reply = this.callCow.receive(request, identity, fault);
				this.time.after(fault.answerMs, () => resolve(reply));
			});
		});
	}

	/** What must hold whenever a request leaves. */
	private leaves({ id, abort, process }: Execution, identity: string): void {
		this.requests++;
		const nowMs = this.time.monotonicMs();
		if (abort.signal.aborted) this.violate(`a request leaves execution ${id} after the cancel`);

		process.departuresMs.push(nowMs);
		const inAMinute = process.departuresMs.filter((atMs) => atMs > nowMs - 60_000).length;
		if (inAMinute > REQUESTS_PER_MINUTE) {
			this.violate(`${inAMinute} requests leave one process in a minute`);
		}
		const pause = process.pauses.find(({ fromMs, untilMs }) => fromMs < nowMs && nowMs < untilMs);
		if (pause !== undefined) {
			this.violate(`a request leaves ${pause.untilMs - nowMs} ms before the end of a pause`);
		}
		const uncertainSinceMs = this.uncertainSinceMs.get(identity);
		if (uncertainSinceMs !== undefined && nowMs - uncertainSinceMs > KEY_LIFETIME_MS) {
			this.violate(`${identity} is repeated ${nowMs - uncertainSinceMs} ms after the first try`);
		}
	}

	private noteUncertain(identity: string, leftMs: number): void {
		if (!this.uncertainSinceMs.has(identity)) this.uncertainSinceMs.set(identity, leftMs);
	}

	private claimOf({ process, list }: Execution, number: string, idempotencyKey: string) {
		return process.claims.claimGate(this.contextOf(process, `list-${list.id}`), {
			name: () => number,
			idempotencyKey,
			mostNames: undefined,
			skipReason: 'called before',
		});
	}

	/** What the claims use of n8n. Each change of the record is whole, as in one process of n8n. */
	private contextOf(process: Process, nodeId: string): IExecuteFunctions {
		const inTheStore = async <T>(work: (marks: Set<unknown>) => T): Promise<T> => {
			const sleep = this.sleepOf(process);
			await sleep(STORE_MS);
			const marks = this.store.get(nodeId) ?? new Set();
			this.store.set(nodeId, marks);
			const result = work(marks);
			await sleep(STORE_MS);
			return result;
		};
		return {
			getWorkflow: () => ({ id: 'workflow' }),
			getNode: () => ({ id: nodeId }),
			logger: { error: (message: string) => this.violate(message) },
			helpers: {
				checkProcessedAndRecord: async (wanted: unknown[]) =>
					await inTheStore((marks) => {
						const isNew = wanted.filter((mark) => !marks.has(mark));
						for (const mark of wanted) marks.add(mark);
						for (const mark of isNew) this.noteRecorded(mark, marks);
						return { new: isNew, processed: wanted.filter((mark) => !isNew.includes(mark)) };
					}),
				removeProcessed: async (unwanted: unknown[]) =>
					await inTheStore((marks) => {
						for (const mark of unwanted) marks.delete(mark);
					}),
			},
		} as unknown as IExecuteFunctions;
	}

	/**
	 * By nature, as in {@link setClock}, for the moment before the minute is recorded: the clock was set back
	 * between the look at it and the record of what it said, which tells of a time to come.
	 */
	private noteRecorded(mark: unknown, marks: ReadonlySet<unknown>): void {
		const [number, minute] = String(mark).split(' ') as [string, string?];
		if (!isMinuteOf(number, mark) || Number(minute) * 60_000 <= this.time.wallMs()) return;
		// A run that only asks for minutes takes them out again, and nobody goes by them meanwhile.
		if (!marks.has(`${number} asking`)) this.allow(number);
	}

	private newProcess(): Process {
		const process: Process = {
			isAlive: true,
			keeper: this.parts.newKeeper(
				this.time,
				async (delayMs, signal) => await this.alive(process, this.time.sleep(delayMs, signal)),
			),
			sentCalls: this.parts.newSentCalls(),
			keyHolders: new KeyHolders(),
			claims: this.parts.newClaims(),
			departuresMs: [],
			pauses: [],
		};
		return process;
	}

	private sleepOf(process: Process): VirtualTime['sleep'] {
		return async (delayMs, signal) => await this.alive(process, this.time.sleep(delayMs, signal));
	}

	/** Nothing happens any more in a process that was killed. */
	private async alive<T>(process: Process, promise: Promise<T>): Promise<T> {
		const goOn = async () => {
			if (!process.isAlive) await new Promise(() => {});
		};
		return await promise.then(
			async (value) => {
				await goOn();
				return value;
			},
			async (reason: unknown) => {
				await goOn();
				throw reason;
			},
		);
	}

	private violate(what: string): void {
		this.violations.push(`At ${this.time.monotonicMs()} ms: ${what}`);
	}
}

function identityOf(execution: { id: number }, item: number): string {
	return `execution ${execution.id}, item ${item}`;
}

/** Whether it says in which minute a call may have left, as the claims record that. */
function isMinuteOf(number: string, mark: unknown): boolean {
	const text = String(mark);
	return text.startsWith(`${number} `) && /^\d+ /.test(text.slice(number.length + 1));
}

function isUncertain(reply: HttpReply): boolean {
	if (reply.kind === 'noAnswer' || reply.status >= 500) return true;
	return reply.status === 200 && typeof reply.body === 'string';
}
