import { findDataTable } from '../../../local-n8n/data-tables';
import { itemsOf } from '../../../local-n8n/execution-items';
import type { Role } from '../../../local-n8n/queue-mode';
import { endCalls, listOf, TABLE_OF_CALLS, timesPhoned } from '../../support/call-everybody';
import { describeQueueMode, openStage, type Stage, until } from '../stage';

let stage: Stage;

describeQueueMode('call-everybody-then-report.json in queue mode', () => {
	beforeAll(async () => {
		stage = await openStage({ runsCode: true });
	}, 900_000);

	afterAll(async () => await stage?.close(), 120_000);

	it('reports once on forty people, although the worker that placed their calls and the main process are killed', async () => {
		const run = 'killed';
		const people = listOf(40, 5_000);
		const { id, start } = await stage.publishEverybody({
			people,
			run,
			minutesToWait: 1,
			lookAgainSeconds: 66,
		});
		await start({});
		const waiting = { workflowId: id, status: ['waiting' as const] };
		await stage.n8n.client.waitForCount(waiting, 1, 60_000);
		const { id: executionId } = (await stage.n8n.client.executions(waiting))[0]!;
		const placedOn: Role =
			(await stage.jobsOf('worker 1', executionId)) > 0 ? 'worker 1' : 'worker 2';

		const [early, betweenTimes, late, never] = [
			people.slice(0, 10),
			people.slice(10, 38),
			people.slice(38, 39),
			people.slice(39),
		];
		const rows = async () =>
			(await (await findDataTable(stage.n8n.client, TABLE_OF_CALLS))?.rows()) ?? [];
		await endCalls(stage.simulator, early, { outcome: 'answered' });
		await until(
			'the early results are in the table',
			async () => (await rows()).filter(({ outcome }) => outcome).length === early.length,
		);
		await stage.n8n.end(placedOn, 'kill');
		await stage.n8n.end('main', 'kill');
		// The webhook process and the worker that is left take them.
		const answers = await endCalls(stage.simulator, betweenTimes, { outcome: 'busy' });
		expect(answers).toEqual(betweenTimes.map(() => 200));
		await stage.n8n.start('main');

		const report = { people: 40, counts: { answered: 10, busy: 28, timed_out: 2 } };
		await until('there is a report', () => stage.listReports(run).length > 0, 300_000);
		await endCalls(stage.simulator, late, { outcome: 'answered' });
		await until(
			'the late result is in the table',
			async () => (await rows())[38]!.outcome === 'answered',
		);
		expect(stage.listReports(run)).toMatchObject([report]);
		const execution = await stage.n8n.client.waitForExecution(executionId, 60_000);
		expect(itemsOf(execution, 'One Item a Person').map(({ phone }) => phone)).toEqual(
			people.map(({ phone }) => phone),
		);
		expect(timesPhoned(stage.simulator)).toEqual(
			Object.fromEntries(
				[...early, ...betweenTimes, ...late, ...never].map(({ phone }) => [phone, 1]),
			),
		);
	}, 900_000);
});
