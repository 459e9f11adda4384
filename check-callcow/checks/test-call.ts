import {
	callPromptBodySchema,
	placedCallSchema,
	type CallPromptBody,
} from '../../nodes/CallCow/domain/call';
import type { Check, Outcome } from '../check';
import { judge } from '../judge';
import type { Answer, Reply } from '../request';
import { newKey, TEST_PROMPT } from './test-prompt';

/** The call that was placed, if that is what an answer says. */
function placedIn({ status, body }: Answer) {
	const placed = placedCallSchema.safeParse(body);
	return status === 200 && placed.success && placed.data.success ? placed.data : undefined;
}

/**
 * One real call, and its request once more.
 * @param callbackUrl where CallCow delivers the result, which nothing here waits for
 */
export function testCall(callbackUrl: string | undefined): Check[] {
	let sent: { body: CallPromptBody; reply: Reply } | undefined;

	const placing: Check = {
		kind: 'phoning',
		what: 'POST /call-prompt: one test call',
		believes: '200, {success: true, workflow_id: string or null, call_id: string or null}',
		question:
			'Call your number now? It costs as much as any call. The assistant says that it is a test.',
		async run(callcow, consent) {
			const body = callPromptBodySchema.parse({
				prompt: TEST_PROMPT,
				recipient_phone: consent.e164,
				...(callbackUrl === undefined ? {} : { callback_url: callbackUrl }),
				idempotency_key: newKey(),
			});
			const reply = await callcow.placeCall(consent, body);
			sent = { body, reply };
			return judge(reply, callcow, (answer) => {
				const placed = placedIn(answer);
				callcow.callId = placed?.call_id ?? undefined;
				return placed === undefined ? 'different' : 'as expected';
			});
		},
	};

	const repeating: Check = {
		kind: 'phoning',
		after: placing,
		what: 'The same request again, with the same idempotency key',
		believes: 'The same response with the same call_id: no one is called again',
		question:
			'Send the test call request twice? CallCow should recognize that it is the same. If it does not, your phone rings again.',
		async run(callcow, consent): Promise<Outcome> {
			const first = sent?.reply.kind === 'answer' ? placedIn(sent.reply) : undefined;
			if (sent === undefined || first === undefined) {
				return {
					verdict: 'skipped',
					came: 'Not sent: the first request is not known to have placed a call',
				};
			}
			return judge(await callcow.placeCall(consent, sent.body), callcow, (answer) => {
				const again = placedIn(answer);
				if (again?.call_id !== first.call_id || again?.workflow_id !== first.workflow_id) {
					return 'different';
				}
				return typeof first.call_id === 'string' || typeof first.workflow_id === 'string'
					? 'as expected'
					: { undecided: 'Neither response identifies a call' };
			});
		},
	};

	return [placing, repeating];
}
