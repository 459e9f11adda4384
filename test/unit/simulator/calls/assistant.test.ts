import { nextTurn, sentencesOf } from '../../../../simulator/calls/assistant';
import type { Turn } from '../../../../simulator/records';

/** What the assistant says when the person answers everything with "Yes." */
function spokenBy(prompt: string | null): string[] {
	const turns: Turn[] = [];
	for (;;) {
		const turn = nextTurn(prompt, turns);
		if (!turn) return turns.filter(({ role }) => role === 'assistant').map((each) => each.content);
		turns.push(turn, { role: 'user', content: 'Yes.' });
	}
}

describe('nextTurn', () => {
	it('says at the start that it is an AI, works through the prompt, and says goodbye', () => {
		expect(spokenBy('Confirm Friday at 3pm. Ask about parking.')).toEqual([
			'Hello, this is an AI assistant (simulated). My briefing says: “Confirm Friday at 3pm.”',
			'My briefing says: “Ask about parking.”',
			'Thank you, that was everything. Goodbye.',
		]);
	});

	it.each(['', '   ', null, 'Confirm Friday at 3pm'])(
		'ends after one answer for the prompt %j',
		(text) => {
			expect(spokenBy(text)).toHaveLength(2);
		},
	);

	it('says nothing more after goodbye', () => {
		const turns = spokenBy('Ask.').map((content): Turn => ({ role: 'assistant', content }));
		expect(nextTurn('Ask.', turns)).toBeUndefined();
	});
});

describe('sentencesOf', () => {
	it.each([
		['One. Two? Three!', ['One.', 'Two?', 'Three!']],
		["Ask at Dr. Smith's office. Then go.", ["Ask at Dr. Smith's office.", 'Then go.']],
		['First line\n\nsecond line', ['First line', 'second line']],
		['No end', ['No end']],
		['', []],
	])('divides %j', (text, sentences) => {
		expect(sentencesOf(text)).toEqual(sentences);
	});
});
