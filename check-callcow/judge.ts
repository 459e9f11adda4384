import { explainAnswer } from '../nodes/CallCow/domain/errors';
import type { CallCow } from './callcow';
import type { Outcome } from './check';
import type { Answer, Reply } from './request';
import { shapeOf } from './shape';

/** The answer to a question, and what is to be said of it. */
type Ruling = 'as expected' | 'different' | { readonly undecided: string };

/**
 * Compares a reply with a belief. No answer is otherwise, for all beliefs are about answers; an answer of
 * the rate limit says nothing of any other belief.
 */
export function judge(reply: Reply, callcow: CallCow, rule: (answer: Answer) => Ruling): Outcome {
	const came = describeReply(reply, callcow);
	if (reply.kind === 'noAnswer') return { verdict: 'different', came };
	if (reply.status === 429) {
		return { verdict: 'undecided', came: `${came}. Run this again in a minute` };
	}
	const ruling = rule(reply);
	return typeof ruling === 'string'
		? { verdict: ruling, came }
		: { verdict: 'undecided', came: `${came}. ${ruling.undecided}` };
}

/** A reply in a few words, without any of its values. */
export function describeReply(reply: Reply, { textsOfAccount }: CallCow): string {
	if (reply.kind === 'noAnswer') return `No response: ${reply.reason}`;
	const { status, format, body } = reply;
	const said = format === 'JSON' ? shapeOf(body, textsOfAccount) : WORDS[format];
	return `${status}, ${said}`;
}

const WORDS = {
	'web page': 'a web page',
	text: 'text that is not JSON',
	nothing: 'no body',
} as const;

/** Whether the nodes, which read `details`, would name this field of the form to the user. */
export function namesField(body: unknown, label: string): boolean {
	return explainAnswer(400, body, 1).description.includes(`${label}: `);
}
