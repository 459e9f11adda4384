import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { DEFAULT_BASE_URL } from '../nodes/CallCow/domain/apiAddress';
import { COUNTRY_OPTIONS } from '../nodes/CallCow/domain/countries';

/** A CallCow account: the key that requests carry, and the secret that results carry. */
export class CallCowApi implements ICredentialType {
	name = 'callCowApi';

	displayName = 'CallCow API';

	icon = {
		light: 'file:../nodes/CallCow/callcow.svg',
		dark: 'file:../nodes/CallCow/callcow.dark.svg',
	} as const;

	documentationUrl = 'https://docs.callcow.ai';

	httpRequestNode = {
		name: 'CallCow',
		docsUrl: 'https://docs.callcow.ai',
		apiBaseUrlPlaceholder: `${DEFAULT_BASE_URL}/call-prompt`,
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. ck_live_…',
			description: 'The key that authenticates your requests',
			hint: 'In CallCow, go to Settings > API Keys. CallCow shows the key only once.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			placeholder: `e.g. ${DEFAULT_BASE_URL}`,
			description:
				'The address of the CallCow API. Change it only to use the simulator or your own proxy.',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The secret that CallCow must send with each result it delivers',
			hint: 'Leave empty to derive one from the API key. Set it only if workflows with different API keys send results to each other.',
		},
		{
			displayName: 'Allowed Countries',
			name: 'allowedCountries',
			type: 'multiOptions',
			options: [...COUNTRY_OPTIONS],
			default: [],
			description:
				'The countries that the nodes may call with this credential, no matter what a workflow or an AI agent asks for',
			hint: "Leave empty to allow every country. If you choose any, numbers that belong to no country, such as satellite phones, are refused too. The HTTP Request node ignores this setting: use 'Allowed HTTP Request Domains' for that node.",
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 60,
			description: 'The most requests this n8n process sends per minute, across all workflows',
			hint: 'CallCow accepts 60 per minute from each organization. Lower this if other programs use the same account.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: { Authorization: '=Bearer {{ $credentials.apiKey.trim() }}' },
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.baseUrl || "${DEFAULT_BASE_URL}").trim().replace(/\\/+$/, "") }}`,
			url: '/workflows',
		},
	};
}
