import { IANAZone } from 'luxon';
import type { Country } from './countries';

/**
 * Where most people of a country live, if it has several clocks or if the JavaScript engine lists its
 * zone under a name that the city no longer has.
 */
const MAIN_ZONES: Readonly<Partial<Record<Country, string>>> = {
	AR: 'America/Argentina/Buenos_Aires',
	AU: 'Australia/Sydney',
	BR: 'America/Sao_Paulo',
	CA: 'America/Toronto',
	CD: 'Africa/Kinshasa',
	CL: 'America/Santiago',
	CN: 'Asia/Shanghai',
	EC: 'America/Guayaquil',
	ER: 'Africa/Asmara',
	ES: 'Europe/Madrid',
	FM: 'Pacific/Pohnpei',
	FO: 'Atlantic/Faroe',
	GL: 'America/Nuuk',
	ID: 'Asia/Jakarta',
	IN: 'Asia/Kolkata',
	KI: 'Pacific/Tarawa',
	MM: 'Asia/Yangon',
	MN: 'Asia/Ulaanbaatar',
	MX: 'America/Mexico_City',
	NP: 'Asia/Kathmandu',
	NZ: 'Pacific/Auckland',
	PF: 'Pacific/Tahiti',
	PG: 'Pacific/Port_Moresby',
	PT: 'Europe/Lisbon',
	RU: 'Europe/Moscow',
	UA: 'Europe/Kyiv',
	US: 'America/New_York',
	VN: 'Asia/Ho_Chi_Minh',
	// They have numbers of their own, and no entry in the time zone database.
	AC: 'Atlantic/St_Helena',
	TA: 'Atlantic/St_Helena',
	XK: 'Europe/Belgrade',
};

/** How JavaScript engines tell the time zones of a country: first as a property, then as a method. */
interface RegionalLocale {
	readonly timeZones?: string[];
	getTimeZones?(): string[] | undefined;
}

/** The time zones that a country has, by IANA name, the main one first. Empty when none are known. */
export function zonesOfCountry(country: Country): string[] {
	const locale = new Intl.Locale(`und-${country}`) as RegionalLocale;
	const known = locale.getTimeZones?.() ?? locale.timeZones ?? [];
	const main = MAIN_ZONES[country];
	return main === undefined ? [...known] : [main, ...known.filter((zone) => zone !== main)];
}

/**
 * The main zone of a country in which no clock shows the time of another zone all year; undefined when
 * one does, or when the country's zones are not known.
 */
export function zoneInsteadOf(
	timeZone: string,
	country: Country,
	nowMs: number,
): string | undefined {
	const zones = zonesOfCountry(country);
	return zones.some((zone) => haveSameClock(zone, timeZone, nowMs)) ? undefined : zones[0];
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const WEEKS_OF_A_YEAR = 53;

/** Daylight saving time may begin some weeks later than elsewhere: so every week of the year is compared. */
function haveSameClock(one: string, other: string, nowMs: number): boolean {
	const [first, second] = [IANAZone.create(one), IANAZone.create(other)];
	for (let week = 0; week < WEEKS_OF_A_YEAR; week++) {
		const timeMs = nowMs + week * WEEK_MS;
		if (first.offset(timeMs) !== second.offset(timeMs)) return false;
	}
	return true;
}
