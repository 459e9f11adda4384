import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import { type Role, roles } from '../../local-n8n/queue-mode';
import type { StoredCredential } from '../../local-n8n/rest-client';
import { registeredUrl } from '../support/registered-trigger';
import { runUntilWaiting } from '../support/waiting-call';
import { byHand, callCow, callCowTrigger, end, workflowOf } from '../support/workflow-builder';
import { measureMemory, printMemory } from './memory';
import { expectEachOnce, untilReported } from './results';
import { describeQueueMode, openStage, people, type Person, type Stage, until } from './stage';

let stage: Stage;

describeQueueMode('n8n in queue mode', () => {
	beforeAll(async () => {
		stage = await openStage();
	}, 600_000);

	beforeEach(() => void stage.simulator.script({ default: { outcome: 'manual' } }));

	afterAll(async () => await stage?.close(), 120_000);

	it('places a list on a worker, and takes the results at the webhook process', async () => {
		const persons = people(5);
		stage.simulator.script({ default: { outcome: 'answered', afterMs: 300 } });
		const list = await stage.publishList();
		await list.start({ people: persons });
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);
		const deliveries = stage.simulator.deliveries();
		expect(deliveries).toHaveLength(5);
		for (const { url, status } of deliveries) {
			expect(url.startsWith(`${stage.n8n.webhookUrl}/webhook/`)).toBe(true);
			expect(status).toBe(200);
		}
	}, 120_000);

	// n8n 2.41.1 gives workers no static data in an execution's first job, and the trigger's URL is kept there.
	it('finds the trigger of the same workflow on a worker all the same', async () => {
		const persons = people(1);
		const { start } = await stage.publishListWithTrigger();
		await start({ people: persons });
		await until('the call is placed', () => stage.callsTo(persons).length === 1);
		expect(await stage.decideAll(persons)).toEqual([200]);
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);
	}, 120_000);

	/** How many jobs the workers had of an execution; the other processes must have had none. */
	const jobsOnWorkers = async (executionId: string): Promise<number> => {
		const jobs: Partial<Record<Role, number>> = {};
		for (const role of roles) jobs[role] = await stage.jobsOf(role, executionId);
		expect(jobs).toMatchObject({ main: 0, webhook: 0 });
		return jobs['worker 1']! + jobs['worker 2']!;
	};

	it('places a call on a worker and goes on with its result on a worker', async () => {
		const persons = people(1);
		await stage.putToWait(await stage.publishWaiting(), persons);
		expect(await stage.decideAll(persons)).toEqual([200]);
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);
		const { executionId } = stage.reportsOf(persons)[0]!;
		// One job until the wait, one after it.
		expect(await jobsOnWorkers(executionId)).toBe(2);
	}, 120_000);

	// As n8n 3 always has it: OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS.
	describe('that runs what is started by hand on workers', () => {
		const call = async ({ phone, reference }: Person, parameters: IDataObject) =>
			callCow(await stage.credentialFor(stage.simulator, 10_000), {
				prompt: 'Confirm the appointment',
				recipientPhone: phone,
				options: { reference },
				...parameters,
			});

		it('waits there for a call, and goes on with its result', async () => {
			const { client } = stage.n8n;
			const persons = people(1);
			const waiting = await call(persons[0]!, {
				operation: 'placeAndWait',
				maximumWaitMinutes: 60,
			});
			const { id } = await client.createWorkflow(
				workflowOf('By hand', [byHand(), waiting, end('Result')]),
			);
			const executionId = await runUntilWaiting(client, id);
			expect(await stage.decideAll(persons)).toEqual([200]);
			const execution = await client.waitForExecution(executionId, 30_000);
			expect([execution.status, execution.mode]).toEqual(['success', 'manual']);
			expect(itemsOf(execution, 'Result')).toEqual([
				expect.objectContaining({ outcome: 'answered', reference: persons[0]!.reference }),
			]);
			expect(await jobsOnWorkers(executionId)).toBe(2);
		}, 120_000);

		it('finds the trigger of the same workflow, which gets the result', async () => {
			const { client } = stage.n8n;
			const persons = people(1);
			const place = await call(persons[0]!, {});
			const { callCowApi } = place.credentials!;
			const { id } = await client.createWorkflow(
				workflowOf(
					'By hand, with trigger',
					[byHand(), place],
					[
						callCowTrigger({ ...callCowApi, type: 'callCowApi' } as StoredCredential),
						end('Result'),
					],
				),
			);
			await client.activate(id);
			await registeredUrl(client, id);
			const executionId = await client.run(id, 'By hand');
			expect((await client.waitForExecution(executionId, 30_000)).status).toBe('success');
			expect(await jobsOnWorkers(executionId)).toBe(1);
			expect(await stage.decideAll(persons)).toEqual([200]);
			const [received] = await client.waitForExecutions(id, 1, 30_000);
			expect(itemsOf(received!, 'Result')).toEqual([
				expect.objectContaining({ outcome: 'answered', reference: persons[0]!.reference }),
			]);
		}, 120_000);
	});

	// Several versions of n8n have deleted such executions while they wait: see docs/self-hosting.md.
	it('keeps an execution that waits when successful ones are not saved', async () => {
		const persons = people(2);
		const waiting = await stage.publishWaiting({}, { saveDataSuccessExecution: 'none' });
		await stage.putToWait(waiting, persons);
		expect(await stage.decideAll(persons)).toEqual([200, 200]);
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);
		await until(
			'n8n keeps nothing',
			async () => (await stage.n8n.client.countExecutions({ workflowId: waiting.id })) === 0,
		);
	}, 120_000);

	it('waits for one call after the other in a loop', async () => {
		const persons = people(3);
		const loop = await stage.publishLoop();
		await loop.start({ people: persons });
		for (const [index, person] of persons.entries()) {
			await until('the next call is waited for', async () => {
				const waiting = await stage.n8n.client.countExecutions({
					workflowId: loop.id,
					status: ['waiting'],
				});
				return waiting === 1 && stage.callsTo(persons).length === index + 1;
			});
			expect(await stage.decideAll([person])).toEqual([200]);
		}
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);
	}, 120_000);

	it('gives each of twenty waiting executions its own result, once', async () => {
		const persons = people(20);
		const before = await measureMemory(stage.n8n);
		const waiting = await stage.publishWaiting();
		await stage.putToWait(waiting, persons);
		const whileWaiting = await measureMemory(stage.n8n);
		expect(await stage.decideAll(persons)).toEqual(persons.map(() => 200));
		await untilReported(stage, persons);
		expectEachOnce(stage, persons);
		printMemory({ before, 'while 20 wait': whileWaiting, after: await measureMemory(stage.n8n) });
	}, 180_000);
});
