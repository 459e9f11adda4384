import { whatCallCowSaid, type Explanation } from './errors';

/** What came of a request that places no call. */
export type PlainReply =
	| { kind: 'answer'; status: number; body: unknown }
	| { kind: 'noAnswer'; reason: string };

const CHECK_BASE_URL =
	"Check 'Base URL' in the CallCow credential, which is usually https://www.callcow.ai/api.";

/**
 * Explains why a request that places no call did not do what it should.
 *
 * @param what what did not happen, as the beginning of a sentence: "The workflows were not listed"
 * @param notFound what to do after a 404
 */
export function explainPlainRequest(
	what: string,
	reply: PlainReply,
	notFound = CHECK_BASE_URL,
): Explanation {
	if (reply.kind === 'noAnswer') {
		return {
			message: `${what}: CallCow did not answer, ${reply.reason}`,
			description: "Check that this n8n can reach 'Base URL' in the CallCow credential.",
		};
	}
	const { status, body } = reply;
	const message = `${what}: CallCow answered with status ${status}${whatCallCowSaid(body)}`;
	if (status === 401 || status === 403) {
		return {
			message: `${what}: CallCow did not accept the API key${whatCallCowSaid(body)}`,
			description:
				'Open the CallCow credential and paste a key from Settings > API Keys in CallCow. It starts with ck_live_.',
		};
	}
	if (status === 404) return { message, description: notFound };
	if (status === 429) {
		return {
			message: `${what}: CallCow's rate limit was reached`,
			description: 'Wait a minute and try again.',
		};
	}
	if (status >= 500) return { message, description: 'Try again later.' };
	return {
		message: status < 300 ? `${what}: CallCow's answer could not be read` : message,
		description: CHECK_BASE_URL,
	};
}
