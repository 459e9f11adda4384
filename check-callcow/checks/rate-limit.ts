import { readAccount } from '../../nodes/CallCow/domain/account';
import { parseRetryAfter } from '../../nodes/CallCow/domain/retry';
import type { CallCow } from '../callcow';
import type { Check, Outcome } from '../check';
import { describeReply } from '../judge';
import type { Answer } from '../request';
import { newKey, TEST_PROMPT } from './test-prompt';

/** What the nodes keep to when the credential says nothing else. */
export const REQUESTS_PER_MINUTE = (() => {
	const reading = readAccount({ apiKey: 'any' });
	return reading.ok ? reading.account.requestsPerMinute : NaN;
})();

const MINUTE_MS = 60_000;

/** The limit that headers of an answer state, in any of the usual ways. */
function statedLimit({ headers }: Answer): number | undefined {
	const plain = headers.get('x-ratelimit-limit') ?? headers.get('ratelimit-limit');
	const listed = /\blimit=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1];
	const digits = /^\s*(\d+)/.exec(plain ?? '')?.[1] ?? listed;
	return digits === undefined ? undefined : Number(digits);
}

/** Reads what has come so far, and sends nothing. */
export const rateLimitHeaders: Check = {
	kind: 'harmless',
	what: 'Rate limit headers in all responses so far',
	believes: `Only Retry-After with a 429 is documented; ${REQUESTS_PER_MINUTE} requests a minute`,
	async run({ replies }) {
		const answers = replies.filter((reply) => reply.kind === 'answer');
		const names = answers.flatMap(({ headers }) =>
			[...headers.keys()].filter((name) => /rate-?limit|retry-after/.test(name)),
		);
		const limits = answers.map(statedLimit).filter((limit) => limit !== undefined);
		const early = answers.some(({ status, headers }) => status < 300 && headers.has('retry-after'));
		const isOtherwise = early || limits.some((limit) => limit !== REQUESTS_PER_MINUTE);
		const stated = limits.length === 0 ? '' : `; limit ${[...new Set(limits)].join(', ')}`;
		return {
			verdict: isOtherwise ? 'different' : 'as expected',
			came: names.length === 0 ? 'None' : `${[...new Set(names)].join(', ')}${stated}`,
		};
	},
};

/** A few more than are let through. */
const MOST_REQUESTS = REQUESTS_PER_MINUTE + 5;

/** Goes up to the limit, with requests that have nothing to dial. Comes last: nothing gets through after it. */
export const reachedRateLimit: Check = {
	kind: 'asked',
	what: `Up to ${MOST_REQUESTS} requests within a minute, with nothing to dial`,
	believes: `429 after ${REQUESTS_PER_MINUTE} requests at most, with a Retry-After that the nodes can read`,
	question: `Go up to the rate limit with up to ${MOST_REQUESTS} requests that CallCow refuses? For about a minute afterward, CallCow may not accept any calls from your whole organization.`,
	async run(callcow) {
		const startedAt = Date.now();
		for (let sent = 1; sent <= MOST_REQUESTS; sent++) {
			const body = { prompt: TEST_PROMPT, idempotency_key: newKey() };
			const reply = await callcow.askForNoCall('/call-prompt', body);
			if (reply.kind === 'answer' && reply.status === 429) return limited(reply, callcow);
			if (reply.kind === 'noAnswer' || reply.status !== 400) {
				return {
					verdict: 'different',
					came: `${describeReply(reply, callcow)}, at request ${sent}`,
				};
			}
			if (Date.now() - startedAt > MINUTE_MS - 5_000) {
				return {
					verdict: 'undecided',
					came: `Limit not reached: too slow, ${sent} requests in a minute`,
				};
			}
		}
		return {
			verdict: 'undecided',
			came: `No 429 after ${MOST_REQUESTS} requests. CallCow may not count requests that it refuses`,
		};
	},
};

function limited(reply: Answer, callcow: CallCow): Outcome {
	const now = Date.now();
	const count = callcow.askedForCallsAt.filter((at) => at > now - MINUTE_MS).length;
	const { headers } = reply;
	const header = headers.get('retry-after') ?? undefined;
	const waitMs = parseRetryAfter(header, headers.get('date') ?? undefined, now);
	const retryAfter =
		header === undefined
			? 'without Retry-After'
			: waitMs === undefined
				? 'with a Retry-After that is neither seconds nor a date'
				: `with Retry-After ${/^\d+$/.test(header.trim()) ? 'in seconds' : 'as a date'}: ${Math.ceil(waitMs / 1_000)} s`;
	return {
		verdict: waitMs === undefined ? 'different' : 'as expected',
		came: `${describeReply(reply, callcow)}, ${retryAfter}, at request ${count} within a minute`,
	};
}
