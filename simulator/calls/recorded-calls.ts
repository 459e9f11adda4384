import type { Terms } from '../plan/plan';
import type { RecordedCall } from '../plan/replay';
import { scriptSchema, type Decision } from '../plan/script';
import type { CallRecord } from '../records';
import type { Call, NewCall, PromptCall, WorkflowCall } from './call';
import type { CallBook } from './call-book';
import { callWithPrompt, callWithWorkflow, type NewCallParts } from './new-call';
import type { Results } from './results';
import type { Timetable } from './timetable';
import type { WorkflowRecord } from './workflows';

interface Line {
	readonly calls: CallBook;
	readonly timetable: Timetable;
	readonly results: Results;
	/** @param planEnding plans what happens to the call by itself; gives what calls that off */
	readonly begin: (call: NewCall, planEnding: () => () => void) => CallRecord;
	readonly hangUp: (call: Call, decision: Pick<Decision, 'outcome'>) => void;
}

/**
 * Makes calls that were recorded, with their IDs. They end as they did then, and what was delivered
 * then goes to who is told now.
 */
export class RecordedCalls {
	constructor(
		private readonly line: Line,
		private readonly parts: NewCallParts,
	) {}

	place(request: PromptCall, recorded: RecordedCall): CallRecord {
		const parts = this.withIdsOf(recorded);
		return this.begin(callWithPrompt(request, termsOf(recorded), parts), recorded);
	}

	placeWithWorkflow(
		request: WorkflowCall,
		workflow: WorkflowRecord,
		recorded: RecordedCall,
	): CallRecord {
		const parts = this.withIdsOf(recorded);
		return this.begin(callWithWorkflow(request, workflow, termsOf(recorded), parts), recorded);
	}

	private begin(call: NewCall, { ending, deliveries }: RecordedCall): CallRecord {
		const { calls, timetable, results, begin, hangUp } = this.line;
		const { call_id: id } = call.record;
		return begin(call, () => {
			// The end first, since a delivery may be due at the same moment.
			const cancellations = ending
				? [timetable.plan(ending.afterMs, () => hangUp(calls.call(id), ending))]
				: [];
			for (const delivery of deliveries) {
				const tell = async () => await results.tellRecorded(calls.call(id), delivery);
				cancellations.push(timetable.plan(delivery.afterMs, tell));
			}
			return () => {
				for (const cancel of cancellations) cancel();
			};
		});
	}

	/** The recorded IDs, then new ones. */
	private withIdsOf({ call_id, workflow_id }: RecordedCall): NewCallParts {
		const ids = [call_id, workflow_id];
		return { ...this.parts, newId: () => ids.shift() ?? this.parts.newId() };
	}
}

function termsOf({ ending }: RecordedCall): Terms {
	const planned = ending ?? { outcome: 'manual' as const, afterMs: 0 };
	return { script: scriptSchema.parse(planned), callbackFault: undefined };
}
