import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../../local-n8n/execution-items';
import { withOwnN8n } from '../../support/own-n8n';
import { byHand, callCow, end, workflowOf } from '../../support/workflow-builder';

/** n8n takes one pair of quotes off: what is left when a template and a shell have both added one. */
const QUOTED_TWICE = `"'Europe/Berlin'"`;

const stage = withOwnN8n({ env: { GENERIC_TIMEZONE: QUOTED_TWICE } });

afterEach(() => stage.simulator.reset());

async function run(options: IDataObject, settings: IDataObject = {}) {
	const { n8n: client } = stage;
	const { id } = await client.createWorkflow({
		...workflowOf('Time zone', [
			byHand(),
			callCow(stage.callCow, {
				prompt: 'Confirm the appointment',
				recipientPhone: '+14155552671',
				resultDestination: 'none',
				options,
			}),
			end('Placed'),
		]),
		settings: { executionOrder: 'v1', ...settings },
	});
	return await client.waitForExecution(await client.run(id, 'By hand'), 30_000);
}

const ALL_DAY = {
	from: '00:00',
	to: '24:00',
	days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
};
const hours = (timezone: string) => ({ callingHours: { hours: { ...ALL_DAY, timezone } } });

const goingByIt = [
	['per day', { callEachNumberAtMostOnce: 'perDay' }],
	['per week', { callEachNumberAtMostOnce: 'perWeek' }],
	['in calling hours', hours('')],
] as const;

const refusing = (zone: string) => ({
	message: expect.stringMatching(
		new RegExp(`^The time zone of the workflow is not an IANA time zone name: ["']*${zone}["']*$`),
	) as unknown,
	description: expect.stringContaining('GENERIC_TIMEZONE') as unknown,
});

describe('an n8n whose GENERIC_TIMEZONE holds quotes', () => {
	it.each(goingByIt)('phones nobody %s, and is told what to correct', async (_, options) => {
		const execution = await run(options);
		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error).toMatchObject(refusing('Europe/Berlin'));
		expect(execution.data.resultData.error).toMatchObject({
			description: expect.stringContaining('Remove them') as unknown,
		});
		expect(stage.simulator.requests()).toEqual([]);
	});

	// n8n cannot evaluate any expression then, not even the one that adds the key to a request.
	it.each([
		['ever', { callEachNumberAtMostOnce: 'ever' }],
		['in hours with a time zone of their own', hours('America/New_York')],
		['without any guard', {}],
	])('phones somebody %s, or says clearly why n8n cannot', async (_, options) => {
		const execution = await run(options);
		const { error } = execution.data.resultData;
		if (error === undefined) {
			expect(stage.simulator.calls()).toHaveLength(1);
		} else {
			expect(error).toMatchObject(refusing('Europe/Berlin'));
			expect(stage.simulator.requests()).toEqual([]);
		}
	});

	it('phones where the workflow has a time zone', async () => {
		const perDay = { callEachNumberAtMostOnce: 'perDay' };
		const execution = await run(perDay, { timezone: 'Europe/Berlin' });
		expect(itemsOf(execution, 'Placed')).toEqual([expect.objectContaining({ success: true })]);
	});
});

describe('a workflow whose Timezone is an abbreviation', () => {
	it.each([
		['ever', { callEachNumberAtMostOnce: 'ever' }],
		['in hours with a time zone of their own', hours('America/New_York')],
	])('phones %s, where that time zone does not matter', async (_, options) => {
		const execution = await run(options, { timezone: 'BST' });
		expect(itemsOf(execution, 'Placed')).toEqual([expect.objectContaining({ success: true })]);
	});

	it.each(goingByIt)('phones nobody %s, and is told what to correct', async (_, options) => {
		const execution = await run(options, { timezone: 'BST' });
		expect(execution.data.resultData.error).toMatchObject(refusing('BST'));
		expect(stage.simulator.requests()).toEqual([]);
	});
});
