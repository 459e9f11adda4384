import { findDataTable } from '../../local-n8n/data-tables';
import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution } from '../../local-n8n/rest-client';
import type { ScriptInput } from '../../simulator/plan/script';
import {
	callEverybody,
	type CallEverybody,
	endCalls,
	listOf,
	TABLE_OF_CALLS,
	timesPhoned,
	type Listed,
} from '../support/call-everybody';
import { withCallStage } from '../support/call-stage';
import { withCredentials, withParameters } from '../support/example-workflow';
import { registeredUrl } from '../support/registered-trigger';
import { itWhereN8nHas } from '../support/tested-version';
import { until } from '../support/until';

const START = 'When clicking ‘Execute workflow’';
const RUN_WITHIN_MS = 120_000;
const TIME_LIMIT_MS = 180_000;

const stage = withCallStage({ credential: { requestsPerMinute: 10_000 } });

afterAll(async () => {
	await (await findDataTable(stage.n8n, TABLE_OF_CALLS))?.remove();
});

async function publish(
	choices: CallEverybody,
	placing: Record<string, unknown> = {},
): Promise<string> {
	let workflow = withCredentials(await callEverybody(choices), stage.callCow);
	const { options } = workflow.nodes.find(({ name }) => name === 'Place Calls')!.parameters;
	workflow = withParameters(workflow, 'Place Calls', {
		options: { ...(options as object), ...placing },
	});
	const id = await stage.create(workflow);
	await stage.n8n.activate(id);
	await registeredUrl(stage.n8n, id);
	return id;
}

const rowsOf = async (run: string) =>
	((await (await findDataTable(stage.n8n, TABLE_OF_CALLS))?.rows()) ?? []).filter(
		(row) => row.run === run,
	);

const reports = (...executions: Execution[]) =>
	executions.flatMap((execution) => itemsOf(execution, 'Report'));

const outcomes = (execution: Execution) =>
	itemsOf(execution, 'One Item a Person').map(({ outcome }) => outcome);

const finished = async (executionId: string) =>
	await stage.n8n.waitForExecution(executionId, RUN_WITHIN_MS);

const someHave = async (run: string, count: number) =>
	(await rowsOf(run)).filter(({ outcome }) => outcome).length >= count;

