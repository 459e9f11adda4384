import type { Waits } from '../transport/waits';
import type { OperationResult } from './operation';

/**
 * How far a list got, as the user has to know before running it again: which items were placed, which
 * may have been, and which were not tried.
 *
 * @param results by item index; what is missing was refused before anything was sent
 */
export function storyOf(
	results: ReadonlyMap<number, OperationResult>,
	itemIndex: number,
	label: string,
	items: number,
): string {
	const indexesOf = (fits: (result: OperationResult) => boolean) =>
		[...results].filter(([, result]) => fits(result)).map(([index]) => index);
	const placed = indexesOf(({ kind }) => kind === 'done');
	const inDoubt = indexesOf(
		(result) => result.kind === 'failed' && result.failure.placed === 'unknown',
	).filter((index) => index !== itemIndex);
	const skipped = indexesOf(({ kind }) => kind === 'skipped');
	const notTried = indexesOf(({ kind }) => kind === 'notTried');
	return [
		`This was item ${itemIndex} (${label}).`,
		`Placed in this run: ${placed.length} of ${items}${ranges(placed)}.`,
		inDoubt.length === 0 ? '' : `In doubt too: ${inDoubt.length}${ranges(inDoubt)}.`,
		skipped.length === 0 ? '' : `Skipped: ${skipped.length}${ranges(skipped)}.`,
		notTried.length === 0 ? '' : `Not tried: ${notTried.length}${ranges(notTried)}.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** Shorter waits for the pace are noise. */
const WORTH_TELLING_SECONDS = 5;

/** What a run has waited for, a sentence each; nothing when it went without waiting. */
export function waitSentences(waits: Waits, requestsPerMinute: number): string[] {
	const rateLimitSeconds = waits.seconds('rateLimit');
	const paceSeconds = waits.seconds('pace');
	return [
		waits.rateLimits === 0 && rateLimitSeconds === 0
			? ''
			: `CallCow's rate limit was met ${times(waits.rateLimits)}, and the calls waited ${rateLimitSeconds} s for it.`,
		paceSeconds < WORTH_TELLING_SECONDS
			? ''
			: `The calls waited ${paceSeconds} s to keep to ${requestsPerMinute} requests a minute (Requests per Minute in the credential).`,
	].filter(Boolean);
}

/** A run can wait for a limit that another one has met. */
function times(count: number): string {
	if (count === 0) return 'by another run';
	return count === 1 ? 'once' : `${count} times`;
}

const MOST_RANGES = 5;

/** `[0, 1, 2, 7]` as " (items 0–2, 7)". */
function ranges(indexes: readonly number[]): string {
	if (indexes.length === 0) return '';
	const found: Array<[number, number]> = [];
	for (const index of [...indexes].sort((a, b) => a - b)) {
		const last = found.at(-1);
		if (last !== undefined && last[1] === index - 1) last[1] = index;
		else found.push([index, index]);
	}
	const shown = found
		.slice(0, MOST_RANGES)
		.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
	const more = found.length > MOST_RANGES ? ', …' : '';
	return ` (item${indexes.length === 1 ? '' : 's'} ${shown.join(', ')}${more})`;
}
