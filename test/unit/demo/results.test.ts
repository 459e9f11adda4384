import {
	compareCampaign,
	compareResults,
	compareTable,
	type PlacedCall,
	readResult,
} from '../../../demo/results';

const call = (change: Partial<PlacedCall> = {}): PlacedCall => ({
	callId: 'call-1',
	workflowId: 'workflow-1',
	reference: 'Sarah',
	outcome: 'answered',
	...change,
});

describe('compareResults', () => {
	it('has nothing to say when every call has its result, in any order', () => {
		const calls = [call(), call({ callId: 'call-2', reference: 'Daniel', outcome: 'voicemail' })];

		expect(compareResults(calls, [...calls].reverse())).toEqual([]);
	});

	it('names the call whose result did not arrive', () => {
		expect(compareResults([call()], [])).toEqual([
			'The result of the call to Sarah did not arrive.',
		]);
	});

	it.each([
		['workflowId', 'workflow-2'],
		['reference', 'Daniel'],
		['outcome', 'busy'],
	])('names a different %s', (field, value) => {
		const [difference] = compareResults([call()], [call({ [field]: value })]);

		expect(difference).toContain(`has ${field} "${value}", not`);
	});

	it('counts a result that arrived twice', () => {
		expect(compareResults([call()], [call(), call()])).toEqual([
			'The result of the call to Sarah arrived 2 times.',
		]);
	});

	it('counts results that belong to no call', () => {
		expect(compareResults([call()], [call(), call({ callId: 'call-9' })])).toEqual([
			'1 results that arrived do not belong to any call.',
		]);
	});
});

describe('readResult', () => {
	it('takes the fields that identify a result from an item of the trigger', () => {
		const item = {
			call_id: 'call-1',
			workflow_id: 'workflow-1',
			reference: 'Sarah',
			outcome: 'answered',
			call_summary: 'She agreed.',
		};

		expect(readResult(item)).toEqual(call());
	});
});

describe('compareTable', () => {
	const people = [{ name: 'Sarah' }, { name: 'Daniel' }];

	it('has nothing to say when everybody has a row', () => {
		expect(compareTable(people, people)).toEqual([]);
	});

	it('names who has no row', () => {
		expect(compareTable(people, [{ name: 'Sarah' }])).toEqual([
			'The results table has no row for Daniel.',
		]);
	});

	it('counts rows that are too many', () => {
		expect(compareTable(people, [...people, { name: 'Sarah' }])).toEqual([
			'The results table has 3 rows for 2 appointments.',
		]);
	});

	it('is not content with nobody to call', () => {
		expect(compareTable([], [])).toEqual(['There was no appointment to call about.']);
	});
});

describe('compareCampaign', () => {
	const rows = [
		{ name: 'Sarah', status: 'answered', attempts: 1 },
		{ name: 'Emma', status: 'answered', attempts: 2 },
	];

	it('has nothing to say when everybody was reached, and who was busy by a second call', () => {
		expect(compareCampaign(rows, ['Emma'])).toEqual([]);
	});

	it('names the row that was not answered', () => {
		const waiting = { name: 'Daniel', status: 'waiting', attempts: 1 };

		expect(compareCampaign([...rows, waiting], ['Emma'])).toEqual([
			'The row for Daniel is "waiting", not "answered".',
		]);
	});

	it('names who was not called again, and an empty table', () => {
		expect(compareCampaign(rows, ['Sarah'])).toEqual(['Sarah was called 1 times instead of 2.']);
		expect(compareCampaign([], [])).toEqual(['The campaign table has no rows.']);
	});
});
