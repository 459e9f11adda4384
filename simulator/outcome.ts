/** How a call can end. */
export const outcomes = [
	'answered',
	'voicemail',
	'no_answer',
	'busy',
	'failed',
	'canceled',
] as const;

export type Outcome = (typeof outcomes)[number];
