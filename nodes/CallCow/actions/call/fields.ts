import type { INodeProperties } from 'n8n-workflow';
import { COUNTRY_OPTIONS } from '../../domain/countries';
import {
	callingHoursOption,
	callOnceOption,
	maximumCallsOption,
	maximumCallsPerDayOption,
} from './guards/options';

/** Fields that every operation that phones somebody asks for, defined once. */

/** The fields as one operation has them. */
export function shownFor(
	resource: string,
	operation: string,
	fields: INodeProperties[],
): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
		},
	}));
}

const BRIEFING =
	'Your prompt is the only briefing that the AI gets: say who to call, why, when, and where, with every detail the person may ask about.';

/**
 * What a model reads about the tool. n8n would write "Place a call in CallCow" by itself, which does
 * not tell that a real person is phoned, nor what a good briefing is.
 */
export const toolDescriptionField = (
	whatComesBack: string,
	briefing = BRIEFING,
): INodeProperties => ({
	displayName: 'Tool Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 10 },
	required: true,
	displayOptions: { show: { '@tool': [true] } },
	default: `Calls a real person, who talks with an AI. Use it only when someone should be called, once for each call. ${briefing} Give the phone number in E.164 format, such as +14155552671. ${whatComesBack}`,
	description: 'What the AI model is told about this tool',
});

/**
 * The field as a node and as a tool have it. In a tool it is the model's from the start, with a description
 * that makes good calls: n8n's own way to hand a field to a model leaves the description empty.
 */
function orFromModel(field: INodeProperties, key: string, description: string): INodeProperties[] {
	return [
		{ ...field, displayOptions: { hide: { '@tool': [true] } } },
		{
			...field,
			displayOptions: { show: { '@tool': [true] } },
			default: `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`,
		},
	];
}

const promptField: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: "e.g. Confirm Sarah's 3 pm appointment tomorrow at the dental practice",
	description: 'What the AI should do in this call, written as you would brief an assistant',
	hint: 'Say who to call, why, when, and where, with every detail the person may ask about',
};

export const promptFields = orFromModel(
	promptField,
	'Prompt',
	'The complete briefing for the AI that makes the call, which knows nothing else: who it calls and on whose behalf, why, every date, time, place, and name the person may ask about, and what to find out',
);

const recipientPhoneField: INodeProperties = {
	displayName: 'Recipient Phone',
	name: 'recipientPhone',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +1 415 555 2671',
	description:
		"The number to call, in any common format, with + and the country code. For numbers without a country code, set 'Default Country' under Options.",
};

export const recipientPhoneFields = orFromModel(
	recipientPhoneField,
	'Recipient_Phone',
	'The number to call, with + and the country code, such as +14155552671. Use only a number that the user gave or a tool found, never a guess',
);

const allowPremiumNumbersOption: INodeProperties = {
	displayName: 'Allow Premium Numbers',
	name: 'allowPremiumNumbers',
	type: 'boolean',
	default: false,
	description:
		'Whether to call numbers that can cost more than a regular call: premium-rate, shared-cost, personal, and pager numbers, and satellite phones',
};

const defaultCountryOption: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	options: [...COUNTRY_OPTIONS],
	default: 'US',
	description: 'The country to assume for numbers without a country code',
};

const idempotencyKeyOption: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	typeOptions: { password: false },
	default: '',
	placeholder: 'e.g. {{ $json.ID }}',
	description:
		"CallCow places only one call for all requests with the same key within five minutes, so use a different key for each number. If you leave this out, the node creates a key for each item of each run, which also keeps 'Retry On Fail' from calling anyone twice.",
};

const maxRetriesOption: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
	default: 3,
	description:
		'How many times to repeat a request that CallCow does not answer properly. The person is still called only once. Waiting for the rate limit does not count as a retry. With 0, requests are never repeated, not even after a rate limit.',
};

export const referenceOption: INodeProperties = {
	displayName: 'Reference',
	name: 'reference',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.row_number }}',
	description:
		'Your own ID, such as a row number or a CRM record. It comes back with the result of the call. CallCow sees it as part of the callback URL.',
};

const timeoutSecondsOption: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeoutSeconds',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 300, numberPrecision: 0 },
	default: 60,
	description: 'How long to wait for CallCow to answer a request',
};

/** The options of every call, and those that one operation has beside them, by name. */
export function optionsField(...more: INodeProperties[]): INodeProperties {
	const options = [
		allowPremiumNumbersOption,
		callingHoursOption,
		callOnceOption,
		defaultCountryOption,
		idempotencyKeyOption,
		maximumCallsOption,
		maximumCallsPerDayOption,
		maxRetriesOption,
		timeoutSecondsOption,
		...more,
	];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: options.sort(byDisplayName),
	};
}

/** Not by localeCompare, which takes some milliseconds to load the rules of languages, each time n8n starts. */
function byDisplayName(a: INodeProperties, b: INodeProperties): number {
	return a.displayName < b.displayName ? -1 : 1;
}
