/** One word to branch on, from CallCow's two statuses; `timed_out` is ours: no result came in time. */
export const OUTCOMES = [
	'answered',
	'voicemail',
	'no_answer',
	'busy',
	'failed',
	'canceled',
	'timed_out',
	'unknown',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

const NOT_PICKED_UP: Readonly<Record<string, Outcome>> = {
	'no-answer': 'no_answer',
	busy: 'busy',
	failed: 'failed',
	canceled: 'canceled',
};

/**
 * Says what became of a call. Never throws: statuses that CallCow does not document are `unknown`.
 * @see https://docs.callcow.ai (Call with Prompt: terminal statuses)
 */
export function outcomeOf(callStatus: unknown, providerStatus: unknown): Outcome {
	if (callStatus === 'voicemail') return 'voicemail';
	if (callStatus === 'success' && providerStatus === 'completed') return 'answered';
	if (callStatus === 'not_picked_up') {
		if (providerStatus === undefined || providerStatus === null) return 'no_answer';
		return (
			(Object.hasOwn(NOT_PICKED_UP, String(providerStatus)) &&
				NOT_PICKED_UP[String(providerStatus)]) ||
			'unknown'
		);
	}
	return 'unknown';
}
