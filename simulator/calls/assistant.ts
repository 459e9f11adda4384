import type { Turn } from '../records';

const opening = 'Hello, this is an AI assistant (simulated).';
const goodbye = 'Thank you, that was everything. Goodbye.';

/**
 * What the simulated assistant says next: first that it is an AI, then the prompt, one sentence for
 * each thing that the person says, then goodbye. `undefined` when it has nothing more to say.
 *
 * It understands nothing: it stands for CallCow's assistant just so far that a conversation of two
 * sides comes back with the result.
 *
 * @param prompt nothing for a call without one, which goes straight from hello to goodbye
 */
export function nextTurn(
	prompt: string | null | undefined,
	turns: readonly Turn[],
): Turn | undefined {
	const sentences = sentencesOf(prompt ?? '');
	const spoken = turns.filter(({ role }) => role === 'assistant').length;
	if (spoken === 0) return says([opening, ...quoted(sentences[0])].join(' '));
	const sentence = sentences[spoken];
	if (sentence !== undefined) return says(quoted(sentence).join(' '));
	// A prompt of no or one sentence is used up by the opening.
	return spoken === Math.max(1, sentences.length) ? says(goodbye) : undefined;
}

/** The sentences of a text, without the breaks after titles such as "Dr." that only look like ends. */
export function sentencesOf(text: string): string[] {
	const sentences: string[] = [];
	for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)) {
		const last = sentences.at(-1);
		if (last !== undefined && /\b(Dr|Mr|Mrs|Ms|Prof|St|No)\.$/.test(last)) {
			sentences[sentences.length - 1] = `${last} ${segment.trim()}`;
		} else if (segment.trim() !== '') {
			sentences.push(segment.replace(/\s+/g, ' ').trim());
		}
	}
	return sentences;
}

function quoted(sentence: string | undefined): string[] {
	return sentence === undefined ? [] : [`My briefing says: “${sentence}”`];
}

function says(content: string): Turn {
	return { role: 'assistant', content };
}
