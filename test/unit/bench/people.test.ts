import { people, shares } from '../../../bench/measured/people';
import { readPhoneNumber } from '../../../nodes/CallCow/domain/phone/readPhoneNumber';

describe('people', () => {
	it('gives each a number of their own that the node takes as it is', () => {
		const phones = people(1_000).map(({ phone }) => phone);

		expect(new Set(phones).size).toBe(1_000);
		for (const phone of phones)
			expect(readPhoneNumber(phone)).toMatchObject({ ok: true, e164: phone });
	});
});

describe('people of a long list', () => {
	it('are others from each place on, beyond what one area has', () => {
		const everybody = [...people(15_000), ...people(10, 15_000)];

		expect(new Set(everybody.map(({ phone }) => phone)).size).toBe(15_010);
		expect(people(10, 15_000)).toEqual(people(15_010).slice(15_000));
	});

	it('end before a number comes again', () => {
		expect(() => people(1, 100_000)).toThrow(RangeError);
	});
});

describe('shares', () => {
	it('splits a list evenly, in order', () => {
		expect(shares([1, 2, 3, 4, 5, 6, 7, 8], 4)).toEqual([
			[1, 2],
			[3, 4],
			[5, 6],
			[7, 8],
		]);
	});

	it('leaves nobody out when it does not come out even', () => {
		const parts = shares(people(10), 4);

		expect(parts.map(({ length }) => length).sort()).toEqual([2, 2, 3, 3]);
		expect(parts.flat()).toEqual(people(10));
	});
});
