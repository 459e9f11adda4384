/* eslint-disable no-console -- never published: runs on the developer's machine */
import { roles } from '../../../local-n8n/queue-mode';
import { startSimulator } from '../../../simulator/server';
import { measureMemory, printMemory } from '../memory';
import { expectEachOnce, untilReported } from '../results';
import { describeQueueMode, openStage, people, type Stage, until } from '../stage';

const waitingAtOnce = 500;
const listLength = 60;

let stage: Stage;

describeQueueMode('n8n in queue mode, with much to do', () => {
	beforeAll(async () => {
		stage = await openStage();
	}, 900_000);

	afterAll(async () => await stage?.close(), 120_000);

	it(`gives each of ${waitingAtOnce} waiting executions its own result, once`, async () => {
		const persons = people(waitingAtOnce);
		const waiting = await stage.publishWaiting();
		const before = await measureMemory(stage.n8n);
		const startedAt = Date.now();
		await stage.putToWait(waiting, persons);
		const allWaitAt = Date.now();
		const whileWaiting = await measureMemory(stage.n8n);
		expect(await stage.decideAll(persons)).toEqual(persons.map(() => 200));
		const allDeliveredAt = Date.now();
		await untilReported(stage, persons, 300_000);
		const doneAt = Date.now();
		expectEachOnce(stage, persons);
		await until(
			'all executions have ended',
			async () =>
				(await stage.n8n.client.countExecutions({
					workflowId: waiting.id,
					status: ['success'],
				})) === waitingAtOnce,
		);
		printMemory({
			before,
			[`while ${waitingAtOnce} wait`]: whileWaiting,
			after: await measureMemory(stage.n8n),
		});
		const perSecond = (ms: number) => (waitingAtOnce / (ms / 1_000)).toFixed(1);
		console.log(
			`${waitingAtOnce} executions: ${perSecond(allWaitAt - startedAt)} put to wait a second, ` +
				`${perSecond(allDeliveredAt - allWaitAt)} results taken a second, ` +
				`the last one reported ${doneAt - allDeliveredAt} ms after it was taken`,
		);
	}, 1_200_000);

	it('keeps the peace when two workers share one limit', async () => {
		const limited = await startSimulator({
			allowPrivateCallbacks: true,
			requestsPerMinute: 60,
			script: { default: { outcome: 'manual' } },
		});
		try {
			const credential = await stage.credentialFor(limited, 60);
			const list = await stage.publishList({ resultDestination: 'none' }, credential);
			const lists = [people(listLength), people(listLength)];
			const startedAt = Date.now();
			for (const persons of lists) await list.start({ people: persons });
			const executions = await stage.n8n.client.waitForExecutions(list.id, 2, 600_000);
			const seconds = Math.round((Date.now() - startedAt) / 1_000);

			const all = lists.flat();
			expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
			expect(
				stage
					.callsTo(all, limited)
					.map(({ person }) => person.phone)
					.sort(),
			).toEqual(all.map(({ phone }) => phone).sort());
			const jobs = await Promise.all(
				roles.map(async (role) => {
					const each = executions.map(async ({ id }) => await stage.jobsOf(role, id));
					return [role, (await Promise.all(each)).reduce((a, b) => a + b)] as const;
				}),
			);
			expect(Object.fromEntries(jobs)).toEqual({
				main: 0,
				'worker 1': 1,
				'worker 2': 1,
				webhook: 0,
			});
			const refused = limited.requests().filter(({ status }) => status === 429).length;
			console.log(
				`Two workers, ${all.length} calls, one limit of 60 a minute: ${seconds} s, ` +
					`${refused} answers of 429, every call placed once`,
			);
			// Each worker keeps the pace by itself: at most the calls of one list meet the limit, and each only a few times.
			expect(refused).toBeLessThan(all.length);
		} finally {
			await limited.close();
		}
	}, 900_000);
});
