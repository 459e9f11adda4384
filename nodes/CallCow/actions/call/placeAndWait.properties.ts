import type { INodeProperties } from 'n8n-workflow';
import { LONGEST_WAIT_MINUTES } from '../../domain/longestWait';
import {
	optionsField,
	promptField,
	recipientPhoneField,
	referenceOption,
	shownFor,
	toolDescriptionField,
} from './fields';

const maximumWaitField: INodeProperties = {
	displayName: 'Maximum Wait (Minutes)',
	name: 'maximumWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: LONGEST_WAIT_MINUTES },
	default: 60,
	description:
		'How long to wait for the result of the call. Then the workflow goes on with the outcome timed_out; the call itself is not ended.',
};

const outputsOption: INodeProperties = {
	displayName: 'Outputs',
	name: 'outputs',
	type: 'options',
	noDataExpression: true,
	displayOptions: { hide: { '@tool': [true] } },
	options: [
		{
			name: 'By Outcome',
			value: 'byOutcome',
			description: 'Answered, Voicemail, Not Reached and No Result have an output of their own',
		},
		{ name: 'One', value: 'one', description: 'Every result leaves by the same output' },
	],
	default: 'one',
	description: 'By which output the result of the call leaves',
};

const transcriptOption: INodeProperties = {
	displayName: 'Include Transcript',
	name: 'includeTranscript',
	type: 'boolean',
	// Read when the wait is over, where no item is at hand for an expression.
	noDataExpression: true,
	displayOptions: { show: { '@tool': [true] } },
	default: false,
	description: 'Whether to give the agent the whole conversation beside the summary',
};

/** What Place and Wait for Result asks for. */
export const placeAndWaitProperties = shownFor('call', 'placeAndWait', [
	toolDescriptionField(
		'It comes back when the call has ended, with its outcome (answered, voicemail, no_answer, busy, failed, canceled, timed_out or unknown) and a summary of what was said.',
	),
	promptField,
	recipientPhoneField,
	maximumWaitField,
	optionsField(referenceOption, outputsOption, transcriptOption),
]);
