import { conditionsByEffort } from '../../../../bench/measured/campaign/conditions';
import { faults, shortcomings } from '../../../../bench/measured/campaign/goal';
import {
	bytesOfRow,
	callsASecond,
	grownMost,
	measuredTicks,
	resultsASecond,
	resultsRatio,
	tickRatio,
} from '../../../../bench/measured/campaign/outcome';
import { campaignTable } from '../../../../bench/measured/campaign/table';
import { doneRows, openRows } from '../../../../bench/measured/campaign/workbench';
import { growth, inOrder, outcome, table, tick } from './measured';

describe('conditionsByEffort', () => {
	it.each(['standard', 'quick'] as const)(
		'leaves room for all rounds and one more (%s)',
		(effort) => {
			const { sizes, rounds, rowsPerTick } = conditionsByEffort[effort];

			expect(Math.min(...sizes)).toBeGreaterThan((rounds + 1) * rowsPerTick);
		},
	);
});

describe('doneRows', () => {
	it('copies what the campaign has left, without what n8n gives each row itself', () => {
		const left = {
			id: 7,
			createdAt: '2026-01-15T12:00:00.000Z',
			updatedAt: '2026-01-15T12:01:00.000Z',
			name: 'Sarah',
			phone: '+14155550000',
			status: 'answered',
			transcript: 'Assistant: Hello',
		};

		expect(doneRows(left, 3, 5)).toEqual([
			{ name: 'Sarah', phone: '+14155550003', status: 'answered', transcript: 'Assistant: Hello' },
			{ name: 'Sarah', phone: '+14155550004', status: 'answered', transcript: 'Assistant: Hello' },
		]);
	});

	it('goes on where open rows end', () => {
		const phones = [...openRows(0, 2), ...openRows(2, 4)].map(({ phone }) => phone);

		expect(new Set(phones).size).toBe(4);
	});
});

describe('measuredTicks', () => {
	it('keeps each tick at its place, also for a node that did not run in all of them', () => {
		const ticks = measuredTicks([
			tick({ nodeMs: { Summary: 10 }, called: [] }),
			tick({ nodeMs: { Summary: 12, Call: 500 } }),
		]);

		expect(ticks.nodeMs).toEqual({ Summary: [10, 12], Call: [0, 500] });
		expect(ticks.calls).toEqual([0, 2]);
	});
});

describe('speeds', () => {
	it('divide all calls by the time of all ticks, and of all results', () => {
		const ticks = measuredTicks([tick(), tick(), tick({ called: [], resultsMs: 0 })]);

		expect(callsASecond(ticks)).toBeCloseTo(4 / 6);
		expect(resultsASecond(ticks)).toBe(2);
	});
});

describe('ratios', () => {
	it('compare within a round', () => {
		expect(tickRatio(growth())).toEqual({ median: 1.1, least: 1, most: 1.2 });
		expect(resultsRatio(growth())).toEqual({ median: 1, least: 1, most: 1 });
	});
});

describe('bytesOfRow', () => {
	it('is of the table in which nearly all are done', () => {
		expect(bytesOfRow(growth({ late: table([1], { bytes: 1_400_400 }) }))).toBe(1_400);
	});
});

describe('grownMost', () => {
	it('puts first what grew most, not what takes most, also where it is new', () => {
		const early = table([1]);
		const late = table([1], {
			ticks: measuredTicks([
				tick({ nodeMs: { Call: 600, 'Mark Calling': 900, 'Answered Today': 200 } }),
			]),
		});

		expect(grownMost(growth({ early, late }), 2)).toEqual([
			{ name: 'Mark Calling', earlyMs: 400, lateMs: 900 },
			{ name: 'Answered Today', earlyMs: 0, lateMs: 200 },
		]);
	});
});

describe('campaignTable', () => {
	const shown = campaignTable(outcome());

	it('shows the whole campaign, without the tick that found nobody', () => {
		expect(shown).toContain('| 4 rows, 2 per tick | 2.0 (2.0–2.0) | 0.8 | 2.0 | 400 | 450 |');
	});

	it('shows early and late ticks, and what grew', () => {
		expect(shown).toContain(
			'| 1,000 rows | 1.0 (1.0–1.0) | 1.1 (1.0–1.2) | 1.10 (1.00–1.20) | 1.00 (1.00–1.00) | 200 | 200 | 400 | 400 | 1000 |',
		);
		expect(shown).toContain('| 1,000 rows: Call | 500 | 500 |');
	});
});

describe('shortcomings', () => {
	it('finds none when the goal is met', () => {
		expect(shortcomings(outcome())).toEqual([]);
	});

	it('names the table whose late ticks are slow, and is no fault', () => {
		const slow = outcome({ growth: [growth({ late: table([1_300, 1_251, 1_200]) })] });

		expect(shortcomings(slow)).toEqual([
			'1,000 rows: A late tick took 1.251 times as long as an early tick; the goal is at most 1.25.',
		]);
		expect(faults(slow)).toEqual([]);
	});
});

describe('faults', () => {
	it('names everything that must not happen, and where', () => {
		const { whole } = outcome();
		const wrong = outcome({
			whole: { ...whole, account: { ...inOrder, notCalled: 2, failedExecutions: 1 } },
			growth: [
				growth({
					early: table([1], { account: { ...inOrder, doubles: 1 } }),
					late: table([1], {
						account: { ...inOrder, withoutEnd: 4, endings: ['success', 'error'] },
					}),
				}),
			],
		});

		expect(faults(wrong)).toEqual([
			'The whole campaign: 2 rows were not called.',
			'The whole campaign: 1 executions did not succeed.',
			'1,000 rows, early: 1 calls were placed a second time.',
			'1,000 rows, late: 4 rows were called but have no outcome.',
			'1,000 rows, late: A tick ended with "error".',
		]);
	});
});
