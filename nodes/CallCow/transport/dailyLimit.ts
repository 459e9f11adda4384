import type { IExecuteFunctions } from 'n8n-workflow';
import type { Explanation } from '../domain/errors';
import { DaySlots, removeDays } from './daySlots';
import type { Gate, Held } from './gate';
import { nodeRecordOf, type NodeRecord } from './nodeRecord';

/** How many calls a node may place on one day. */
export interface DailyLimit {
	readonly most: number;
	/** The day that it is now. */
	readonly day: () => string;
	readonly daysBefore: (day: string) => readonly string[];
	/** Why no further call may be placed today. */
	readonly explain: () => Explanation;
}

/**
 * Lets so many calls through on a day, over all executions: each is counted in n8n's deduplication store
 * before its request leaves, and no longer when CallCow has certainly not placed it.
 */
export function dailyLimitGate(context: IExecuteFunctions, limit: DailyLimit): Gate {
	// Days are taken out by us: what n8n would drop is the oldest, which may be of another guard.
	const record = nodeRecordOf(context, undefined);
	const log = (error: unknown) => {
		context.logger.error('The CallCow node could not record that a call is not counted', {
			reason: (error as Error).message,
		});
	};
	let held: { readonly slots: DaySlots; readonly slot: number } | undefined;
	const giveBack = () => {
		if (held !== undefined) held.slots.giveBack(record, [held.slot]).catch(log);
		held = undefined;
	};
	return {
		async open(isRepeat) {
			// It was counted when it left first.
			if (isRepeat) return { kind: 'through' };
			const slots = slotsOf(record, limit, log);
			if (held?.slots === slots) return { kind: 'through' };
			try {
				const slot = await slots.take(record, limit.most);
				giveBack();
				if (slot === undefined) return heldBack(limit.explain());
				held = { slots, slot };
				return { kind: 'through' };
			} catch (error) {
				return heldBack(explainNotCounted(error));
			}
		},
		close(certainty) {
			if (certainty === 'no') giveBack();
		},
	};
}

/** Of each node, the day on which it has called last. */
const lastDays = new Map<string, { readonly day: string; readonly slots: DaySlots }>();

function slotsOf(
	record: NodeRecord,
	{ day: dayNow, daysBefore, most }: DailyLimit,
	log: (error: unknown) => void,
): DaySlots {
	const day = dayNow();
	const last = lastDays.get(record.id);
	if (last?.day === day) return last.slots;
	const slots = new DaySlots(day);
	lastDays.set(record.id, { day, slots });
	removeDays(record, daysBefore(day), most).catch(log);
	return slots;
}

const heldBack = (explanation: Explanation): Held => ({
	kind: 'failed',
	failure: {
		...explanation,
		description: `This call was not placed. ${explanation.description}`,
		placed: 'no',
	},
});

function explainNotCounted(error: unknown): Explanation {
	return {
		message: 'n8n could not record that a call is being placed today',
		description: `'Maximum Calls per Day' needs a saved workflow and n8n's database. n8n said: ${(error as Error).message}`,
	};
}
