import type { MeasuredWay } from '../../../../bench/measured/trigger/measured-way';
import {
	outcomeTable,
	profileTable,
	shortcomings,
	type TriggerOutcome,
} from '../../../../bench/measured/trigger/trigger-outcome';
import { PARTS, type Part } from '../../../../bench/measured/trigger/profile';
import { triggerSection } from '../../../../bench/measured/trigger/trigger-section';
import { resultOf } from '../result-of';
import { serverTable } from '../../../../bench/measured/trigger/server-outcome';
import { serverSection } from '../../../../bench/measured/trigger/server-section';

const way = (name: string, requestsPerSecond: number[]): MeasuredWay => ({
	name,
	requestsPerSecond,
	processorMs: [40, 44],
	medianMs: [50, 70],
	p99Ms: [100, 120],
});

const profile = (name: string) => ({
	name,
	mainThread: Object.fromEntries(PARTS.map((part) => [part, 2])) as Record<Part, number>,
	allThreads: 30.25,
});

/** Throughput of the trigger in two rounds, in which the bare trigger came to 10 and 20. */
const outcomeOf = (callCow: number[]): TriggerOutcome => ({
	loads: [
		{
			connections: 10,
			requests: 200,
			ways: [way('CallCow Trigger', callCow), way('bare', [10, 20]), way('Webhook', [20, 40])],
		},
	],
	profiles: [profile('CallCow Trigger'), profile('bare')],
});

describe('the outcome of the trigger', () => {
	it('compares round by round with both others', () => {
		const [, , callCow, bare] = outcomeTable(outcomeOf([9.8, 20])).split('\n');
		expect(callCow).toBe(
			'| 10 connections: CallCow Trigger | 14.9 (9.8–20.0) | 0.99 (0.98–1.00) | 0.49 (0.49–0.50) | 60 ms | 110 (100–120) ms | 42 (40–44) ms |',
		);
		expect(bare).toContain('| 15.0 (10.0–20.0) |  | 0.50 (0.50–0.50) |');
	});

	it('meets the goal at 0.97 of the bare trigger, not below', () => {
		expect(shortcomings(outcomeOf([9.7, 19.4]))).toEqual([]);
		expect(shortcomings(outcomeOf([9.6, 19.2]))).toEqual([
			'With 10 connections, it reached 0.960 times the throughput of the bare trigger; the goal is at least 0.97.',
		]);
	});

	it('adds up the parts of the profile', () => {
		const table = profileTable(outcomeOf([10, 20]));
		expect(table).toContain('| expression engine | 2.0 | 2.0 |');
		expect(table).toContain(
			`| main thread | ${(2 * PARTS.length).toFixed(1)} | ${(2 * PARTS.length).toFixed(1)} |`,
		);
		expect(table).toContain('| all threads | 30.3 | 30.3 |');
	});
});

describe('the section of the trigger', () => {
	it('shows the tables, when and where, and draws the ratios', () => {
		const outcome = outcomeOf([10, 20]);
		const { markdown, pictures } = triggerSection(resultOf(outcome));
		expect(markdown).toContain(outcomeTable(outcome));
		expect(markdown).toContain(profileTable(outcome));
		expect(markdown).toContain('Measured on 2026-01-15: 2 cores (A processor)');
		expect(markdown).not.toContain('The goal was missed');
		expect(pictures.map(({ file }) => file)).toEqual(['bench-trigger.svg']);
		expect(markdown).toContain('(images/bench-trigger.svg)');
	});

	it('says when the goal was missed', () => {
		expect(triggerSection(resultOf(outcomeOf([5, 10]))).markdown).toContain(
			'The goal was missed. With 10 connections, it reached 0.500',
		);
	});
});

describe('the section of settings and processes', () => {
	const outcome = {
		loads: [
			{ connections: 1, requests: 10, ways: [way('as it comes', [10, 20]), way('lazy', [15, 40])] },
		],
	};

	it('compares each with the first', () => {
		const [, , first, second] = serverTable(outcome).split('\n');
		expect(first).toContain('| 1 connection: as it comes | 15.0 (10.0–20.0) |  |');
		expect(second).toContain('| 1 connection: lazy | 27.5 (15.0–40.0) | 1.75 (1.50–2.00) |');
	});

	it('shows what was measured, and nothing else', () => {
		const { markdown } = serverSection(resultOf(outcome), undefined);
		expect(markdown).toContain(serverTable(outcome));
		expect(markdown).not.toContain('One webhook process or two');
		expect(serverSection(undefined, resultOf(outcome)).markdown).toContain(
			'One webhook process or two',
		);
	});
});
