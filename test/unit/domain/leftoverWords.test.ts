import { leftoverWords } from '../../../nodes/CallCow/domain/leftoverWords';

describe('leftoverWords', () => {
	it.each([
		['Call undefined at 3 pm', '=Call {{ $json.name }} at 3 pm', ['undefined']],
		['Call null.', '={{ "Call " + $json.name }}.', ['null']],
		['It costs NaN euros', '=It costs {{ $json.price * 2 }} euros', ['NaN']],
		['On Invalid DateTime', '=On {{ $json.day.toDateTime() }}', ['Invalid DateTime']],
		['row-undefined', '=row-{{ $json.id }}', ['undefined']],
		['undefined, null and undefined', '={{ $json.a }}, {{ $json.b }} and x', ['undefined', 'null']],
		['{"name":"undefined"}', '={{ JSON.stringify($json) }}', ['undefined']],
	])('finds in %j, written as %j, %j', (text, written, words) => {
		expect(leftoverWords(text, written)).toEqual(words);
	});

	it.each([
		['Call Sarah', '=Call {{ $json.name }}'],
		['Explain null and void', 'Explain null and void'],
		['Explain null and Sarah', '=Explain null and {{ $json.name }}'],
		['Call Undefined Ltd and Mr Null', '=Call {{ $json.name }}'],
		['It is nullable, annulled and unundefined', '={{ $json.text }}'],
		['{"name":null,"list":[null, null],"more": null}', '={{ JSON.stringify($json) }}'],
		['undefined', undefined],
		['undefined', { mode: 'id' }],
	])('finds nothing in %j, written as %j', (text, written) => {
		expect(leftoverWords(text, written)).toEqual([]);
	});
});
