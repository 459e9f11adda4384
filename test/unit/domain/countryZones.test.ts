import { COUNTRY_OPTIONS } from '../../../nodes/CallCow/domain/countries';
import { zoneInsteadOf, zonesOfCountry } from '../../../nodes/CallCow/domain/countryZones';
import { isTimeZone } from '../../../nodes/CallCow/domain/timeZone';

const MARCH = Date.parse('2026-03-30T12:00:00Z');

describe('zonesOfCountry', () => {
	it.each(COUNTRY_OPTIONS.map(({ name, value }) => [name, value]))(
		'knows the zones of %s',
		(_, country) => {
			const zones = zonesOfCountry(country);
			expect(zones.length).toBeGreaterThan(0);
			expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
			expect(new Set(zones).size).toBe(zones.length);
		},
	);

	it('has where most people live in front', () => {
		expect(
			(['US', 'AU', 'BR', 'ES', 'PT', 'DE', 'IN'] as const).map(
				(country) => zonesOfCountry(country)[0],
			),
		).toEqual([
			'America/New_York',
			'Australia/Sydney',
			'America/Sao_Paulo',
			'Europe/Madrid',
			'Europe/Lisbon',
			'Europe/Berlin',
			'Asia/Kolkata',
		]);
	});
});

describe('zoneInsteadOf', () => {
	it.each([
		['America/New_York', 'DE', 'Europe/Berlin'],
		['America/New_York', 'IN', 'Asia/Kolkata'],
		['America/New_York', 'AU', 'Australia/Sydney'],
		['UTC', 'GB', 'Europe/London'],
		// The same time for half a year only.
		['America/New_York', 'JM', 'America/Jamaica'],
		['Africa/Lagos', 'DE', 'Europe/Berlin'],
	] as const)('of %s for %s is %s', (zone, country, instead) => {
		expect(zoneInsteadOf(zone, country, MARCH)).toBe(instead);
	});

	it.each([
		['America/New_York', 'US'],
		['Pacific/Honolulu', 'US'],
		['America/New_York', 'CA'],
		['Europe/Berlin', 'FR'],
		['Europe/Kiev', 'UA'],
		['Asia/Calcutta', 'IN'],
		['UTC', 'IS'],
	] as const)('of %s for %s is not needed: a clock shows the same there', (zone, country) => {
		expect(zoneInsteadOf(zone, country, MARCH)).toBeUndefined();
	});
});
