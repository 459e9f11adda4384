import type { OperationResult } from '../../../nodes/CallCow/actions/operation';
import { canceledStory, storyOf, waitSentences } from '../../../nodes/CallCow/actions/story';
import { Waits } from '../../../nodes/CallCow/transport/waits';

const done: OperationResult = { kind: 'done', json: {} };
const skipped: OperationResult = { kind: 'skipped', json: {} };
const notTried: OperationResult = { kind: 'notTried' };
const failed = (placed: 'no' | 'unknown'): OperationResult => ({
	kind: 'failed',
	failure: { message: 'm', description: 'd', placed },
});

const resultsOf = (...results: Array<OperationResult | undefined>) =>
	new Map(
		results.flatMap((result, index) => (result === undefined ? [] : [[index, result] as const])),
	);

describe('storyOf', () => {
	it('names the item and counts what was placed', () => {
		expect(storyOf(resultsOf(failed('no')), 0, '+1415***2671', 1)).toBe(
			'This was item 0 (+1415***2671). Placed in this run: 0 of 1.',
		);
	});

	it('gives the items as ranges', () => {
		const results = resultsOf(done, done, done, failed('no'), done, done, notTried, notTried);
		expect(storyOf(results, 3, 'x', 8)).toBe(
			'This was item 3 (x). Placed in this run: 5 of 8 (items 0–2, 4–5). Not attempted: 2 (items 6–7).',
		);
	});

	it('tells of one item in the singular', () => {
		expect(storyOf(resultsOf(done, failed('no'), notTried), 1, 'x', 3)).toBe(
			'This was item 1 (x). Placed in this run: 1 of 3 (item 0). Not attempted: 1 (item 2).',
		);
	});

	it('tells what else is in doubt and what was skipped', () => {
		const results = resultsOf(failed('unknown'), failed('unknown'), skipped, done, failed('no'));
		expect(storyOf(results, 0, 'x', 5)).toBe(
			'This was item 0 (x). Placed in this run: 1 of 5 (item 3). Also unconfirmed: 1 (item 1). Skipped: 1 (item 2).',
		);
	});

	it('shows five ranges at most', () => {
		const results = resultsOf(
			...Array.from({ length: 14 }, (_, index) => (index % 2 === 0 ? done : failed('no'))),
		);
		expect(storyOf(results, 1, 'x', 14)).toContain(
			'Placed in this run: 7 of 14 (items 0, 2, 4, 6, 8, …).',
		);
	});

	it('puts ranges in order, in whatever order the results stand', () => {
		const results = new Map([
			[4, done],
			[3, done],
			[1, failed('no')],
			[0, done],
		]);
		expect(storyOf(results, 1, 'x', 5)).toContain('3 of 5 (items 0, 3–4).');
	});
});

describe('canceledStory', () => {
	it('tells what was placed, what may have been, what was skipped and what was not tried', () => {
		const progress = new Map(
			(
				['placed', 'placed', 'skipped', 'failed', 'inDoubt', 'inDoubt', 'notTried'] as const
			).entries(),
		);
		expect(canceledStory(progress, 7)).toBe(
			'Placed in this run: 2 of 7 (items 0–1). Unconfirmed: 2 (items 4–5). Skipped: 1 (item 2). Not attempted: 1 (item 6).',
		);
	});
});

describe('waitSentences', () => {
	it('says nothing of a run that did not wait', () => {
		expect(waitSentences(new Waits(), 60)).toEqual([]);
	});

	it.each([
		[0, 'by another run'],
		[1, 'once'],
		[7, '7 times'],
	])('tells of a limit that was met %i times', (rateLimits, times) => {
		const waits = new Waits();
		waits.rateLimits = rateLimits;
		waits.note('rateLimit', 0, 42_000);
		expect(waitSentences(waits, 60)).toEqual([
			`CallCow's rate limit was reached ${times}, so the calls waited 42 s.`,
		]);
	});

	it('does not tell of waits for the pace that nobody notices', () => {
		const waits = new Waits();
		waits.note('pace', 0, 4_400);
		expect(waitSentences(waits, 1_000)).toEqual([]);
	});

	it('tells how long the pace has held the calls, and where it is set', () => {
		const waits = new Waits();
		waits.note('pace', 0, 61_000);
		expect(waitSentences(waits, 30)).toEqual([
			"The calls waited 61 s to stay within 30 requests per minute ('Requests per Minute' in the credential).",
		]);
	});
});
