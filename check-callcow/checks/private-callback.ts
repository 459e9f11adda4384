import { callPromptBodySchema } from '../../nodes/CallCow/domain/call';
import type { Check } from '../check';
import { judge, namesField } from '../judge';
import { REFUSED_CALLBACKS } from './refused-prompt-call';
import { newKey, TEST_PROMPT } from './test-prompt';

/** Nothing else is wrong with this one, so that it decides. */
export const privateCallbackWithNumber: Check = {
	kind: 'phoning',
	what: 'POST /call-prompt with a private callback URL and your number',
	believes: '400, with details in which the nodes find callback_url',
	question:
		'Request a call to your number with a private callback URL? CallCow should refuse it. If it does not, your phone rings.',
	async run(callcow, consent) {
		const body = callPromptBodySchema.parse({
			prompt: TEST_PROMPT,
			recipient_phone: consent.e164,
			callback_url: REFUSED_CALLBACKS['a private'],
			idempotency_key: newKey(),
		});
		return judge(await callcow.askForRefusedCall(consent, body), callcow, (answer) =>
			answer.status === 400 && namesField(answer.body, 'Callback URL')
				? 'as expected'
				: 'different',
		);
	},
};
