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
	/** In a sentence each, what a node did wrong: a call placed twice, a result lost. Empty when all is well. */
	faults(outcome: Outcome): string[];
	/** In a sentence each, where the outcome falls short of its goal, faults included; empty when it is met. */
	shortcomings(outcome: Outcome): string[];
}
