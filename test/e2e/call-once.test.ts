import type { INode } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution } from '../../local-n8n/rest-client';
import { versions } from '../../local-n8n/versions';
import { withOwnN8n } from '../support/own-n8n';
import { byHand, callCow, list, workflowOf } from '../support/workflow-builder';

const stage = withOwnN8n({ version: versions.n8n });

const PEOPLE = Array.from({ length: 50 }, (_, index) => ({ phone: `+1415555${2_000 + index}` }));

afterEach(() => stage.simulator.reset());

/** Every minute of the week, so that whenever the test runs the hours are looked at and do not matter. */
const always = {
	hours: {
		from: '00:00',
		to: '24:00',
		days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
		timezone: 'America/New_York',
	},
};

const storedWorkflow = async (
	items: typeof PEOPLE,
	options: object,
	onError: INode['onError'] = 'stopWorkflow',
) => {
	const { id } = await stage.n8n.createWorkflow(
		workflowOf('Call once', [
			byHand(),
			list(items),
			callCow(
				stage.callCow,
				{
					prompt: 'Confirm the appointment',
					recipientPhone: '={{ $json.phone }}',
					resultDestination: 'none',
					options: { callEachNumberAtMostOnce: 'ever', ...options },
				},
				{ onError },
			),
		]),
	);
	return id;
};

const runToItsEnd = async (workflowId: string): Promise<Execution> =>
	await stage.n8n.waitForExecution(await stage.n8n.run(workflowId, 'By hand'), 60_000);

/** Kills n8n when CallCow has placed so many calls, and starts it again on the same data. */
async function killAtCall(count: number, workflowId: string): Promise<number> {
	const killed = new Promise<number>((resolve, reject) => {
		let placed = 0;
		const unsubscribe = stage.simulator.subscribe(({ type }) => {
			if (type !== 'callPlaced' || ++placed !== count) return;
			unsubscribe();
			stage.server.kill().then(() => resolve(stage.simulator.calls().length), reject);
		});
	});
	await stage.n8n.run(workflowId, 'By hand');
	const placed = await killed;
	await stage.server.startAgain();
	return placed;
}

describe('Call Each Number At Most Once on a real n8n', () => {
	it.each([
		['answers at once', undefined],
		['answers after three seconds', { kind: 'slow', delayMs: 3_000, times: 30 } as const],
	])(
		'phones 50 people once each when n8n is killed at the 20th call and CallCow %s',
		async (_, fault) => {
			const workflowId = await storedWorkflow(PEOPLE, { callingHours: always });
			if (fault !== undefined) stage.simulator.fault(fault);
			const placed = await killAtCall(20, workflowId);
			expect(placed).toBeGreaterThanOrEqual(20);
			expect(placed).toBeLessThan(50);

			const second = await runToItsEnd(workflowId);
			expect(second.status).toBe('success');
			const items = itemsOf(second, 'CallCow');
			expect(items).toHaveLength(50);
			expect(items.every(({ success, skipped }) => success === true || skipped === true)).toBe(
				true,
			);
			const numbers = stage.simulator.calls().map((call) => call.recipient_phone);
			expect(numbers).toHaveLength(50);
			expect(numbers.sort()).toEqual(PEOPLE.map(({ phone }) => phone));

			const third = await runToItsEnd(workflowId);
			expect(itemsOf(third, 'CallCow').filter(({ skipped }) => skipped === true)).toHaveLength(50);
			expect(third.data.resultData.runData.CallCow![0]!.hints).toEqual([
				expect.objectContaining({
					message:
						"50 items were skipped because the number was already called. See 'reason' in the output.",
				}),
			]);
			expect(stage.simulator.calls()).toHaveLength(50);
		},
		180_000,
	);
});

describe('Maximum Calls per Day on a real n8n', () => {
	it('holds when n8n is killed at the 20th of 50 calls, and the list is run again and again', async () => {
		const workflowId = await storedWorkflow(
			PEOPLE,
			{ maximumCallsPerDay: 30 },
			'continueErrorOutput',
		);
		const placed = await killAtCall(20, workflowId);
		expect(placed).toBeLessThanOrEqual(30);

		await runToItsEnd(workflowId);
		const third = await runToItsEnd(workflowId);
		expect(third.status).toBe('success');
		const calls = stage.simulator.calls().length;
		expect(calls).toBeGreaterThanOrEqual(20);
		expect(calls).toBeLessThanOrEqual(30);
		expect(new Set(stage.simulator.calls().map((call) => call.recipient_phone)).size).toBe(calls);
		const [outcomes, errors] = third.data.resultData.runData.CallCow![0]!.data!.main!;
		expect(outcomes).toHaveLength(calls);
		expect(outcomes!.every(({ json }) => json.skipped === true)).toBe(true);
		expect(errors).toHaveLength(50 - calls);
		expect(errors![0]!.json).toMatchObject({
			error: expect.stringContaining("has reached 'Maximum Calls per Day' (30)"),
			details: { callable_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00[-+]\d\d:\d\d$/) },
		});
	}, 180_000);
});

describe('Calling Hours on a real n8n', () => {
	it('refuse a call outside them, and say when it is allowed', async () => {
		// A day that is neither today nor tomorrow anywhere.
		const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
		const day = inThreeDays.toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' });
		const workflowId = await storedWorkflow([PEOPLE[0]!], {
			callingHours: { hours: { ...always.hours, days: [day.toLowerCase()], from: '09:30' } },
		});
		const { status, data } = await runToItsEnd(workflowId);
		expect(status).toBe('error');
		expect(data.resultData.error?.message).toMatch(
			new RegExp(
				`^It is outside 'Calling Hours': the next call is allowed on ${day}, .* at 09:30 \\(America/New_York\\)$`,
			),
		);
		expect(stage.simulator.requests()).toEqual([]);
	}, 60_000);

	it('go by the clock of each recipient, and skip who may not be called now', async () => {
		// Around the clock, except for the hour that it is in New York now.
		const inNewYork = Number(
			new Date()
				.toLocaleTimeString('en-US', {
					timeZone: 'America/New_York',
					hour: '2-digit',
					hourCycle: 'h23',
				})
				.slice(0, 2),
		);
		const time = (hour: number) => `${String((hour + 24) % 24).padStart(2, '0')}:00`;
		const workflowId = await storedWorkflow(
			[{ phone: '+12125552671' }, { phone: '+442079460958' }],
			{
				callingHours: {
					hours: {
						...always.hours,
						clock: 'recipient',
						outside: 'skip',
						from: time(inNewYork + 2),
						to: time(inNewYork - 1),
					},
				},
			},
		);
		const execution = await runToItsEnd(workflowId);
		expect(execution.status).toBe('success');
		const [ann, sarah] = itemsOf(execution, 'CallCow');
		expect(ann).toMatchObject({
			success: false,
			skipped: true,
			reason: expect.stringContaining('(America/New_York)'),
			callable_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00-0[45]:00$/),
		});
		// In London it is four or five hours later.
		expect(sarah).toMatchObject({ success: true, recipient_phone: '+442079460958' });
		expect(stage.simulator.calls().map(({ recipient_phone: phone }) => phone)).toEqual([
			'+442079460958',
		]);
	}, 60_000);
});
