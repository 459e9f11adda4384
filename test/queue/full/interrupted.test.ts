/* eslint-disable no-console -- never published: runs on the developer's machine */
import { type Role, roles } from '../../../local-n8n/queue-mode';
import { expectEachOnce, expectPhonedOnce, untilReported } from '../results';
import { describeQueueMode, openStage, people, type Stage, until } from '../stage';

let stage: Stage;

describeQueueMode('n8n in queue mode, interrupted', () => {
	beforeAll(async () => {
		stage = await openStage();
	}, 900_000);

	afterAll(async () => await stage?.close(), 120_000);

	const untilHealthy = async () => {
		for (const role of roles) {
			await until(`${role} is ready`, async () => await stage.n8n.process(role).client.isHealthy());
		}
	};

	const statusOf = async (executionId: string) =>
		(await stage.n8n.client.execution(executionId)).status;

	it('loses no result and phones nobody twice when a worker is killed while it dials a list', async () => {
		const waitingPersons = people(50);
		await stage.putToWait(await stage.publishWaiting(), waitingPersons);

		const listed = people(200);
		const list = await stage.publishList({ options: { callEachNumberAtMostOnce: 'perDay' } });
		// The list takes some seconds, thirty requests always under way.
		stage.simulator.fault({ kind: 'slow', delayMs: 1_000, times: 1_000 });
		await list.start({ people: listed });
		await until('the list is being dialled', () => stage.callsTo(listed).length >= 20);
		const { id: executionId } = (await stage.n8n.client.executions({ workflowId: list.id }))[0]!;
		const killed: Role =
			(await stage.jobsOf('worker 1', executionId)) > 0 ? 'worker 1' : 'worker 2';
		await stage.n8n.end(killed, 'kill');
		stage.simulator.clearFaults();
		const placedAtKill = stage.callsTo(listed).length;
		expect(placedAtKill).toBeLessThan(listed.length);

		// The worker that is left goes on with what waits.
		expect(await stage.decideAll(waitingPersons)).toEqual(waitingPersons.map(() => 200));
		await untilReported(stage, waitingPersons);
		expectEachOnce(stage, waitingPersons);

		await stage.n8n.start(killed);
		const startedAt = Date.now();
		await until(
			'n8n gives the list up',
			async () => !['running', 'new'].includes(await statusOf(executionId)),
			240_000,
		);
		console.log(
			`Killed with ${placedAtKill} of ${listed.length} calls placed; ` +
				`${Math.round((Date.now() - startedAt) / 1_000)} s later the execution is ` +
				`"${await statusOf(executionId)}"`,
		);
		// Nobody has begun the list anew by themselves.
		expect(stage.callsTo(listed)).toHaveLength(placedAtKill);

		// Somebody runs it again: the rest is phoned, and nobody a second time.
		await list.start({ people: listed });
		await until(
			'the list is done',
			async () =>
				(await stage.n8n.client.countExecutions({ workflowId: list.id, status: ['success'] })) ===
				1,
			120_000,
		);
		expectPhonedOnce(stage, listed);
		expect(await stage.decideAll(listed)).toEqual(listed.map(() => 200));
		await untilReported(stage, listed, 120_000);
		expectEachOnce(stage, listed);
	}, 900_000);

	// Exception: a result that CallCow delivers while no webhook process listens.
	it('goes on after the webhook process was killed; what was delivered meanwhile ends as timed_out', async () => {
		const persons = people(5);
		const unlucky = people(1);
		await stage.putToWait(await stage.publishWaiting(), persons);
		await stage.putToWait(await stage.publishWaiting({ maximumWaitMinutes: 1 }), unlucky);
		await stage.n8n.end('webhook', 'kill');
		expect(await stage.decideAll(unlucky)).toEqual([null]);
		await stage.n8n.start('webhook');
		expect(await stage.decideAll(persons)).toEqual(persons.map(() => 200));
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);

		await untilReported(stage, unlucky, 240_000);
		expect(stage.reportsOf(unlucky)).toEqual([expect.objectContaining({ outcome: 'timed_out' })]);
		expectPhonedOnce(stage, unlucky);
	}, 600_000);

	it('goes on after Redis was started again', async () => {
		const { restart } = stage.n8n.redis;
		if (restart === undefined)
			throw new Error('A Redis that others run is not started again here.');
		const persons = people(10);
		const waiting = await stage.publishWaiting();
		await stage.putToWait(waiting, persons);
		await restart();
		await untilHealthy();
		expect(await stage.decideAll(persons)).toEqual(persons.map(() => 200));
		await untilReported(stage, persons, 120_000);
		expectEachOnce(stage, persons);

		const later = people(5);
		await stage.putToWait(waiting, later);
		expect(await stage.decideAll(later)).toEqual(later.map(() => 200));
		await untilReported(stage, later, 120_000);
		expectEachOnce(stage, later);
	}, 600_000);

	it('goes on after PostgreSQL was started again', async () => {
		const persons = people(10);
		const waiting = await stage.publishWaiting();
		await stage.putToWait(waiting, persons);
		await stage.n8n.postgres.restart();
		await untilHealthy();
		expect(await stage.decideAll(persons)).toEqual(persons.map(() => 200));
		await untilReported(stage, persons, 120_000);
		expectEachOnce(stage, persons);
	}, 600_000);

	it('takes results while the main process is gone, and after it was started again', async () => {
		const during = people(5);
		const after = people(5);
		await stage.putToWait(await stage.publishWaiting(), [...during, ...after]);
		await stage.n8n.end('main', 'kill');
		expect(await stage.decideAll(during)).toEqual(during.map(() => 200));
		await untilReported(stage, during);
		expectEachOnce(stage, during);
		await stage.n8n.start('main');
		expect(await stage.decideAll(after)).toEqual(after.map(() => 200));
		await untilReported(stage, after);
		expectEachOnce(stage, after);
	}, 600_000);
});
