import type { Waits } from '../transport/waits';
import type { OperationResult } from './operation';

/** How far one item got. */
export type Progress = 'placed' | 'inDoubt' | 'skipped' | 'failed' | 'notTried';

export function progressOf(result: OperationResult): Progress {
	switch (result.kind) {
		case 'done':
			return 'placed';
		case 'failed':
			return result.failure.placed === 'unknown' ? 'inDoubt' : 'failed';
		case 'skipped':
		case 'notTried':
			return result.kind;
	}
}

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
	const others = [...results]
		.filter(([index]) => index !== itemIndex)
		.map(([index, result]) => [index, progressOf(result)] as const);
	return [
		`This was item ${itemIndex} (${label}).`,
		...progressSentences(others, items, 'Also unconfirmed'),
	].join(' ');
}

/** The same of a list that was stopped from outside, by somebody or by the workflow's timeout. */
export function canceledStory(progress: ReadonlyMap<number, Progress>, items: number): string {
	return progressSentences([...progress], items, 'Unconfirmed').join(' ');
}

function progressSentences(
	progress: ReadonlyArray<readonly [number, Progress]>,
	items: number,
	unconfirmed: 'Unconfirmed' | 'Also unconfirmed',
): string[] {
	const indexesOf = (wanted: Progress) =>
		progress.filter(([, one]) => one === wanted).map(([index]) => index);
	const counted = (what: string, indexes: readonly number[]) =>
		indexes.length === 0 ? '' : `${what}: ${indexes.length}${itemRanges(indexes)}.`;
	const placed = indexesOf('placed');
	return [
		`Placed in this run: ${placed.length} of ${items}${itemRanges(placed)}.`,
		counted(unconfirmed, indexesOf('inDoubt')),
		counted('Skipped', indexesOf('skipped')),
		counted('Not attempted', indexesOf('notTried')),
	].filter(Boolean);
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
			: `CallCow's rate limit was reached ${times(waits.rateLimits)}, so the calls waited ${rateLimitSeconds} s.`,
		paceSeconds < WORTH_TELLING_SECONDS
			? ''
			: `The calls waited ${paceSeconds} s to stay within ${requestsPerMinute} requests per minute ('Requests per Minute' in the credential).`,
	].filter(Boolean);
}

/** A run can wait for a limit that another one has met. */
function times(count: number): string {
	if (count === 0) return 'by another run';
	return count === 1 ? 'once' : `${count} times`;
}

const MOST_RANGES = 5;

/** `[0, 1, 2, 7]` as " (items 0–2, 7)". */
export function itemRanges(indexes: readonly number[]): string {
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
