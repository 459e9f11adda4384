import type { Check } from '../check';
import { judge, namesField } from '../judge';
import { newKey, TEST_PROMPT } from './test-prompt';

/** Nodes refuse these themselves; a node of another version, or another program, would send them. */
export const REFUSED_CALLBACKS = {
	'a private': 'https://10.0.0.1/',
	'a plain HTTP': 'http://example.com/',
} as const;

const NUMBER_WAS_NAMED =
	'CallCow objected only to the number. A number that can ring is not sent without your consent: see --call';

const badNumber: Check = {
	kind: 'harmless',
	what: 'POST /call-prompt with nothing to dial',
	believes: '400, with details in which the nodes find recipient_phone',
	async run(callcow) {
		const body = { prompt: TEST_PROMPT, idempotency_key: newKey() };
		return judge(await callcow.askForNoCall('/call-prompt', body), callcow, (answer) =>
			answer.status === 400 && namesField(answer.body, 'Recipient Phone')
				? 'as expected'
				: 'different',
		);
	},
};

/** Has another fault besides its number. If only the number is named, nothing is known of the other. */
const faulty = (what: string, field: string, label: string, more: object): Check => ({
	kind: 'harmless',
	what: `POST /call-prompt with ${what} and nothing to dial`,
	believes: `400, with details in which the nodes find ${field}`,
	async run(callcow) {
		const body = { ...more, idempotency_key: newKey() };
		return judge(await callcow.askForNoCall('/call-prompt', body), callcow, (answer) => {
			if (answer.status !== 400) return 'different';
			if (namesField(answer.body, label)) return 'as expected';
			return namesField(answer.body, 'Recipient Phone')
				? { undecided: NUMBER_WAS_NAMED }
				: 'different';
		});
	},
});

export const refusedPromptCalls: readonly Check[] = [
	badNumber,
	faulty('no prompt', 'prompt', 'Prompt', {}),
	...Object.entries(REFUSED_CALLBACKS).map(([which, callback_url]) =>
		faulty(`${which} callback URL`, 'callback_url', 'Callback URL', {
			prompt: TEST_PROMPT,
			callback_url,
		}),
	),
];
