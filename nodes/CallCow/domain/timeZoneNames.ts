import { COUNTRY_OPTIONS, countryName } from './countries';
import { zonesOfCountry } from './countryZones';

/**
 * What people call time zones instead of their IANA names, and the zones that they mean, the likeliest
 * first: abbreviations, old names without an area, and what Windows calls them.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	// Abbreviations, those of summer beside those of winter.
	'z zulu uct universal': 'UTC',
	'gmt greenwich': 'Europe/London UTC',
	bst: 'Europe/London Asia/Dhaka',
	'gb gb-eire': 'Europe/London',
	'wet west': 'Europe/Lisbon',
	'cet cest mez mesz met mest mewt': 'Europe/Berlin Europe/Paris Europe/Madrid',
	'eet eest oez oesz': 'Europe/Athens Europe/Helsinki Europe/Kyiv',
	'msk msd': 'Europe/Moscow',
	'trt turkey': 'Europe/Istanbul',
	ist: 'Asia/Kolkata Europe/Dublin Asia/Jerusalem',
	idt: 'Asia/Jerusalem',
	'est edt et est5edt': 'America/New_York',
	'cst ct': 'America/Chicago Asia/Shanghai',
	'cdt cst6cdt': 'America/Chicago',
	'mst mt': 'America/Denver America/Phoenix',
	'mdt mst7mdt': 'America/Denver',
	pnt: 'America/Phoenix',
	pst: 'America/Los_Angeles Asia/Manila',
	'pdt pt pst8pdt': 'America/Los_Angeles',
	'akst akdt': 'America/Anchorage',
	'hst hdt hast': 'Pacific/Honolulu',
	ast: 'America/Halifax America/Puerto_Rico Asia/Riyadh',
	adt: 'America/Halifax',
	prt: 'America/Puerto_Rico',
	'nst ndt cnt': 'America/St_Johns',
	'brt brst bet': 'America/Sao_Paulo',
	'art agt': 'America/Argentina/Buenos_Aires',
	'clt clst': 'America/Santiago',
	cot: 'America/Bogota',
	pet: 'America/Lima',
	vet: 'America/Caracas',
	wat: 'Africa/Lagos',
	cat: 'Africa/Maputo',
	sast: 'Africa/Johannesburg',
	eat: 'Africa/Nairobi',
	gst: 'Asia/Dubai',
	irst: 'Asia/Tehran',
	'pkt plt': 'Asia/Karachi',
	npt: 'Asia/Kathmandu',
	bdt: 'Asia/Dhaka',
	mmt: 'Asia/Yangon',
	'ict vst': 'Asia/Bangkok Asia/Ho_Chi_Minh',
	wib: 'Asia/Jakarta',
	wita: 'Asia/Makassar',
	wit: 'Asia/Jayapura',
	'sgt sst': 'Asia/Singapore',
	myt: 'Asia/Kuala_Lumpur',
	'hkt hongkong': 'Asia/Hong_Kong',
	'pht phst': 'Asia/Manila',
	'ctt prc': 'Asia/Shanghai',
	roc: 'Asia/Taipei',
	jst: 'Asia/Tokyo',
	'kst rok': 'Asia/Seoul',
	'aest aedt aet': 'Australia/Sydney Australia/Brisbane',
	'acst acdt act': 'Australia/Adelaide Australia/Darwin',
	awst: 'Australia/Perth',
	'nzst nzdt nz': 'Pacific/Auckland',
	'w-su': 'Europe/Moscow',
	eire: 'Europe/Dublin',
	navajo: 'America/Denver',
	// What Windows and others call them, less "Standard Time".
	'eastern us_eastern': 'America/New_York',
	'central canada_central': 'America/Chicago America/Winnipeg',
	mountain: 'America/Denver',
	us_mountain: 'America/Phoenix',
	pacific: 'America/Los_Angeles',
	'alaska alaskan': 'America/Anchorage',
	'hawaii hawaiian hawaii-aleutian': 'Pacific/Honolulu',
	atlantic: 'America/Halifax',
	newfoundland: 'America/St_Johns',
	'e._south_america brasilia': 'America/Sao_Paulo',
	sa_pacific: 'America/Bogota America/Lima',
	pacific_sa: 'America/Santiago',
	sa_western: 'America/La_Paz',
	british: 'Europe/London',
	irish: 'Europe/Dublin',
	'w._europe western_europe': 'Europe/Berlin Europe/Rome Europe/Vienna',
	central_european: 'Europe/Berlin Europe/Paris Europe/Warsaw',
	central_europe: 'Europe/Budapest Europe/Prague Europe/Belgrade',
	romance: 'Europe/Paris Europe/Madrid Europe/Brussels',
	'fle e._europe eastern_european': 'Europe/Helsinki Europe/Kyiv Europe/Sofia',
	gtb: 'Europe/Athens Europe/Bucharest',
	'russian russia moscow': 'Europe/Moscow',
	'w._central_africa': 'Africa/Lagos',
	'e._africa': 'Africa/Nairobi',
	arab: 'Asia/Riyadh',
	arabian: 'Asia/Dubai',
	se_asia: 'Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh',
	aus_eastern: 'Australia/Sydney Australia/Melbourne',
	'e._australia': 'Australia/Brisbane',
	'cen._australia': 'Australia/Adelaide',
	aus_central: 'Australia/Darwin',
	'w._australia': 'Australia/Perth',
};

/** Cities that the JavaScript engine lists under a name that they no longer have. */
const RENAMED = [
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Asia/Ho_Chi_Minh',
	'Asia/Yangon',
	'Europe/Kyiv',
	'America/Nuuk',
	'America/Argentina/Buenos_Aires',
	'Africa/Asmara',
	'Atlantic/Faroe',
];

/**
 * The time zones that a name other than IANA's stands for; none when that is not known. Of a city, a
 * country or a list of names, those.
 */
export function zonesByOtherName(name: string): string[] {
	const parts = name
		.replace(/\(\s*(?:utc|gmt)[^)]*\)/i, '')
		.split(/[,/;|()&]|\bor\b|\band\b/)
		.flatMap((part) => zonesOf(part));
	return [...new Set([...zonesOf(name), ...parts])];
}

function zonesOf(part: string): string[] {
	const key = part
		.trim()
		.toLowerCase()
		.replace(/\s+/g, '_')
		.replace(/_?(?:standard|daylight|summer)?_?time(?:_zone)?$/, '');
	if (key === '') return [];
	return zonesByName().get(key) ?? [];
}

let known: ReadonlyMap<string, string[]> | undefined;

/** By name in lower case, with underscores: of every country and city, and of OTHER_NAMES. */
function zonesByName(): ReadonlyMap<string, string[]> {
	if (known !== undefined) return known;
	const byName = new Map<string, string[]>();
	for (const { value: country } of COUNTRY_OPTIONS) {
		const mainZone = zonesOfCountry(country).slice(0, 1);
		byName.set(country.toLowerCase(), mainZone);
		byName.set(countryName(country).toLowerCase().replace(/ /g, '_'), mainZone);
	}
	for (const zone of [...Intl.supportedValuesOf('timeZone'), ...RENAMED]) {
		byName.set(zone.split('/').at(-1)!.toLowerCase(), [zone]);
	}
	for (const [names, zones] of Object.entries(OTHER_NAMES)) {
		for (const name of names.split(' ')) byName.set(name, zones.split(' '));
	}
	known = byName;
	return byName;
}
