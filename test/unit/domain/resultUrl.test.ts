import fc from 'fast-check';
import {
	atPresentAddress,
	referenceOf,
	withReference,
} from '../../../nodes/CallCow/domain/resultUrl';

describe('withReference', () => {
	it('adds the reference beside what is in the address', () => {
		expect(withReference(new URL('https://n8n.example.com/x?a=1'), 'row 7/ä')).toBe(
			'https://n8n.example.com/x?a=1&reference=row+7%2F%C3%A4',
		);
	});

	it('leaves the address alone when there is none', () => {
		expect(withReference(new URL('https://n8n.example.com/x?a=1'), undefined)).toBe(
			'https://n8n.example.com/x?a=1',
		);
	});

	it('brings every reference back as it was', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (reference) => {
				const url = new URL(withReference(new URL('https://n8n.example.com/x'), reference));
				expect(referenceOf(Object.fromEntries(url.searchParams))).toBe(reference);
			}),
		);
	});
});

describe('referenceOf', () => {
	it.each([undefined, {}, { reference: ['a', 'b'] }])('finds none in %j', (query) => {
		expect(referenceOf(query)).toBeUndefined();
	});
});

describe('atPresentAddress', () => {
	it.each([
		['http://localhost:5678/webhook/a/callcow', 'https://n8n.example.com/webhook/a/callcow'],
		['https://old.example.com/webhook/a/callcow', 'https://n8n.example.com/webhook/a/callcow'],
		['nonsense', 'nonsense'],
	])('moves %s to %s', (registered, expected) => {
		expect(
			atPresentAddress(registered, 'https://n8n.example.com/webhook-waiting/7?signature=x'),
		).toBe(expected);
	});

	it('leaves the address alone when nothing is known of the present one', () => {
		expect(atPresentAddress('https://n8n.example.com/x', '')).toBe('https://n8n.example.com/x');
	});
});
