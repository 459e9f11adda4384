import { placedCallSchema } from '../domain/call';
import { conceal } from '../domain/conceal';
import {
	explainAnswer,
	explainNoAnswer,
	explainUnreadableAnswer,
	explainUnsuccessful,
} from '../domain/errors';
import { parseRetryAfter, type AttemptResult } from '../domain/retry';
import type { HttpReply } from './http';
import type { PlaceResult } from './placeResult';

/** What a reply means for the question whether to send again. */
export function toAttemptResult(reply: HttpReply, nowMs: number): AttemptResult {
	if (reply.kind === 'noAnswer') return reply;
	const { status, retryAfter, date, body } = reply;
	return {
		kind: 'answer',
		status,
		retryAfterMs: parseRetryAfter(retryAfter, date, nowMs),
		readable: placedCallSchema.safeParse(body).success,
	};
}

/**
 * What is said of a call after the last attempt, as if there had been no other.
 *
 * @param tries how often the request was sent
 * @param secrets what must not be shown, whatever CallCow says
 */
export function conclude(
	reply: HttpReply,
	tries: number,
	secrets: readonly string[],
): Extract<PlaceResult, { kind: 'placed' | 'failed' }> {
	if (reply.kind === 'noAnswer') {
		return { kind: 'failed', failure: explainNoAnswer(reply.reason, tries) };
	}
	const { status, body } = reply;
	if (status < 200 || status >= 300) {
		return { kind: 'failed', failure: explainAnswer(status, conceal(body, secrets), tries) };
	}
	const answer = placedCallSchema.safeParse(body);
	if (!answer.success) return { kind: 'failed', failure: explainUnreadableAnswer(status, tries) };
	const { success, workflow_id = null, call_id = null } = answer.data;
	return success
		? { kind: 'placed', call: { success, workflow_id, call_id } }
		: { kind: 'failed', failure: explainUnsuccessful(status, conceal(body, secrets)) };
}
