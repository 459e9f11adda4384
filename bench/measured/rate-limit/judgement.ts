import type { Bench } from '../../measuring/bench';
import { faults, shortcomings, type Goal } from './goal';
import type { ListOutcome } from './outcome';
import { callCowNode } from './variants';

/** How a bench judges the ways that are the CallCow node's; what others do has no goal here. */
export function judgedBy(
	goal: Goal,
): Required<Pick<Bench<ListOutcome>, 'faults' | 'shortcomings'>> {
	const ofCallCow = ({ variants }: ListOutcome) =>
		variants
			.filter(({ name }) => name.startsWith(callCowNode.name))
			.map(({ measurement }) => measurement);
	return {
		faults: (outcome) =>
			ofCallCow(outcome).flatMap((measurement) => faults(measurement, outcome.conditions)),
		shortcomings: (outcome) =>
			ofCallCow(outcome).flatMap((measurement) =>
				shortcomings(measurement, outcome.conditions, goal),
			),
	};
}
