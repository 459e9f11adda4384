import { randomUUID } from 'node:crypto';

/** What the assistant is to say, should anybody ever hear it. */
export const TEST_PROMPT =
	'This is a test call from the owner of this account, who is checking that an integration works. Say that this is only a test call and that there is nothing to do, say thank you, and end the call.';

/** Like all requests of the nodes, these have a key, so that a repeat by whatever lies between is harmless. */
export function newKey(): string {
	return `check-callcow-${randomUUID()}`;
}
