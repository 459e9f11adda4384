import type { CallbackPayload } from '../../../nodes/CallCow/domain/callback';
import { contentOf, saysMore, together } from '../../../nodes/CallCow/domain/deliveryContent';
import type { Outcome } from '../../../nodes/CallCow/domain/outcome';

type Delivery = readonly [CallbackPayload, Outcome];

const turns = (count: number) =>
	Array.from({ length: count }, () => ({ role: 'user', content: 'Yes' }));

const saysMoreThan = (first: Delivery, second: Delivery) =>
	saysMore(contentOf(...second), contentOf(...first));

describe('saysMore', () => {
	it.each<[string, Delivery, Delivery]>([
		[
			'a summary',
			[{ call_summary: null }, 'answered'],
			[{ call_summary: 'She will come.' }, 'answered'],
		],
		[
			'a summary in place of blanks',
			[{ call_summary: ' ' }, 'answered'],
			[{ call_summary: 'Yes' }, 'answered'],
		],
		['an outcome', [{}, 'unknown'], [{}, 'answered']],
		['another outcome', [{}, 'no_answer'], [{}, 'answered']],
		['the conversation', [{ messages: [] }, 'answered'], [{ messages: turns(2) }, 'answered']],
		['its end', [{ messages: turns(2) }, 'answered'], [{ messages: turns(3) }, 'answered']],
		[
			'form fills',
			[{ form_fills: [] }, 'answered'],
			[{ form_fills: [{ day: '' }, 'x'] }, 'answered'],
		],
		[
			'answers in form fills',
			[{ form_fills: [{ field: 'day', value: null }] }, 'answered'],
			[{ form_fills: [{ field: 'day', value: 'Friday' }] }, 'answered'],
		],
		['a context', [{ context: '{}' }, 'answered'], [{ context: '{"mood":"good"}' }, 'answered']],
	])('sees %s that was not there before', (_, first, second) => {
		expect(saysMoreThan(first, second)).toBe(true);
	});

	it.each<[string, Delivery, Delivery]>([
		[
			'the same again',
			[{ call_summary: 'Yes', messages: turns(2) }, 'answered'],
			[{ call_summary: 'Yes', messages: turns(2) }, 'answered'],
		],
		['less', [{ call_summary: 'Yes', messages: turns(2) }, 'answered'], [{}, 'unknown']],
		[
			'another wording',
			[{ call_summary: 'Yes' }, 'answered'],
			[{ call_summary: 'No' }, 'answered'],
		],
		['fields that nobody knows', [{}, 'answered'], [{ attempt: 2 }, 'answered']],
	])('sees nothing in %s', (_, first, second) => {
		expect(saysMoreThan(first, second)).toBe(false);
	});

	it('compares with all that was said before', () => {
		const summary = contentOf({ call_summary: 'Yes' }, 'unknown');
		const talk = contentOf({ messages: turns(2) }, 'answered');
		const both = contentOf({ call_summary: 'Yes', messages: turns(2) }, 'answered');
		expect(saysMore(both, summary)).toBe(true);
		expect(saysMore(both, together(summary, talk))).toBe(false);
	});
});

describe('contentOf', () => {
	it('takes what is nested deeply, and what is huge', () => {
		const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;
		const huge = Array.from({ length: 100_000 }, (_, index) => index);
		expect(contentOf({ messages: deep, form_fills: huge }, 'answered').amounts).toEqual([
			0, 1, 10_000, 0,
		]);
	});
});
