/** How many calls are placed at a time, how long each answer takes, and how often that is measured. */
export interface Conditions {
	readonly items: number;
	readonly answerMs: number;
	readonly rounds: number;
}

/** CallCow's answer comes at once, or after so many milliseconds. */
const ANSWERS_MS = [0, 50];

export const withEachAnswer = <Size extends Omit<Conditions, 'answerMs'>>(...sizes: Size[]) =>
	sizes.flatMap((size) => ANSWERS_MS.map((answerMs) => ({ ...size, answerMs })));

/** Like `100 items, answer after 50 ms`. */
export function labelOf({ items, answerMs }: Conditions): string {
	const answer = answerMs === 0 ? 'immediate answer' : `answer after ${answerMs} ms`;
	return `${items.toLocaleString('en')} ${items === 1 ? 'item' : 'items'}, ${answer}`;
}
