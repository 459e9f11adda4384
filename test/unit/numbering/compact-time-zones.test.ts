import { compactTimeZones } from '../../../numbering/compact-time-zones';

describe('compactTimeZones', () => {
	it('gives a line for each set of zones, with the digits that stand for it', () => {
		expect(
			compactTimeZones(
				'# a comment\n\n1|America/Chicago&America/New_York\n1201|America/New_York\n1205|America/Chicago\n1212|America/New_York\n',
			),
		).toBe('America/Chicago,America/New_York=1\nAmerica/New_York=1201 1212\nAmerica/Chicago=1205');
	});

	it('leaves out digits whose first ones say the same, and numbers of which nobody knows where they are', () => {
		expect(compactTimeZones('49|Europe/Berlin\n4930|Europe/Berlin\n870|Etc/Unknown\n')).toBe(
			'Europe/Berlin=49',
		);
	});

	it('keeps digits that say otherwise than shorter ones, and longer ones that say as the shortest do', () => {
		expect(compactTimeZones('1|A/B\n12|C/D\n123|A/B\n')).toBe('A/B=1 123\nC/D=12');
	});

	it.each(['1201', '1201|', 'x|Europe/Berlin', '1|Europe/Berlin=2'])(
		'refuses the line %j',
		(line) => {
			expect(() => compactTimeZones(line)).toThrow('Not understood');
		},
	);

	it('refuses a file without numbers', () => {
		expect(() => compactTimeZones('# nothing\n')).toThrow('No numbers');
	});
});
