import fc from 'fast-check';
import { Pace, PACE_WINDOW_MS } from '../../../nodes/CallCow/domain/pace';

/** Lets `count` requests leave at the given time, whether they may or not. */
function departed(count: number, atMs = 0): Pace {
	const pace = new Pace();
	for (let left = 0; left < count; left++) pace.leave(pace.depart(atMs), atMs);
	return pace;
}

describe('Pace', () => {
	it('lets as many leave at once as a minute allows, and the next one when the first is forgotten', () => {
		expect(departed(59).waitMs(25, 60)).toBe(0);
		expect(departed(60).waitMs(25, 60)).toBe(PACE_WINDOW_MS - 25);
		expect(departed(60).waitMs(PACE_WINDOW_MS - 1, 60)).toBe(1);
		expect(departed(60).waitMs(PACE_WINDOW_MS, 60)).toBe(0);
	});

	it('counts a window that is longer than a minute, because what leaves evenly arrives unevenly', () => {
		expect(PACE_WINDOW_MS).toBeGreaterThan(60_000);
	});

	it('lets nothing leave during a pause, and never shortens one', () => {
		const pace = new Pace();
		pace.pauseUntil(30_000);
		pace.pauseUntil(10_000);
		expect(pace.pauseMs(5_000)).toBe(25_000);
		expect(pace.waitMs(5_000, 60)).toBe(25_000);
		expect(pace.waitMs(30_000, 60)).toBe(0);
	});

	it('tells how many may leave soon, up to what is asked for, and none around a pause', () => {
		expect(departed(20).room(25, 60, 100)).toBe(40);
		expect(departed(20).room(25, 60, 30)).toBe(30);
		expect(departed(60).room(25, 60, 30)).toBe(0);
		expect(departed(60).room(PACE_WINDOW_MS, 60, 30)).toBe(30);
		const pace = departed(0);
		pace.pauseUntil(10_000);
		expect(pace.room(5_000, 60, 30)).toBe(0);
		expect(pace.room(10_001, 60, 30)).toBe(0);
		expect(pace.room(10_000 + PACE_WINDOW_MS, 60, 30)).toBe(30);
	});

	it('lets no two requests leave at the very same moment, unless the pace is very fast', () => {
		expect(departed(1).waitMs(0, 60)).toBe(25);
		expect(departed(1).waitMs(0, 6_000)).toBe(10);
		expect(departed(1).waitMs(0, 30_000)).toBe(2);
		expect(departed(1).waitMs(0, 100_000)).toBe(0);
	});

	it('lets requests leave one by one after a pause, slowly at first', () => {
		const pace = new Pace();
		pace.pauseUntil(10_000);
		const gaps: number[] = [];
		let nowMs = 10_000;
		for (let left = 0; left < 60; left++) {
			pace.leave(pace.depart(nowMs), nowMs);
			const gapMs = pace.waitMs(nowMs, 60);
			gaps.push(gapMs);
			nowMs += gapMs;
		}
		expect(gaps[0]).toBeCloseTo(1_000 / 1.2);
		expect(gaps[4]).toBeCloseTo(500);
		expect(gaps[9]).toBeCloseTo(1_000 / 3);
		expect(gaps[0]).toBe(Math.max(...gaps.slice(0, -1)));
	});

	it('has forgotten a pause a window after it', () => {
		const pace = new Pace();
		pace.pauseUntil(0);
		pace.leave(pace.depart(PACE_WINDOW_MS - 1), PACE_WINDOW_MS - 1);
		expect(pace.waitMs(PACE_WINDOW_MS - 1, 60)).toBeCloseTo(1_000 / 1.2);
		expect(pace.waitMs(PACE_WINDOW_MS, 60)).toBe(24);
	});

	it('lets the next one leave as if one that was called off had never had leave', () => {
		const pace = departed(2);
		pace.callOff(pace.depart(30));
		expect(pace.waitMs(30, 60)).toBe(0);
	});

	it('keeps the gap to the last one when an earlier one is called off', () => {
		const pace = new Pace();
		const earlier = pace.depart(0);
		pace.depart(30);
		pace.callOff(earlier);
		expect(pace.waitMs(30, 60)).toBe(25);
	});

	it('does not go faster after a pause by what is called off', () => {
		const pace = new Pace();
		pace.pauseUntil(10_000);
		for (let left = 0; left < 5; left++) pace.leave(pace.depart(10_000), 10_000);
		pace.callOff(pace.depart(10_000));
		expect(pace.waitMs(10_000, 60)).toBe(500);
	});

	it('counts by when requests left, not by when they had leave to', () => {
		const pace = new Pace();
		const [slow, quick] = [pace.depart(0), pace.depart(25)];
		pace.leave(quick, 25);
		pace.leave(slow, 5_000);
		expect(pace.waitMs(6_000, 2)).toBe(25 + PACE_WINDOW_MS - 6_000);
	});

	it('gives the place of a request that was called off to the next one', () => {
		const pace = departed(59);
		const departure = pace.depart(0);
		expect(pace.waitMs(1_000, 60)).toBe(PACE_WINDOW_MS - 1_000);
		pace.callOff(departure);
		expect(pace.waitMs(1_000, 60)).toBe(0);
	});

	it('keeps the place of a request that has leave to go until it goes, however long that takes', () => {
		const pace = new Pace();
		const slow = pace.depart(0);
		expect(pace.waitMs(2 * PACE_WINDOW_MS, 1)).toBeGreaterThan(0);
		pace.leave(slow, 2 * PACE_WINDOW_MS);
		expect(pace.waitMs(3 * PACE_WINDOW_MS - 1, 1)).toBe(1);
	});

	it('heeds a slower pace from the next request on', () => {
		const pace = departed(10);
		expect(pace.waitMs(1_000, 60)).toBe(0);
		expect(pace.waitMs(1_000, 10)).toBe(PACE_WINDOW_MS - 1_000);
	});

	it('keeps to the pace whatever comes in whatever order', () => {
		const steps = fc.array(
			fc.oneof(
				{ weight: 4, arbitrary: fc.record({ kind: fc.constant('leave' as const) }) },
				{
					weight: 3,
					arbitrary: fc.record({
						kind: fc.constant('passTime' as const),
						ms: fc.nat({ max: 40_000 }),
					}),
				},
				{
					weight: 1,
					arbitrary: fc.record({
						kind: fc.constant('pause' as const),
						ms: fc.nat({ max: 90_000 }),
					}),
				},
				{ weight: 1, arbitrary: fc.record({ kind: fc.constant('callOff' as const) }) },
				{
					weight: 1,
					arbitrary: fc.record({
						kind: fc.constant('leaveLate' as const),
						ms: fc.nat({ max: 90_000 }),
					}),
				},
			),
			{ maxLength: 120 },
		);
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 12 }), steps, (requestsPerMinute, sequence) => {
				const pace = new Pace();
				let nowMs = 0;
				const left: Array<{ atMs: number; isLate: boolean }> = [];
				const pauses: Array<{ fromMs: number; untilMs: number }> = [];
				const waitForLeave = () => {
					for (let waitMs; (waitMs = pace.waitMs(nowMs, requestsPerMinute)) > 0; ) {
						nowMs += Math.ceil(waitMs);
					}
					return pace.depart(nowMs);
				};
				for (const step of sequence) {
					if (step.kind === 'passTime') nowMs += step.ms;
					if (step.kind === 'callOff') pace.callOff(waitForLeave());
					if (step.kind === 'leave') {
						pace.leave(waitForLeave(), nowMs);
						left.push({ atMs: nowMs, isLate: false });
					}
					if (step.kind === 'leaveLate') {
						const departure = waitForLeave();
						nowMs += step.ms;
						pace.leave(departure, nowMs);
						left.push({ atMs: nowMs, isLate: true });
					}
					if (step.kind === 'pause') {
						pace.pauseUntil(nowMs + step.ms);
						pauses.push({ fromMs: nowMs, untilMs: nowMs + step.ms });
					}
				}

				const times = left.map(({ atMs }) => atMs);
				times.forEach((atMs, index) => {
					const oneTooMany = times[index + requestsPerMinute];
					if (oneTooMany !== undefined) expect(oneTooMany - atMs).toBeGreaterThan(60_000);
				});
				const unhurried = left.filter(({ isLate }) => !isLate).map(({ atMs }) => atMs);
				for (const { fromMs, untilMs } of pauses) {
					// What left in the same millisecond as the pause came left before it.
					expect(unhurried.filter((atMs) => atMs > fromMs && atMs < untilMs)).toEqual([]);
					// Nothing leaves in a burst: the second one a good part of an even step after the first.
					const [first, second] = unhurried.filter((atMs) => atMs >= untilMs);
					if (first !== undefined && second !== undefined && first < untilMs + 60_000) {
						expect(second - first).toBeGreaterThanOrEqual(60_000 / requestsPerMinute / 20);
					}
				}
			}),
			{ numRuns: 1_000 },
		);
	});
});
