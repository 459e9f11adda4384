import { missedBy, type Bench } from '../measuring/bench';
import { describeMachine } from './machine';
import type { Result } from './results';

/** Whether the goal was missed, then when and where it was measured: what stands below a table. */
export const verdict = <Outcome>(bench: Bench<Outcome>, result: Result<Outcome>): string =>
	missedGoal(bench, result.outcome) + whenAndWhere(result);

/** A paragraph of its own; empty when the goal was met. */
export function missedGoal<Outcome>(bench: Bench<Outcome>, outcome: Outcome): string {
	const missed = missedBy(bench, outcome);
	return missed.length === 0 ? '' : `The goal was missed. ${missed.join(' ')}\n\n`;
}

export const whenAndWhere = ({ measuredOn, machine }: Result<unknown>): string =>
	`Measured on ${measuredOn}: ${describeMachine(machine)}.`;
