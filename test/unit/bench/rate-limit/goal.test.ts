import type { Conditions } from '../../../../bench/measured/rate-limit/conditions';
import { faults, timesTheLeast, type Goal } from '../../../../bench/measured/rate-limit/goal';
import type { Measurement } from '../../../../bench/measured/rate-limit/measurement';
import { judgedBy } from '../../../../bench/measured/rate-limit/judgement';
import { oneProcess } from '../../../../bench/measured/rate-limit/one-process';
import { missedBy } from '../../../../bench/measuring/bench';
import { measured } from './measured';

const conditions: Conditions = { calls: 120, requestsPerMinute: 60, answerSeconds: 3 };
const goal: Goal = { mostTimesTheLeast: 1.05, mayMeetTheLimit: false };

const missed = (change: Partial<Measurement>, other: Partial<Goal> = {}) =>
	missedBy(
		{ ...oneProcess, ...judgedBy({ ...goal, ...other }) },
		{ conditions, variants: [{ name: 'CallCow node', measurement: measured(change) }] },
	);

describe('timesTheLeast', () => {
	it('divides the whole execution by the least possible time', () => {
		expect(timesTheLeast(measured({ executionSeconds: 126 }), conditions)).toBe(2);
	});

	it('is not there for a list that was phoned in part', () => {
		expect(timesTheLeast(measured({ notPlaced: 1 }), conditions)).toBeUndefined();
	});
});

describe('the goal', () => {
	it('has nothing to say of a list as it should be', () => {
		expect(missed({})).toEqual([]);
		expect(missed({ executionSeconds: 63 * 1.05 })).toEqual([]);
	});

	it.each<[string, Partial<Measurement>, string]>([
		['calls that were not placed', { notPlaced: 7 }, '7 of 120 calls were not placed.'],
		['second calls', { doubles: 2 }, '2 calls were placed a second time.'],
		['the rate limit', { rateLimited: 4 }, 'The rate limit was hit 4 times; the goal is 0.'],
		[
			'an execution that failed',
			{ endings: ['success', 'error'] },
			'An execution ended with "error".',
		],
		[
			'time',
			{ executionSeconds: 66.4 },
			'It took 1.054 times the theoretical minimum; the goal is at most 1.05.',
		],
	])('names %s', (_, change, sentence) => {
		expect(missed(change)).toEqual([sentence]);
	});

	it('holds for the CallCow node alone', () => {
		const measurement = measured({ doubles: 2, rateLimited: 4, executionSeconds: 600 });
		const variants = [{ name: 'HTTP Request node', measurement }];

		expect(missedBy(oneProcess, { conditions, variants })).toEqual([]);
	});

	it('lets processes that do not know of each other meet the limit', () => {
		expect(missed({ rateLimited: 4 }, { mayMeetTheLimit: true })).toEqual([]);
	});
});

describe('faults', () => {
	it('are what went wrong, not what took long', () => {
		const slow = measured({ executionSeconds: 600, rateLimited: 4 });
		expect(faults(slow, conditions)).toEqual([]);
		expect(faults({ ...slow, doubles: 2 }, conditions)).toEqual([
			'2 calls were placed a second time.',
		]);
	});
});
