import type { Measurement } from '../../../../bench/measured/resume/measurement';
import type { ResumeOutcome } from '../../../../bench/measured/resume/outcome';

/** A round of 20 callbacks in which all goes well, with the changes that a test is about. */
export const measured = (medianMs: number, change: Partial<Measurement> = {}): Measurement => ({
	latencyMs: { median: medianMs, least: medianMs - 5, most: medianMs + 10 },
	answerMs: { median: medianMs / 2, least: 1, most: medianMs },
	callbacks: 20,
	lost: 0,
	repeated: 0,
	mixedUp: 0,
	refused: 0,
	...change,
});

/** Three rounds; the Wait node takes 100 ms in each. */
export const outcomeOf = (callCow: readonly Measurement[]): ResumeOutcome => {
	const load = { waiting: 50, times: 1 };
	return {
		conditions: { rounds: 3, loads: [load] },
		loads: [{ load, callCow, wait: [measured(100), measured(100), measured(100)] }],
	};
};
