import type { Stage } from './stage';

/** `quick` tries the bench itself: what it comes to is shown and not kept. */
export type Effort = 'standard' | 'quick';

/** One measurement that can be taken by itself. What it comes to is kept as JSON. */
export interface Bench<Outcome> {
	/** As on the command line; the outcome is kept in `results/<name>.json`. */
	readonly name: string;
	measure(stage: Stage, effort: Effort): Promise<Outcome>;
	/** What the outcome shows, as a Markdown table. */
	table(outcome: Outcome): string;
	/**
	 * In a sentence each, what a node did wrong, however long it took: a call placed twice, a result lost.
	 * A bench that ends when anything goes wrong has none.
	 */
	faults?(outcome: Outcome): string[];
	/** In a sentence each, where the outcome falls short of its goal; a bench without a goal has none. */
	shortcomings?(outcome: Outcome): string[];
}

export const faultsOf = <Outcome>(bench: Bench<Outcome>, outcome: Outcome): string[] =>
	bench.faults?.(outcome) ?? [];

/** Empty when the goal is met, which nothing does that goes wrong. */
export const missedBy = <Outcome>(bench: Bench<Outcome>, outcome: Outcome): string[] => [
	...faultsOf(bench, outcome),
	...(bench.shortcomings?.(outcome) ?? []),
];
