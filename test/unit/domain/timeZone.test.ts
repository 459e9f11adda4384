import {
	explainTimeZone,
	explainWorkflowTimeZone,
	isTimeZone,
	probablyMeant,
} from '../../../nodes/CallCow/domain/timeZone';

describe('isTimeZone', () => {
	it.each([
		'America/New_York',
		'America/Argentina/Buenos_Aires',
		'America/Port-au-Prince',
		'Europe/Berlin',
		'europe/berlin',
		'Asia/Kolkata',
		'Etc/UTC',
		'Etc/GMT+5',
		'UTC',
		'utc',
		// Links of the database to other names.
		'US/Eastern',
		'Asia/Calcutta',
		'Europe/Kiev',
		'Europe/Kyiv',
		'Brazil/East',
	])('knows %s', (name) => {
		expect(isTimeZone(name)).toBe(true);
	});

	it.each([
		'',
		'Mars/Olympus',
		'Europe/',
		'/Berlin',
		'Europe/Berlin/Mitte',
		'New York',
		'America/New York',
		'local',
		'system',
		'DEFAULT',
		'{{ $json.zone }}',
		'"Europe/Berlin"',
		'Europe/Berlin\n',
		// JavaScript takes these: as another zone than is meant, or as one without daylight saving time.
		...['BST', 'EST', 'MST', 'HST', 'AST', 'IST', 'CST', 'PST', 'CET', 'EET', 'MET', 'WET', 'GMT'],
		...['EST5EDT', 'PST8PDT', 'SystemV/EST5', 'Japan', 'Turkey', 'GB', 'NZ', 'PRC', 'Zulu'],
		...['+02:00', '-05:00', 'UTC+2', 'GMT-5', 'UTC+02:00', '+0530', '2'],
		...['W. Europe Standard Time', 'Eastern Standard Time', '(UTC+01:00) Amsterdam, Berlin'],
	])('does not know %j', (name) => {
		expect(isTimeZone(name)).toBe(false);
	});
});

describe('probablyMeant', () => {
	it.each([
		['BST', ['Europe/London', 'Asia/Dhaka']],
		['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
		['EST', ['America/New_York']],
		['est', ['America/New_York']],
		['EST5EDT', ['America/New_York']],
		['ET', ['America/New_York']],
		['EST/EDT', ['America/New_York']],
		['CST', ['America/Chicago', 'Asia/Shanghai']],
		['AST', ['America/Halifax', 'America/Puerto_Rico', 'Asia/Riyadh']],
		['PDT', ['America/Los_Angeles']],
		['CEST', ['Europe/Berlin', 'Europe/Paris', 'Europe/Madrid']],
		['EET', ['Europe/Athens', 'Europe/Helsinki', 'Europe/Kyiv']],
		['GMT', ['Europe/London', 'UTC']],
		['AEST', ['Australia/Sydney', 'Australia/Brisbane']],
		['ART', ['America/Argentina/Buenos_Aires']],
		['Z', ['UTC']],
		['UTC+0', ['UTC']],
		['+00:00', ['UTC']],
		['"Europe/Berlin"', ['Europe/Berlin']],
		["'Europe/Berlin'", ['Europe/Berlin']],
		['Europe / Berlin', ['Europe/Berlin']],
		['America/New York', ['America/New_York']],
		['New York', ['America/New_York']],
		['kolkata', ['Asia/Kolkata']],
		['Kyiv', ['Europe/Kyiv']],
		['America/Los_Angeles (PST)', ['America/Los_Angeles', 'Asia/Manila']],
		['Germany', ['Europe/Berlin']],
		['DE', ['Europe/Berlin']],
		['India', ['Asia/Kolkata']],
		['United States', ['America/New_York']],
		['Japan', ['Asia/Tokyo']],
		['Turkey', ['Europe/Istanbul']],
		['NZ', ['Pacific/Auckland']],
		['W. Europe Standard Time', ['Europe/Berlin', 'Europe/Rome', 'Europe/Vienna']],
		['Eastern Standard Time', ['America/New_York']],
		['Pacific Time', ['America/Los_Angeles']],
		['India Standard Time', ['Asia/Kolkata']],
		['Central European Summer Time', ['Europe/Berlin', 'Europe/Paris', 'Europe/Warsaw']],
		['(UTC+01:00) Amsterdam, Berlin', ['Europe/Amsterdam', 'Europe/Berlin']],
	])('of %j names %j', (text, zones) => {
		expect(probablyMeant(text)).toEqual(zones);
	});

	it.each(['', 'local', 'system', 'Mars/Olympus', '+02:00', 'UTC+2', '{{ $json.zone }}', '12'])(
		'has no guess for %j',
		(text) => {
			expect(probablyMeant(text)).toEqual([]);
		},
	);

	it('names only time zones', () => {
		const abbreviations = Array.from({ length: 26 ** 3 }, (_, index) =>
			[index / 676, (index / 26) % 26, index % 26]
				.map((letter) => String.fromCharCode(65 + Math.floor(letter)))
				.join(''),
		);
		const named = abbreviations.flatMap((abbreviation) => probablyMeant(abbreviation));
		expect(named.length).toBeGreaterThan(50);
		expect(named.filter((zone) => !isTimeZone(zone))).toEqual([]);
	});
});

describe('explainTimeZone', () => {
	it('names what is probably meant, when that is known', () => {
		expect(explainTimeZone('IST')).toBe(
			'must be an IANA time zone name, probably Asia/Kolkata, Europe/Dublin or Asia/Jerusalem',
		);
		expect(explainTimeZone('Mars/Olympus')).toBe('must be an IANA time zone name');
	});
});

describe('explainWorkflowTimeZone', () => {
	it('names the zone, what is meant, and where to set it', () => {
		expect(explainWorkflowTimeZone('"Europe/Berlin"', "'Calling Hours' uses it.")).toEqual({
			message: 'The time zone of the workflow is not an IANA time zone name: "Europe/Berlin"',
			description:
				"'Calling Hours' uses it. Set 'Timezone' in the workflow settings to Europe/Berlin. If it is set to Default there, it comes from n8n's environment variable GENERIC_TIMEZONE: correct that and restart n8n. The quotation marks have become part of the name. Remove them.",
		});
		expect(explainWorkflowTimeZone('', 'It matters.').message).toContain('(empty)');
	});
});
