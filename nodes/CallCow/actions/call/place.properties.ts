import type { INodeProperties } from 'n8n-workflow';
import {
	optionsField,
	promptFields,
	recipientPhoneFields,
	referenceOption,
	shownFor,
	toolDescriptionField,
} from './fields';

const resultDestinationFields: INodeProperties[] = [
	{
		displayName: 'Send Result To',
		name: 'resultDestination',
		type: 'options',
		options: [
			{
				name: 'CallCow Trigger of This Workflow',
				value: 'auto',
				description:
					'The trigger that starts this workflow when a call ends. The workflow must be published (before n8n 2: active).',
			},
			{
				name: 'Nowhere',
				value: 'none',
				description: 'Place the call without asking for its result',
			},
			{
				name: 'URL',
				value: 'url',
				description: 'A CallCow Trigger in another workflow, or any other URL',
			},
		],
		default: 'auto',
		description: 'Where CallCow delivers the result of the call',
	},
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		required: true,
		displayOptions: { show: { resultDestination: ['url'] } },
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/…',
		description:
			'A public HTTPS address. For a CallCow Trigger in another workflow, copy its Production URL. The receiver also gets the callback secret of the credential.',
	},
];

/** What Place asks for. */
export const placeProperties = shownFor('call', 'place', [
	toolDescriptionField('The call is placed right away, and you do not get its result.'),
	...promptFields,
	...recipientPhoneFields,
	...resultDestinationFields,
	optionsField(referenceOption),
]);
