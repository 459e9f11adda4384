import type { Check } from '../check';
import { judge } from '../judge';
import { newKey, TEST_PROMPT } from './test-prompt';

const believes = '401: the nodes tell the user that the API Key was not accepted';

const reading = (key: 'wrong key' | 'no key'): Check => ({
	kind: 'harmless',
	what: `GET /workflows with ${key === 'no key' ? key : `a ${key}`}`,
	believes,
	run: async (callcow) =>
		judge(await callcow.get('/workflows', key), callcow, ({ status }) =>
			status === 401 ? 'as expected' : 'different',
		),
});

const calling: Check = {
	kind: 'harmless',
	what: 'POST /call-prompt with a wrong key and nothing to dial',
	believes,
	async run(callcow) {
		const body = { prompt: TEST_PROMPT, idempotency_key: newKey() };
		const reply = await callcow.askForNoCall('/call-prompt', body, 'wrong key');
		return judge(reply, callcow, ({ status }) => {
			if (status === 401) return 'as expected';
			return status === 400
				? { undecided: 'CallCow refused the body before it checked the key' }
				: 'different';
		});
	},
};

export const wrongKey: readonly Check[] = [reading('wrong key'), reading('no key'), calling];
