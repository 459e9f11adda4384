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
			description: 'The key that requests carry',
			hint: 'In CallCow: Settings > API Keys. It is shown only once.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			placeholder: `e.g. ${DEFAULT_BASE_URL}`,
			description:
				'Where the CallCow API answers. Change it only for the simulator or for a proxy of your own.',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'What CallCow has to show when it delivers a result',
			hint: 'Leave empty to have one derived from the API key. Set it only if workflows with different API keys send each other results.',
		},
		{
			displayName: 'Allowed Countries',
			name: 'allowedCountries',
			type: 'multiOptions',
			options: [...COUNTRY_OPTIONS],
			default: [],
			description:
				'Where the nodes may phone with this credential, whatever a workflow or an AI agent asks for',
			hint: 'Leave empty to allow every country. Numbers of no country, such as satellite phones, are refused once a country is chosen. The HTTP Request node does not heed it: see Allowed HTTP Request Domains.',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 60,
			description:
				'How many requests leave this n8n process in any minute at the most, of all workflows together',
			hint: 'CallCow takes 60 a minute from one organization. Lower it if other programs call with the same account.',
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
