import type { INodeProperties } from 'n8n-workflow';
import { workflowLocator } from '../../workflowLocator';
import { optionsField, recipientPhoneFields, shownFor, toolDescriptionField } from './fields';

const recipientContextOption: INodeProperties = {
	displayName: 'Recipient Context',
	name: 'recipientContext',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Bought a bike last week; asked about insurance',
	description: 'What the AI should know about the person. An object is sent as JSON.',
};

const recipientEmailOption: INodeProperties = {
	displayName: 'Recipient Email',
	name: 'recipientEmail',
	type: 'string',
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'The email address of the person. Recommended for calls that book a meeting.',
};

const recipientNameOption: INodeProperties = {
	displayName: 'Recipient Name',
	name: 'recipientName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Sarah',
	description: 'How the AI addresses the person',
};

/** What Place with Workflow asks for. */
export const placeWithWorkflowProperties = shownFor('call', 'placeWithWorkflow', [
	toolDescriptionField(
		'The call is placed right away, and you do not get its result.',
		'The CallCow workflow already defines what the AI says. Use the context to tell it about the person.',
	),
	workflowLocator('The CallCow workflow that the AI follows in this call'),
	...recipientPhoneFields,
	optionsField(recipientContextOption, recipientEmailOption, recipientNameOption),
]);