describe('call-everybody-then-report.json', () => {
	itWhereN8nHas('dataTables')(
		'reports once on forty people in the order of the list, the missing as timed out, and files what comes late',
		async () => {
			const run = 'forty';
			const people: Listed[] = listOf(40).map((person, index) => ({
				...person,
				reference: `C-${1_000 + index}`,
			}));
			people[9] = { ...people[9]!, phone: '+1 415 555' };
			people[30] = { ...people[30]!, phone: '(415) 555-2120', name: 'Person 21 again' };
			const late = people[3]!;
			const never = people[4]!;
			const twice = people[5]!;
			const ends = ['answered', 'voicemail', 'busy', 'no_answer', 'failed'] as const;
			const script = people.map(({ phone }, index): [string, ScriptInput] => [
				phone,
				{ outcome: ends[index % 5]!, afterMs: 50 * index, summary: `Summary of ${index + 1}` },
			]);
			stage.simulator.script({
				numbers: {
					...Object.fromEntries(script.filter(([phone]) => /^\+1\d{10}$/.test(phone))),
					[late.phone]: { outcome: 'manual' },
					[never.phone]: { outcome: 'manual' },
				},
			});
			const id = await publish({ people, run, minutesToWait: 0.3 }, { defaultCountry: 'US' });
			const executionId = await stage.n8n.run(id, START);
			await until('36 results are written', async () => await someHave(run, 38));
			const [again] = stage.simulator
				.deliveries()
				.filter(({ recipient_phone: phone }) => phone === twice.phone);
			expect((await stage.simulator.resend(again!.id)).status).toBe(200);
			const execution = await finished(executionId);

			expect(execution.status).toBe('success');
			const calls = stage.simulator.calls();
			const expected = people.map((person, index) => {
				const call = calls.find(({ recipient_phone: phone }) => phone === person.phone);
				return {
					position: index + 1,
					name: person.name,
					phone: person.phone,
					reference: person.reference,
					outcome: call?.outcome ?? 'timed_out',
					summary: call?.outcome ? `Summary of ${index + 1}` : '',
				};
			});
			expected[9] = {
				...expected[9]!,
				outcome: 'not_called',
				summary: expect.stringContaining('has too few digits') as string,
			};
			expected[30] = {
				...expected[30]!,
				outcome: 'skipped',
				summary: 'This node has already called this number today',
			};
			expect(itemsOf(execution, 'One Item a Person')).toEqual(expected);
			const report = expect.objectContaining({
				run,
				people: 40,
				counts: {
					answered: 7,
					voicemail: 8,
					busy: 8,
					no_answer: 7,
					failed: 6,
					timed_out: 2,
					not_called: 1,
					skipped: 1,
				},
			}) as unknown;
			expect(reports(execution)).toEqual([report]);

			expect(await endCalls(stage.simulator, [late], { outcome: 'answered' })).toEqual([200]);
			await until(
				'the late result is in the table',
				async () => (await rowsOf(run))[3]!.outcome === 'answered',
			);
			expect((await rowsOf(run))[4]!.outcome).toBe('timed_out');
			const results = await stage.n8n.waitForExecutions(id, 37, RUN_WITHIN_MS);
			expect(results).toHaveLength(37);
			expect(results.every(({ status }) => status === 'success')).toBe(true);
			expect(reports(...results)).toEqual([]);
			expect(Object.values(timesPhoned(stage.simulator))).toEqual(Array<number>(38).fill(1));
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('dataTables')(
		'goes on with the same run when it is executed again, phones nobody twice, and only the later execution reports',
		async () => {
			const run = 'again';
			const people = listOf(3, 2_200);
			stage.simulator.script({ default: { outcome: 'manual' } });
			const id = await publish({ people, run });
			const first = await stage.n8n.run(id, START);
			await until('all are phoned', () => stage.simulator.calls().length === 3);
			const second = await stage.n8n.run(id, START);
			const overtaken = await finished(first);
			expect([overtaken.status, reports(overtaken)]).toEqual(['success', []]);

			expect(await endCalls(stage.simulator, people, { outcome: 'answered' })).toEqual([
				200, 200, 200,
			]);
			const execution = await finished(second);
			expect(outcomes(execution)).toEqual(['answered', 'answered', 'answered']);
			expect(reports(execution)).toHaveLength(1);

			const third = await finished(await stage.n8n.run(id, START));
			expect(reports(third)).toEqual(reports(execution));
			expect(Object.values(timesPhoned(stage.simulator))).toEqual([1, 1, 1]);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('dataTables')(
		'tries who was refused once more when it is executed again, and nobody else',
		async () => {
			const people = listOf(3, 2_400);
			stage.simulator.script({ default: { outcome: 'voicemail', afterMs: 0 } });
			stage.simulator.fault({
				kind: 'answer',
				callMade: false,
				status: 422,
				recipient: people[1]!.phone,
			});
			const id = await publish({ people, run: 'refused_%' });
			const first = await finished(await stage.n8n.run(id, START));
			expect(outcomes(first)).toEqual(['voicemail', 'not_called', 'voicemail']);

			const second = await finished(await stage.n8n.run(id, START));
			expect(outcomes(second)).toEqual(['voicemail', 'voicemail', 'voicemail']);
			expect(Object.values(timesPhoned(stage.simulator))).toEqual([1, 1, 1]);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('dataTables')(
		'waits for the result of a call of which nobody knows whether it was placed',
		async () => {
			const run = 'in doubt';
			const people = listOf(1, 2_300);
			stage.simulator.script({ default: { outcome: 'manual' } });
			stage.simulator.fault({ kind: 'reset', callMade: true });
			const id = await publish({ people, run }, { maxRetries: 0 });
			const executionId = await stage.n8n.run(id, START);
			const row = async () => (await rowsOf(run))[0];
			await until('the doubt is noted', async () => Boolean((await row())?.summary));
			expect(await row()).toMatchObject({
				outcome: null,
				summary: expect.stringContaining('CallCow did not answer') as string,
			});

			const decision = { outcome: 'answered', summary: 'Comes.' } as const;
			expect(await endCalls(stage.simulator, people, decision)).toEqual([200]);
			expect(itemsOf(await finished(executionId), 'One Item a Person')).toMatchObject([
				{ outcome: 'answered', summary: 'Comes.' },
			]);
		},
		TIME_LIMIT_MS,
	);
});
