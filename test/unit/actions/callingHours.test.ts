import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readCallingHours } from '../../../nodes/CallCow/actions/call/guards/callingHours';

const US = '+14155552671';
const DE = '+4930901820';
/** May be anywhere in North America. */
const TOLL_FREE = '+18005551234';

const OPEN = { from: '00:00', to: '24:00', days: ['monday'] };
const PATH = 'options.callingHours.hours';

const read = (hours: IDataObject, number = US) => {
	const context = {
		getNodeParameter(path: string) {
			if (path === PATH) return hours;
			return hours[path.slice(PATH.length + 1)] ?? null;
		},
		getTimezone: () => 'America/New_York',
		getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
	} as unknown as IExecuteFunctions;
	return readCallingHours(context, 0, number)!;
};

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
});
