import type { CallRecord } from '../records';
import type { Call } from './call';
import { Refusal } from './refusal';

/** Every call since the last reset, in the order in which they began. */
export class CallBook {
	private readonly calls = new Map<string, Call>();

	add(call: Call): void {
		this.calls.set(call.record.call_id, call);
	}

	/** @throws {Refusal} when there is no such call */
	call(callId: string): Call {
		const call = this.calls.get(callId);
		if (!call) throw new Refusal(404, `There is no call ${callId}`);
		return call;
	}

	/** @throws {Refusal} when there is no such call, or it has ended */
	openCall(callId: string): Call {
		const call = this.call(callId);
		const { outcome } = call.record;
		if (!outcome) return call;
		throw new Refusal(409, `This call has already ended with outcome "${outcome}"`);
	}

	count(): number {
		return this.calls.size;
	}

	records(): CallRecord[] {
		return [...this.calls.values()].map((call) => call.record);
	}

	/** The addresses that are told the result of a call: now, or, when it has ended, then. */
	receiversOf(callId: string): string[] {
		const call = this.call(callId);
		return (call.told ?? call.receivers()).map(({ url }) => url);
	}

	/** The IDs of the calls of a workflow that go on. */
	openCallsOf(workflowId: string): string[] {
		return this.records()
			.filter(({ workflow_id: id, outcome }) => id === workflowId && !outcome)
			.map(({ call_id: id }) => id);
	}

	clear(): void {
		this.calls.clear();
	}
}
