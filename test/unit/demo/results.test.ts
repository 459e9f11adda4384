import { compareResults, type PlacedCall, readResult } from '../../../demo/results';

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
			'1 results arrived that belong to no call.',
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
