import { shapeOf } from '../../../check-callcow/shape';

const NONE = new Set<string>();

describe('shapeOf', () => {
	it.each([
		[null, 'null'],
		[true, 'boolean'],
		[7, 'number'],
		['', 'string (empty)'],
		['Anna', 'string'],
		['b8f40b44-3b7a-425b-a2ae-1327471b0410', 'string (UUID)'],
		['2026-03-30T12:00:00.000Z', 'string (time with zone)'],
		['2026-01-30T14:48:36.371886', 'string (time without zone)'],
		['+14155552671', 'string (E.164)'],
		['https://example.com/a', 'string (URL)'],
		[[], '[] (empty)'],
		[['a', 'b', 1], '[string | number]'],
		[{ error: 'Bad', n: 1 }, '{error: string, n: number}'],
	])('says what %j is made of', (value, shape) => {
		expect(shapeOf(value, NONE)).toBe(shape);
	});

	it.each(['anna@example.com', '+14155552671', 'Front desk', 'a1b2c3d4', '415-555'])(
		'does not show a key that is no name of a field: %s',
		(key) => {
			expect(shapeOf({ [key]: 1 }, NONE)).toBe('{(a key): number}');
		},
	);

	it('does not show a key that is a text of the account, or one of many things that are alike', () => {
		expect(shapeOf({ Sales: 1 }, new Set(['Sales']))).toBe('{(a key): number}');
		expect(shapeOf({ Sales: { id: 1 }, Support: { id: 2 } }, NONE)).toBe('{(a key): {id: number}}');
	});

	it('ends with what is very deep or very much', () => {
		const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown;
		const wide = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 1]));
		expect(shapeOf(deep, NONE).length).toBeLessThan(50);
		expect(shapeOf(wide, NONE).length).toBeLessThan(500);
	});
});
