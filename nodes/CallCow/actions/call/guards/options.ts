import type { INodeProperties } from 'n8n-workflow';
import { WEEKDAYS } from '../../../domain/weekdays';

/** What the form asks for each guard. */

export const callingHoursOption: INodeProperties = {
	displayName: 'Calling Hours',
	name: 'callingHours',
	type: 'fixedCollection',
	placeholder: 'Add calling hours',
	default: {},
	description:
		'When people may be called. At any other time, the node refuses or skips the item and names the next allowed time.',
	options: [
		{
			displayName: 'Hours',
			name: 'hours',
			values: [
				{
					displayName: 'Clock',
					name: 'clock',
					type: 'options',
					options: [
						{
							name: 'Recipient',
							value: 'recipient',
							description:
								'Use the time where the recipient is, based on the number. If the number may be in several time zones, the call must be within the hours in all of them.',
						},
						{
							name: 'Time Zone',
							value: 'given',
							description: 'Use the time zone below',
						},
					],
					default: 'given',
					description: 'Whose time the hours are in',
				},
				{
					displayName: 'Days',
					name: 'days',
					type: 'multiOptions',
					options: WEEKDAYS.map((value) => ({
						name: value[0]!.toUpperCase() + value.slice(1),
						value,
					})),
					default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
					description: 'The days on which the hours begin',
				},
				{
					displayName: 'From',
					name: 'from',
					type: 'string',
					default: '09:00',
					placeholder: 'e.g. 09:00',
					description: 'The time from which calls may be placed',
				},
				{
					displayName: 'Outside the Hours',
					name: 'outside',
					type: 'options',
					options: [
						{
							name: 'Refuse',
							value: 'refuse',
							description: 'Return an error that names the next allowed time',
						},
						{
							name: 'Skip',
							value: 'skip',
							description:
								'Pass the item on without a call, with skipped, reason, and callable_at (the next allowed time)',
						},
					],
					default: 'refuse',
					description: 'What to do with an item outside the hours',
				},
				{
					displayName: 'Time Zone',
					name: 'timezone',
					type: 'string',
					displayOptions: { hide: { clock: ['recipient'] } },
					default: '',
					placeholder: 'e.g. America/New_York',
					description:
						'The IANA name of the time zone of the recipients, or an expression that returns it for each item. Leave empty to use the time zone of the workflow.',
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'string',
					default: '18:00',
					placeholder: 'e.g. 18:00',
					description:
						"The time from which no more calls are placed. A time earlier than 'From' means the next day, so the hours can span midnight.",
				},
			],
		},
	],
};

export const callOnceOption: INodeProperties = {
	displayName: 'Call Each Number At Most Once',
	name: 'callEachNumberAtMostOnce',
	type: 'options',
	options: [
		{ name: 'Always Call', value: 'always', description: 'Call a number as often as it comes in' },
		{ name: 'Ever', value: 'ever', description: 'Call a number only once, ever' },
		{
			name: 'Per Day',
			value: 'perDay',
			description: 'Call a number once per calendar day, in the time zone of the workflow',
		},
		{
			name: 'Per Week',
			value: 'perWeek',
			description:
				'Call a number once per week, Monday to Sunday, in the time zone of the workflow',
		},
	],
	default: 'perDay',
	description:
		'Skips numbers that this node has already called in any execution of this workflow. n8n keeps the record in its database, so it survives a crash.',
};

export const maximumCallsOption: INodeProperties = {
	displayName: 'Maximum Calls',
	name: 'maximumCalls',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 100,
	description:
		'The most calls this node may place in one execution of the workflow, including all runs of a loop and all tool calls of an agent. Behind an MCP Server Trigger, the count starts over with each use. If there are more items, no call is placed, unless the node continues on error: then only the first items are called.',
};

export const maximumCallsPerDayOption: INodeProperties = {
	displayName: 'Maximum Calls per Day',
	name: 'maximumCallsPerDay',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100_000, numberPrecision: 0 },
	default: 100,
	description:
		'The most calls this node may place in one day (in the time zone of the workflow), across all executions, including those of agents and MCP clients. Any further item returns an error that names the beginning of the next day. n8n keeps the count in its database, so it survives a restart.',
};
