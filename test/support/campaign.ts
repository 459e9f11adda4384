import type { IDataObject, INode } from 'n8n-workflow';

import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import { withParameters } from './example-workflow';

/* The campaign of the examples, with times that a test can wait for. */

export const CAMPAIGN_TABLE = 'CallCow campaign';
export const DO_NOT_CALL_TABLE = 'CallCow do not call';

const EVERY_DAY = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** When the workflow ends itself, and how long after the mark a call is asked for again, in seconds. */
export interface Lease {
	readonly endsAfter: number;
	readonly askAgainUntil: number;
}

export interface Times {
	/**
	 * From one tick to the next, up to 59: n8n makes every minute of more. `never`: ticks come when a
	 * test says so. As the example has it by default.
	 */
	readonly everySeconds?: number | 'never';
	/** As the example has it by default. */
	readonly lease?: Lease;
}

/** The campaign with other settings, hours that never end, and if need be other times. */
export function quickCampaign(
	campaign: WorkflowDefinition,
	settings: Readonly<Record<string, number | string>>,
	{ everySeconds, lease }: Times = {},
): WorkflowDefinition {
	return [
		withSettings({ call_from: '00:00', call_to: '24:00', ...settings }),
		onEveryDay,
		...(everySeconds === undefined ? [] : [everySo(everySeconds)]),
		...(lease === undefined ? [] : [withLease(lease)]),
	].reduce((workflow, change) => change(workflow), campaign);
}

function nodeOf({ nodes }: WorkflowDefinition, name: string): INode {
	const found = nodes.find((node) => node.name === name);
	if (found === undefined) throw new Error(`The campaign has no node "${name}".`);
	return found;
}

function withSettings(settings: Readonly<Record<string, number | string>>) {
	return (workflow: WorkflowDefinition) => {
		const { assignments } = nodeOf(workflow, 'Settings').parameters as {
			assignments: { assignments: Array<{ name: string; value: unknown }> };
		};
		const given = assignments.assignments;
		const unknown = Object.keys(settings).filter((name) => !given.some((one) => one.name === name));
		if (unknown.length > 0) throw new Error(`Settings has no ${unknown.join(', ')}.`);
		const changed = given.map((one) => ({ ...one, value: settings[one.name] ?? one.value }));
		return withParameters(workflow, 'Settings', {
			assignments: { assignments: changed },
		} as IDataObject);
	};
}

function onEveryDay(workflow: WorkflowDefinition): WorkflowDefinition {
	const options = nodeOf(workflow, 'Call').parameters.options as {
		callingHours: { hours: IDataObject };
	};
	const callingHours = { hours: { ...options.callingHours.hours, days: EVERY_DAY } };
	return withParameters(workflow, 'Call', { options: { ...options, callingHours } });
}

function everySo(seconds: number | 'never') {
	const interval =
		seconds === 'never'
			? // The last day of February in leap years.
				[{ field: 'cronExpression', expression: '0 0 29 2 *' }]
			: [{ field: 'seconds', secondsInterval: seconds }];
	return (workflow: WorkflowDefinition) =>
		withParameters(workflow, 'Every Minute', { rule: { interval } });
}

function withLease({ endsAfter, askAgainUntil }: Lease) {
	return (workflow: WorkflowDefinition) => {
		const changed = [
			withText('Choose Rows', 'ageSeconds > 60', `ageSeconds > ${endsAfter}`),
			withText('Choose Rows', 'ageSeconds < 210', `ageSeconds < ${askAgainUntil}`),
		].reduce((before, change) => change(before), workflow);
		return { ...changed, settings: { ...changed.settings, executionTimeout: endsAfter } };
	};
}

function withText(nodeName: string, before: string, after: string) {
	return (workflow: WorkflowDefinition) => {
		const code = nodeOf(workflow, nodeName).parameters.jsCode as string;
		if (!code.includes(before)) throw new Error(`"${nodeName}" does not say "${before}".`);
		return withParameters(workflow, nodeName, { jsCode: code.replace(before, after) });
	};
}
