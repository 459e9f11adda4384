import { resultBody } from '../../../simulator/calls/result';
import type { CallRecord } from '../../../simulator/records';

/** What CallCow would post when this call was answered: for every call of the same size. */
export function resultPayload(callId: string): string {
	return resultBody({ ...answeredCall, call_id: callId }, { outcome: 'answered' });
}

const answeredCall: CallRecord = {
	call_id: '',
	workflow_id: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21',
	recipient_phone: '+14155552671',
	prompt: 'Confirm the appointment tomorrow at 3 pm at the dental practice',
	callback_url: null,
	has_secret: true,
	idempotency_key: null,
	created_at: '2026-01-15T09:00:00.000Z',
	planned_outcome: 'answered',
	callback_fault: null,
	answered_at: null,
	turns: [],
	outcome: 'answered',
	ended_at: null,
};
