import type { IExecuteFunctions } from 'n8n-workflow';
import { countryName, type Country } from '../../../domain/countries';
import { zoneInsteadOf } from '../../../domain/countryZones';
import { maskPhoneNumber } from '../../../domain/phone/mask';
import { readPhoneNumber } from '../../../domain/phone/readPhoneNumber';
import { oncePerRun } from '../../oncePerRun';

/** A call whose hours go by the workflow's time zone, to a country in which no clock shows that time. */
export interface OtherClock {
	readonly workflowZone: string;
	readonly country: Country;
	/** The main one of the country. */
	readonly zone: string;
	readonly maskedPhone: string;
}

/** Every item of a list may be in the same country, and comparing clocks takes time. */
const zonesInsteadOfTheWorkflows = oncePerRun(() => new Map<Country, string | undefined>());

export function otherClockOf(
	context: IExecuteFunctions,
	workflowZone: string,
	e164: string,
): OtherClock | undefined {
	const reading = readPhoneNumber(e164);
	if (!reading.ok || reading.country === undefined) return undefined;
	const { country } = reading;
	const known = zonesInsteadOfTheWorkflows(context);
	if (!known.has(country)) known.set(country, zoneInsteadOf(workflowZone, country, Date.now()));
	const zone = known.get(country);
	return zone === undefined
		? undefined
		: { workflowZone, country, zone, maskedPhone: maskPhoneNumber(e164) };
}

const MOST_COUNTRIES = 3;

/** Says it once for all calls of a run; there is at least one. */
export function explainOtherClocks(others: readonly OtherClock[]): string {
	const firstOfEach = others.filter(
		({ country }, index) => others.findIndex((other) => other.country === country) === index,
	);
	const countries = firstOfEach
		.slice(0, MOST_COUNTRIES)
		.map(({ country, zone, maskedPhone }) => `${zone} in ${countryName(country)} (${maskedPhone})`);
	const more = firstOfEach.length > MOST_COUNTRIES ? ' and others' : '';
	return `'Calling Hours' uses ${others[0]!.workflowZone}, the time zone of the workflow, because 'Time Zone' is empty there. Some recipients are in another time zone: ${countries.join(', ')}${more}. Enter a 'Time Zone' under 'Calling Hours', or an expression that returns it for each item.`;
}
