import type { DataTableRow } from '../../../local-n8n/data-tables';
import { countCalls } from '../../measuring/call-count';
import type { Tick } from './tick';

/** What must not happen in a campaign, counted. */
export interface Account {
	/** Rows whose number was not called. */
	readonly notCalled: number;
	/** Calls beyond the first to one number. */
	readonly doubles: number;
	/** Rows that were called and have not their end. */
	readonly withoutEnd: number;
	/** How the ticks ended, each way once. */
	readonly endings: readonly string[];
	/** Executions of the workflow that did not end well, results included. */
	readonly failedExecutions: number;
}

/**
 * @param phones whose rows the ticks had to take, in E.164
 * @param rows of the table, after all results
 */
export function accountOf(
	phones: readonly string[],
	ticks: readonly Tick[],
	rows: readonly DataTableRow[],
	failedExecutions: number,
): Account {
	const called = ticks.flatMap((tick) => tick.called);
	const { notPlaced, doubles } = countCalls(phones, called);
	const ended = new Set(
		rows.filter(({ status }) => status === 'answered').map(({ phone }) => phone),
	);
	return {
		notCalled: notPlaced,
		doubles,
		withoutEnd: [...new Set(called)].filter((phone) => !ended.has(phone)).length,
		endings: [...new Set(ticks.map(({ ending }) => ending))],
		failedExecutions,
	};
}
