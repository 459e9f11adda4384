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
		'When people may be phoned. At any other time the item is refused or skipped, with the next time at which it would not be.',
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
								'The hours count where the recipient is, known from the number. If that may be in several time zones, it has to be within the hours in all of them.',
						},
						{
							name: 'Time Zone',
							value: 'given',
							description: 'The hours count in the time zone below',
						},
					],
					default: 'given',
					description: 'Whose clock the hours go by',
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
					description: 'The first minute at which calls may be placed',
				},
				{
					displayName: 'Outside the Hours',
					name: 'outside',
					type: 'options',
					options: [
						{
							name: 'Refuse',
							value: 'refuse',
							description: 'The item is an error, which names the next allowed time',
						},
						{
							name: 'Skip',
							value: 'skip',
							description:
								'The item goes on without a call, with skipped, reason and callable_at, the next allowed time',
						},
					],
					default: 'refuse',
					description: 'What happens to an item outside the hours',
				},
				{
					displayName: 'Time Zone',
					name: 'timezone',
					type: 'string',
					displayOptions: { hide: { clock: ['recipient'] } },
					default: '',
					placeholder: 'e.g. America/New_York',
					description:
						'The IANA name of the time zone of the people who are called, or an expression that gives it for each item. Empty: the time zone of the workflow.',
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'string',
					default: '18:00',
					placeholder: 'e.g. 18:00',
					description:
						'From this minute on no call is placed. A time before From is on the next day: hours may go over midnight.',
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
		{ name: 'Always Call', value: 'always', description: 'A number may be phoned any time' },
		{ name: 'Ever', value: 'ever', description: 'A number that this node has phoned is skipped' },
		{
			name: 'Per Day',
			value: 'perDay',
			description: 'Once a calendar day, in the time zone of the workflow',
		},
		{
			name: 'Per Week',
			value: 'perWeek',
			description: 'Once a week from Monday to Sunday, in the time zone of the workflow',
		},
	],
	default: 'perDay',
	description:
		'Whether this node skips a number that it has phoned before, in any execution of this workflow. n8n keeps the record in its database, also through a crash.',
};

export const maximumCallsOption: INodeProperties = {
	displayName: 'Maximum Calls',
	name: 'maximumCalls',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 100,
	description:
		'How many calls this node may place in one execution of the workflow, all runs of a loop and all tool calls of an agent together. Behind an MCP Server Trigger it counts anew with each use. With more items than that no call is placed, unless the node continues on error: then the first ones are phoned.',
};

export const maximumCallsPerDayOption: INodeProperties = {
	displayName: 'Maximum Calls per Day',
	name: 'maximumCallsPerDay',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100_000, numberPrecision: 0 },
	default: 100,
	description:
		'How many calls this node may place on one day in the time zone of the workflow, all executions together, also those of agents and MCP clients. Any further item is an error that names the beginning of the next day. n8n keeps count in its database, also through a restart.',
};
