import {
	outcomeOfWorkflowCall,
	toRawWorkflowResult,
	toWorkflowResult,
} from '../../../nodes/CallCow/domain/workflowResult';

const payload = {
	call_id: 'call-1',
	workflow_id: 'w-1',
	workflow_name: 'Front desk',
	phone_number_from: '+14155550100',
	phone_number_to: 'browser',
	call_status: 'success',
	call_summary: 'Sarah will come.',
	messages: [
		{ role: 'assistant', content: '\nHello' },
		{ role: 'user', content: 'Yes' },
	],
	context: '{"row":17}',
	created_at: '2026-01-30T14:48:36.371886',
};

describe('outcomeOfWorkflowCall', () => {
	it.each([
		['success', undefined, 'answered'],
		['success', null, 'answered'],
		['success', 'completed', 'answered'],
		['success', 'brand_new', 'unknown'],
		['voicemail', undefined, 'voicemail'],
		['not_picked_up', undefined, 'no_answer'],
		['not_picked_up', null, 'no_answer'],
		['not_picked_up', 'busy', 'busy'],
		['brand_new', undefined, 'unknown'],
		[undefined, undefined, 'unknown'],
	])('makes of %s and %s: %s', (call_status, provider_status, outcome) => {
		expect(outcomeOfWorkflowCall({ call_status, provider_status })).toBe(outcome);
	});
});

describe('toWorkflowResult', () => {
	it('gives the shape of a call result, with name and numbers, and the time as received', () => {
		expect(toWorkflowResult(payload)).toEqual({
			outcome: 'answered',
			call_id: 'call-1',
			workflow_id: 'w-1',
			call_status: 'success',
			provider_status: null,
			call_summary: 'Sarah will come.',
			transcript: 'Assistant: Hello\nRecipient: Yes',
			form_fills: [],
			context: { row: 17 },
			created_at: '2026-01-30T14:48:36.371886',
			workflow_name: 'Front desk',
			phone_number_from: '+14155550100',
			phone_number_to: 'browser',
		});
	});

	it('says null for what CallCow did not send, and invents no status', () => {
		expect(toWorkflowResult({ call_status: 'success' })).toMatchObject({
			outcome: 'answered',
			provider_status: null,
			call_id: null,
			workflow_name: null,
			phone_number_from: null,
			phone_number_to: null,
		});
	});

	it('gives what CallCow may send one day: a status of the provider, form fills', () => {
		const more = { ...payload, provider_status: 'completed', form_fills: [{ day: 'Friday' }] };
		expect(toWorkflowResult(more)).toMatchObject({
			outcome: 'answered',
			provider_status: 'completed',
			form_fills: [{ day: 'Friday' }],
		});
	});

	it('leaves a context that is no JSON as it is', () => {
		expect(toWorkflowResult({ ...payload, context: 'row 17' }).context).toBe('row 17');
	});
});

describe('toRawWorkflowResult', () => {
	it('gives the payload as received beside its outcome', () => {
		const more = { ...payload, recording_url: 'https://callcow.example/r/1' };
		expect(toRawWorkflowResult(more)).toEqual({ ...more, outcome: 'answered' });
	});
});
