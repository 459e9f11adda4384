import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readCallingHours } from '../../../nodes/CallCow/actions/call/guards/callingHours';

const US = '+14155552671';
const DE = '+4930901820';
/** May be anywhere in North America. */
const TOLL_FREE = '+18005551234';
/** May be anywhere in Australia: it is three in the morning in Sydney, and half past ten on the Cocos Islands. */
const AUSTRALIAN_MOBILE = '+61412345678';

const OPEN = { from: '00:00', to: '24:00', days: ['monday'] };
const PATH = 'options.callingHours.hours';

/** A run of a node, of which each item has hours of its own. */
const runWith = (...items: IDataObject[]) =>
	({
		getNodeParameter(path: string, itemIndex: number) {
			const hours = items[itemIndex]!;
			if (path === PATH) return hours;
			return hours[path.slice(PATH.length + 1)] ?? null;
		},
		getTimezone: () => 'America/New_York',
		getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
	}) as unknown as IExecuteFunctions;

const read = (hours: IDataObject, number = US) => readCallingHours(runWith(hours), 0, number)!;

beforeEach(() => {
	// A Monday.
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-30T16:00:00Z'));
});
afterEach(() => jest.restoreAllMocks());

describe('readCallingHours', () => {
	it.each(['monday,', ' Monday , tuesday', ['monday', '']])('reads the days %j', async (days) => {
		expect(await read({ ...OPEN, days }).gate.open(false)).toEqual({ kind: 'through' });
	});

	it('does not look at a time zone that is left from another clock', () => {
		expect(() => read({ ...OPEN, clock: 'recipient', timezone: 'Mars/Olympus' })).not.toThrow();
		expect(() => read({ ...OPEN, timezone: 'Mars/Olympus' })).toThrow('Time Zone');
	});

	it('tells of another clock only where the hours go by that of the workflow', () => {
		expect(read(OPEN, DE).otherClock).toMatchObject({
			workflowZone: 'America/New_York',
			country: 'DE',
		});
		expect(read({ ...OPEN, clock: 'recipient' }, DE).otherClock).toBeUndefined();
		expect(read({ ...OPEN, timezone: 'America/Chicago' }, DE).otherClock).toBeUndefined();
		expect(read(OPEN).otherClock).toBeUndefined();
	});

	it('says nothing of another clock of a call that it refuses because of its own', () => {
		const closed = { ...OPEN, days: ['sunday'], timezone: 'America/Chicago' };
		expect(() => read(closed, DE)).toThrow(
			expect.objectContaining({ description: expect.not.stringContaining('another time zone') }),
		);
		expect(() => read({ ...closed, timezone: '' }, DE)).toThrow(
			expect.objectContaining({ description: expect.stringContaining('another time zone') }),
		);
	});

	it('leaves what is closed for now to the gate when it is to be skipped, and refuses what is never allowed', async () => {
		const later = read({ ...OPEN, days: ['sunday'], outside: 'skip' });
		expect(await later.gate.open(false)).toEqual({
			kind: 'skipped',
			reason: expect.stringContaining("It is outside 'Calling Hours'"),
			callableAt: '2026-04-05T00:00:00-04:00',
		});
		const never = {
			...OPEN,
			from: '09:00',
			to: '09:01',
			clock: 'recipient',
			outside: 'skip',
		};
		expect(() => read(never, TOLL_FREE)).toThrow("No time is within 'Calling Hours'");
	});

	it('looks at the hours again when the call is about to leave', async () => {
		const { gate } = read({ ...OPEN, to: '13:00' });
		expect(await gate.open(false)).toEqual({ kind: 'through' });
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-30T17:00:00Z'));
		expect(await gate.open(false)).toMatchObject({
			kind: 'failed',
			failure: { placed: 'no', callableAt: '2026-04-06T00:00:00-04:00' },
		});
	});

	describe('of numbers that may be in several time zones', () => {
		const theirs = { ...OPEN, days: ['monday', 'tuesday'], clock: 'recipient', outside: 'skip' };
		const kindsOf = async (...items: Array<[IDataObject, string]>) => {
			const run = runWith(...items.map(([hours]) => hours));
			const gates = items.map(([, number], index) => readCallingHours(run, index, number)!.gate);
			return await Promise.all(gates.map(async (gate) => (await gate.open(false)).kind));
		};

		it('goes by the hours and the number of each item', async () => {
			const closed = { ...theirs, from: '04:00', to: '22:00' };
			expect(
				await kindsOf(
					[theirs, AUSTRALIAN_MOBILE],
					[closed, AUSTRALIAN_MOBILE],
					[{ ...theirs, days: ['sunday'] }, AUSTRALIAN_MOBILE],
					[closed, TOLL_FREE],
				),
			).toEqual(['through', 'skipped', 'skipped', 'skipped']);
			expect(
				await kindsOf(
					[closed, AUSTRALIAN_MOBILE],
					[theirs, AUSTRALIAN_MOBILE],
					[theirs, TOLL_FREE],
				),
			).toEqual(['skipped', 'through', 'through']);
		});

		it('looks at the hours again in a later minute', async () => {
			const { gate } = read({ ...theirs, from: '22:00', to: '04:00' }, AUSTRALIAN_MOBILE);
			expect((await gate.open(false)).kind).toBe('through');
			jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-30T17:00:00Z'));
			expect((await gate.open(false)).kind).toBe('skipped');
		});
	});
});
