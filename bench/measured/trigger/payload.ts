/** The result of a call of a minute, about 2 kB, as CallCow would deliver it; each call has its own ID. */
export function resultOfCall(callId: string): string {
	return JSON.stringify({
		call_id: callId,
		workflow_id: null,
		call_status: 'success',
		provider_status: 'completed',
		call_summary: 'The appointment on Tuesday at 3 pm is confirmed. A parking space is wanted.',
		messages: conversation,
		form_fills: [{ confirmed: true, parking: 'yes' }],
		context: JSON.stringify({ appointment: 4711 }),
		created_at: '2026-01-01T12:00:00.000Z',
	});
}

const conversation = Array.from({ length: 8 }, () => [
	{
		role: 'assistant',
		content: 'Good afternoon, I call about the appointment on Tuesday at 3 pm.',
	},
	{ role: 'user', content: 'Yes, that is fine. Could you keep a parking space for me?' },
]).flat();
