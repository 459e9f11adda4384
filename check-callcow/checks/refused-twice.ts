/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the user's machine */
import { isDeepStrictEqual } from 'node:util';
import type { Check } from '../check';
import { describeReply, judge } from '../judge';
import { newKey, TEST_PROMPT } from './test-prompt';

/** A weak sign: that a call is not placed twice is seen only with a call. */
export const refusedTwice: Check = {
	kind: 'harmless',
	what: 'The same refused request twice, with the same idempotency key',
	believes: 'The same response twice',
	async run(callcow) {
		const body = { prompt: TEST_PROMPT, idempotency_key: newKey() };
		const first = await callcow.askForNoCall('/call-prompt', body);
		if (first.kind === 'noAnswer' || first.status === 429) {
			return judge(first, callcow, () => 'different');
		}
		const second = await callcow.askForNoCall('/call-prompt', body);
		const outcome = judge(second, callcow, ({ status, body: said }) =>
			status === first.status && isDeepStrictEqual(said, first.body) ? 'as expected' : 'different',
		);
		return { ...outcome, came: `${describeReply(first, callcow)}; then ${outcome.came}` };
	},
};
