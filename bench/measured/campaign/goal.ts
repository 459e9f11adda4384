import type { Account } from './account';
import { tickRatio, type CampaignOutcome } from './outcome';

/** A late tick may take so many times the time of an early one, by the median. */
export const MOST_TIMES = 1.25;

/** In a sentence each, what went wrong, however long it took. */
export function faults({ whole, growth }: CampaignOutcome): string[] {
	return [
		...wrongIn(whole.account).map((fact) => `The whole campaign: ${fact}`),
		...growth.flatMap(({ rows, early, late }) => [
			...wrongIn(early.account).map((fact) => `${sized(rows)}, early: ${fact}`),
			...wrongIn(late.account).map((fact) => `${sized(rows)}, late: ${fact}`),
		]),
	];
}

/** In a sentence each, what falls short of the goal. */
export function shortcomings({ growth }: CampaignOutcome): string[] {
	return growth
		.map((one) => ({ rows: one.rows, median: tickRatio(one).median }))
		.filter(({ median }) => median > MOST_TIMES)
		.map(
			({ rows, median }) =>
				`${sized(rows)}: A late tick took ${median.toFixed(3)} times as long as an early tick; the goal is at most ${MOST_TIMES.toFixed(2)}.`,
		);
}

export const sized = (rows: number): string => `${rows.toLocaleString('en')} rows`;

function wrongIn({ notCalled, doubles, withoutEnd, endings, failedExecutions }: Account): string[] {
	const failed = endings.find((ending) => ending !== 'success');
	return [
		notCalled > 0 ? `${notCalled} rows were not called.` : '',
		doubles > 0 ? `${doubles} calls were placed a second time.` : '',
		withoutEnd > 0 ? `${withoutEnd} rows were called but have no outcome.` : '',
		failed === undefined ? '' : `A tick ended with "${failed}".`,
		failedExecutions > 0 ? `${failedExecutions} executions did not succeed.` : '',
	].filter(Boolean);
}
