import { getExampleNumber, getCountries } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { timeZonesOf } from '../../../../nodes/CallCow/domain/phone/timeZones';
import { isTimeZone } from '../../../../nodes/CallCow/domain/timeZone';

describe('timeZonesOf', () => {
	it.each([
		['+14155552671', ['America/Los_Angeles']],
		['+12125552671', ['America/New_York']],
		['+16045552671', ['America/Vancouver']],
		['+12085552671', ['America/Boise', 'America/Los_Angeles']],
		['+4930901820', ['Europe/Berlin']],
		['+442079460958', ['Europe/London']],
		['+61291234567', ['Australia/Sydney']],
		['+74951234567', ['Europe/Moscow']],
		['+525512345678', ['America/Mexico_City']],
		['+5511961234567', ['America/Sao_Paulo']],
		['+8613812345678', ['Asia/Shanghai']],
		['+97798412345', ['Asia/Katmandu']],
	])('knows where %s is', (number, zones) => {
		expect(timeZonesOf(number)).toEqual(zones);
	});

	it('names all zones of the country of a mobile number, which may be anywhere in it', () => {
		expect(timeZonesOf('+61412345678')).toEqual(
			expect.arrayContaining(['Australia/Sydney', 'Australia/Perth', 'Australia/Lord_Howe']),
		);
		expect(timeZonesOf('+34612345678')).toEqual(['Atlantic/Canary', 'Europe/Madrid']);
		expect(timeZonesOf('+79123456789').length).toBeGreaterThan(10);
	});

	it('names all zones of North America for a toll-free number', () => {
		expect(timeZonesOf('+18005552671')).toEqual(
			expect.arrayContaining(['America/New_York', 'Pacific/Honolulu', 'America/St_Johns']),
		);
	});

	it('names none where nobody knows', () => {
		expect(timeZonesOf('+881612345678')).toEqual([]);
		expect(timeZonesOf('not a number')).toEqual([]);
	});

	it('knows a zone for the numbers of every country, and each by its IANA name', () => {
		const without: string[] = [];
		const noZones = new Set<string>();
		for (const country of getCountries()) {
			const zones = timeZonesOf(getExampleNumber(country, examples)!.number);
			if (zones.length === 0) without.push(country);
			for (const zone of zones) if (!isTimeZone(zone)) noZones.add(zone);
		}
		expect(without).toEqual([]);
		expect([...noZones]).toEqual([]);
	});
});
