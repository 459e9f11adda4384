import {
	giveUp,
	isShared,
	leaveToSend,
	marksOf,
} from '../../../nodes/CallCow/transport/claimMarks';
import type { Opening } from '../../../nodes/CallCow/transport/gate';
import { momentBefore, realClock } from '../../../nodes/CallCow/transport/clock';
import type { NodeRecord } from '../../../nodes/CallCow/transport/nodeRecord';

/* Mark by mark: whoever finds one too few calls somebody twice; one too many, and somebody is never called. */

const NOW_MS = Date.parse('2026-03-30T12:00:30Z');
const MINUTE_MS = 60_000;

const marksAt = (timeMs: number) => marksOf('name', 'key', timeMs);
const NOW = marksAt(NOW_MS);
/** Of another second than now. */
const MINUTES_AGO = (count: number) => marksAt(NOW_MS - count * MINUTE_MS - 20_000).minute;

/** n8n's record, with these marks in it. */
function recordWith(...marks: string[]) {
	const held = new Set(marks);
	const record: NodeRecord = {
		id: 'record',
		async add(wished) {
			const isNew = new Set(wished.filter((mark) => !held.has(mark)));
			for (const mark of isNew) held.add(mark);
			return isNew;
		},
		async remove(gone) {
			for (const mark of gone) held.delete(mark);
		},
	};
	return { record, marks: () => [...held].sort() };
}

interface Asking {
	readonly isNew: boolean;
	readonly claimedAgoMs?: number;
	readonly counted?: Opening;
}

const FULL: Opening = {
	kind: 'failed',
	failure: { message: 'Full', description: 'Later.', placed: 'no' },
};

/** Asks for leave with what the record has said of the name. */
async function ask(
	{ record }: { record: NodeRecord },
	{ isNew, claimedAgoMs = 0, counted = { kind: 'through' } }: Asking,
) {
	const closed: string[] = [];
	const claimedAt = momentBefore(realClock(), claimedAgoMs);
	const leave = await leaveToSend(record, async () => ({ isNew, claimedAt }), marksAt, NOW_MS, {
		open: async () => counted,
		close: (certainty) => closed.push(certainty),
	});
	return { leave, closed };
}

const sorted = (...marks: string[]) => [...marks].sort();

describe('leaveToSend, of a name that is new', () => {
	it('is the first one, and records that the call may have left, and when', async () => {
		const known = recordWith(NOW.claimed);
		expect((await ask(known, { isNew: true })).leave).toEqual({ kind: 'first' });
		expect(known.marks()).toEqual(sorted(NOW.claimed, NOW.sent, NOW.minute));
	});

	it('leaves nothing behind when no further call is allowed', async () => {
		const known = recordWith(NOW.claimed);
		expect((await ask(known, { isNew: true, counted: FULL })).leave).toBe(FULL);
		expect(known.marks()).toEqual([]);
	});

	it.each([
		['takes its minute back', [], []],
		['leaves the minute of the other one', [NOW.minute], [NOW.minute]],
	])('yields to another process that was faster, and %s', async (_, before, after) => {
		const known = recordWith(NOW.claimed, NOW.sent, ...before);
		const { leave, closed } = await ask(known, { isNew: true });
		expect(leave).toEqual({ kind: 'none' });
		expect(closed).toEqual(['no']);
		expect(known.marks()).toEqual(sorted(NOW.claimed, NOW.sent, ...after));
	});
});

describe.each([
	['that another run has claimed', { isNew: false }],
	['that this run has claimed a while ago', { isNew: true, claimedAgoMs: MINUTE_MS }],
])('leaveToSend, of a name %s and nobody has sent', (_, asking) => {
	it('is the first one, and records the same', async () => {
		const known = recordWith(NOW.claimed);
		expect((await ask(known, asking)).leave).toEqual({ kind: 'first' });
		expect(known.marks()).toEqual(sorted(NOW.claimed, NOW.sent, NOW.minute));
	});

	it('leaves nothing behind when no further call is allowed', async () => {
		const known = recordWith(NOW.claimed);
		expect((await ask(known, { ...asking, counted: FULL })).leave).toBe(FULL);
		expect(known.marks()).toEqual([]);
	});
});

describe('leaveToSend, of a name that was sent', () => {
	const sentBefore = [NOW.claimed, NOW.sent];

	it('may send it again while CallCow remembers its key, since the first minute, and shares it', async () => {
		const known = recordWith(...sentBefore, MINUTES_AGO(2), MINUTES_AGO(1), MINUTES_AGO(0));
		expect((await ask(known, { isNew: false })).leave).toEqual({
			kind: 'again',
			sinceMs: Date.parse('2026-03-30T11:58:00Z'),
		});
		expect(known.marks()).toEqual(
			sorted(...sentBefore, MINUTES_AGO(2), MINUTES_AGO(1), MINUTES_AGO(0), NOW.shared),
		);
	});

	it('takes it for called when CallCow has forgotten the key, from then on', async () => {
		const known = recordWith(...sentBefore, MINUTES_AGO(30));
		for (let time = 0; time < 2; time++) {
			expect((await ask(known, { isNew: false })).leave).toEqual({ kind: 'none' });
			expect(known.marks()).toEqual(sorted(...sentBefore, MINUTES_AGO(30), NOW.asking));
		}
	});

	it('takes it for called while somebody else asks', async () => {
		const known = recordWith(...sentBefore, NOW.minute, NOW.asking);
		expect((await ask(known, { isNew: false })).leave).toEqual({ kind: 'none' });
		expect(known.marks()).toEqual(sorted(...sentBefore, NOW.minute, NOW.asking));
	});
});

describe('isShared', () => {
	it('tells whether another run sends the call, and leaves the record as it was', async () => {
		for (const marks of [[], [NOW.shared]]) {
			const known = recordWith(...marks);
			expect(await isShared(known.record, NOW)).toBe(marks.length > 0);
			expect(known.marks()).toEqual(marks);
		}
	});
});

describe('giveUp', () => {
	const held = [NOW.claimed, NOW.sent, NOW.minute];

	it('leaves nothing of a call that was not placed', async () => {
		const known = recordWith(...held, 'of another name');
		expect(await giveUp(known.record, NOW, 'no')).toBe(true);
		expect(known.marks()).toEqual(['of another name']);
	});

	it('leaves all of a call that another run sends too', async () => {
		const known = recordWith(...held, NOW.shared);
		expect(await giveUp(known.record, NOW, 'no')).toBe(false);
		expect(known.marks()).toEqual(sorted(...held, NOW.shared));
	});

	it('leaves all of a call that another run asks about', async () => {
		const known = recordWith(...held, NOW.asking);
		expect(await giveUp(known.record, NOW, 'no')).toBe(false);
		expect(known.marks()).toEqual(expect.arrayContaining([...held, NOW.asking]));
	});

	it('records a call that is in doubt once more, should another run have given it up', async () => {
		const known = recordWith();
		expect(await giveUp(known.record, NOW, 'unknown')).toBe(false);
		expect(known.marks()).toEqual(sorted(...held));
	});
});
