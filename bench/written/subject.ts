import type { Bench } from '../measuring/bench';
import { readResult, resultsFolder, type Result } from './results';
import type { Section } from './section';

/** A part of the page, and the benches whose results it shows. */
export interface Subject {
	readonly benches: ReadonlyArray<Bench<unknown>>;
	/** From the last results; nothing while nothing was measured. */
	readSection(folder?: string): Promise<Section | undefined>;
}

export const ofOne = <Outcome>(
	bench: Bench<Outcome>,
	section: (result: Result<Outcome>) => Section,
): Subject => ({
	benches: [bench],
	async readSection(folder = resultsFolder) {
		const result = await readResult(bench, folder);
		return result === undefined ? undefined : section(result);
	},
});

/** @param section is given at least one of the results */
export const ofTwo = <Outcome>(
	first: Bench<Outcome>,
	second: Bench<Outcome>,
	section: (first: Result<Outcome> | undefined, second: Result<Outcome> | undefined) => Section,
): Subject => ({
	benches: [first, second],
	async readSection(folder = resultsFolder) {
		const results = [await readResult(first, folder), await readResult(second, folder)] as const;
		return results.every((result) => result === undefined) ? undefined : section(...results);
	},
});
