import type { IDataObject } from 'n8n-workflow';
import { type DataTable, findDataTable } from '../../local-n8n/data-tables';
import { itemsOf } from '../../local-n8n/execution-items';
import type { Execution } from '../../local-n8n/rest-client';
import { startCallStage, type CallStage } from '../support/call-stage';
import { CAMPAIGN_TABLE, DO_NOT_CALL_TABLE, quickCampaign } from '../support/campaign';
import { readExample, readExampleList, withCredentials } from '../support/example-workflow';
import { describeWhereN8nHas } from '../support/tested-version';
import { until } from '../support/until';

const START = 'When clicking ‘Execute workflow’';
const SETTINGS = { minutes_between_attempts: 1 / 60, attempts: 2 };
/** Ticks come when the test says so. */
const TIMES = { everySeconds: 'never' } as const;
const SARAH = '+14155550100';
const DANIEL = '+442079460958';
const EMMA = '+12025550143';

/** One campaign goes through all tests: nothing is cleared between them. */
let stage: CallStage;
let workflowId: string;
let campaign: DataTable;
let doNotCall: DataTable;

beforeAll(async () => {
	stage = await startCallStage({ script: { default: { outcome: 'answered', afterMs: 200 } } });
});

afterAll(async () => {
	await stage.clear();
	await stage.close();
});

const tick = async (): Promise<Execution> => {
	const execution = await stage.run(workflowId, START);
	expect([execution.status, execution.data.resultData.error?.message]).toEqual([
		'success',
		undefined,
	]);
	return execution;
};

/** The rows of these names, each as the fields that are asked for. */
async function rowsOf(names: readonly string[], ...fields: string[]): Promise<IDataObject[]> {
	const rows = await campaign.rows();
	return names.map((name) => {
		const row = rows.find((one) => one.name === name);
		return Object.fromEntries(fields.map((field) => [field, row?.[field]]));
	});
}

const statusOf = async (name: string) => (await rowsOf([name], 'status'))[0]!.status;

const untilStatus = async (name: string, status: string) => {
	await until(`${name} is ${status}`, async () => (await statusOf(name)) === status);
};

const callsTo = (phone: string) =>
	stage.simulator.calls().filter(({ recipient_phone: to }) => to === phone).length;

describeWhereN8nHas('dataTables')('the campaign from a table', () => {
	beforeAll(async () => {
		const example = withCredentials(await readExample('campaign-from-a-table.json'), stage.callCow);
		const quick = quickCampaign(example, SETTINGS, TIMES);
		workflowId = await stage.create(quick);
	});

	it('makes its tables when it is executed for the first time, and calls nobody', async () => {
		await tick();
		campaign = (await findDataTable(stage.n8n, CAMPAIGN_TABLE))!;
		doNotCall = (await findDataTable(stage.n8n, DO_NOT_CALL_TABLE))!;
		expect([await campaign.rows(), await doNotCall.rows()]).toEqual([[], []]);
		await stage.n8n.activate(workflowId);
		await stage.n8n.waitForStaticData(workflowId, 15_000);
		expect(stage.simulator.calls()).toEqual([]);
	});

	it('calls who is on the imported list, writes what came of it, and sums the tick up', async () => {
		stage.simulator.script({ numbers: { [EMMA]: { outcome: 'busy', afterMs: 200 } } });
		await campaign.importCsv(await readExampleList('campaign-from-a-table.csv'));
		const first = await tick();
		expect(itemsOf(first, 'Summary')).toEqual([expect.objectContaining({ called: 3, due: 0 })]);
		await untilStatus('Sarah', 'answered');
		await untilStatus('Daniel', 'answered');
		await untilStatus('Emma', 'waiting');
		expect(await rowsOf(['Sarah', 'Emma'], 'attempts', 'outcome', 'form_fills')).toEqual([
			{ attempts: 1, outcome: 'answered', form_fills: '[]' },
			{ attempts: 1, outcome: 'busy', form_fills: '[]' },
		]);
		const prompts = stage.simulator.calls().map(({ prompt }) => prompt);
		expect(prompts.filter((prompt) => prompt.startsWith('Call Sarah and ask'))).toHaveLength(1);
		expect(prompts.filter((prompt) => prompt.includes('bicycle shed'))).toHaveLength(1);

		stage.simulator.script({ numbers: {} });
		await until('Emma is called again', async () => {
			await tick();
			return (await statusOf('Emma')) === 'answered';
		});
		expect([callsTo(SARAH), callsTo(DANIEL), callsTo(EMMA)]).toEqual([1, 1, 2]);
		const summary = itemsOf(await addAndTick({ name: 'Last', phone: '12' }), 'Summary');
		expect(summary).toEqual([
			expect.objectContaining({
				called: 0,
				not_called: 1,
				answered_today: 3,
				waiting: 0,
				due: 0,
			}),
		]);
	});

	it('gives up after the last attempt', async () => {
		stage.simulator.script({ default: { outcome: 'voicemail', afterMs: 200 } });
		await addAndTick({ name: 'Voicemail', phone: '+14155550111' });
		await until('both attempts are made', async () => {
			await tick();
			return (await statusOf('Voicemail')) === 'not reached';
		});
		stage.simulator.script({ default: { outcome: 'answered', afterMs: 200 } });
		await tick();
		expect(callsTo('+14155550111')).toBe(2);
	});

	it('calls nobody who is to be left alone, and says why', async () => {
		await doNotCall.insert([{ phone: '(415) 555-0122' }]);
		await campaign.insert([
			{ name: 'Stopped', phone: '+14155550121', status: 'stop' },
			{ name: 'Listed', phone: '+1 415 555 0122' },
			{ name: 'Twice', phone: '+1 (415) 555-0100' },
		]);
		await addAndTick({ name: 'Wrong', phone: '+1 415 555' });
		expect(await rowsOf(['Stopped', 'Listed', 'Twice', 'Wrong'], 'status', 'summary')).toEqual([
			{ status: 'stop', summary: null },
			{ status: 'do not call', summary: 'The number is in the table CallCow do not call.' },
			{ status: 'duplicate', summary: 'Row 1 has this number too.' },
			{ status: 'failed', summary: expect.stringContaining('too few digits') },
		]);
		expect([callsTo('+14155550121'), callsTo('+14155550122'), callsTo(SARAH)]).toEqual([0, 0, 1]);
	});

	it('rests while everybody is on the list of those who are not called, and goes on then', async () => {
		await doNotCall.insert([{ phone: 'everybody' }]);
		await addAndTick({ name: 'Paused', phone: '+14155550131' });
		expect([await statusOf('Paused'), callsTo('+14155550131')]).toEqual([null, 0]);

		const pause = (await doNotCall.rows()).find(({ phone }) => phone === 'everybody')!;
		await doNotCall.change(pause.id, { phone: '' });
		await tick();
		await untilStatus('Paused', 'answered');
	});

	it('puts off whom it is too early or too late to call, without counting an attempt', async () => {
		const { nodes } = await stage.n8n.workflow(workflowId);
		const elsewhere = quickCampaign(
			withCredentials(await readExample('campaign-from-a-table.json'), stage.callCow),
			{ ...SETTINGS, ...hoursThatAreOver() },
			TIMES,
		);
		await stage.n8n.updateWorkflow(workflowId, { nodes: elsewhere.nodes });
		const minuteAgo = new Date(Date.now() - 70_000).toISOString();
		await campaign.insert([
			{
				name: 'Perhaps called',
				phone: '+14155550142',
				status: 'calling',
				attempts: 1,
				updated: minuteAgo,
			},
		]);
		const execution = await addAndTick({ name: 'Early', phone: '+14155550141' });
		await stage.n8n.updateWorkflow(workflowId, { nodes });
		expect(itemsOf(execution, 'Summary')).toEqual([
			expect.objectContaining({ called: 0, put_off: 2, waiting: 1 }),
		]);
		// Its first request may have placed a call: tomorrow CallCow would not know its key any more.
		expect(await rowsOf(['Perhaps called'], 'status', 'attempts', 'next_try_at')).toEqual([
			{ status: 'calling', attempts: 1, next_try_at: null },
		]);
		expect(callsTo('+14155550142')).toBe(0);
		const { id } = (await campaign.rows()).find(({ name }) => name === 'Perhaps called')!;
		await campaign.change(id, { status: 'stop' });
		const [row] = await rowsOf(['Early'], 'status', 'attempts', 'next_try_at');
		expect(row).toEqual({ status: 'waiting', attempts: 0, next_try_at: expect.any(String) });
		expect(Date.parse(row!.next_try_at as string)).toBeGreaterThan(Date.now());
		expect(callsTo('+14155550141')).toBe(0);
	});

	it('writes a late result into a row that was given up, and phones nobody again', async () => {
		stage.simulator.script({ numbers: { '+14155550151': { outcome: 'manual' } } });
		await addAndTick({ name: 'Late', phone: '+14155550151' });
		const { id } = (await campaign.rows()).find(({ name }) => name === 'Late')!;
		await campaign.change(id, { updated: new Date(Date.now() - 2 * 3_600_000).toISOString() });
		await tick();
		expect(await statusOf('Late')).toBe('no result');

		const { call_id: call } = stage.simulator.calls().at(-1)!;
		await stage.simulator.decide(call, { outcome: 'answered', summary: 'It took long.' });
		await untilStatus('Late', 'answered');
		expect(await rowsOf(['Late'], 'summary', 'attempts')).toEqual([
			{ summary: 'It took long.', attempts: 1 },
		]);
		expect(callsTo('+14155550151')).toBe(1);
	});

	it('asks again for a call that was never confirmed, with the same key', async () => {
		const minuteAgo = new Date(Date.now() - 70_000).toISOString();
		await addAndTick({
			name: 'Broken off',
			phone: '+14155550161',
			status: 'calling',
			attempts: 1,
			updated: minuteAgo,
		});
		await untilStatus('Broken off', 'answered');
		const { id } = (await campaign.rows()).find(({ name }) => name === 'Broken off')!;
		expect(stage.simulator.calls().at(-1)?.idempotency_key).toBe(`${campaign.id}/${id}/1`);
	});
});

async function addAndTick(row: IDataObject): Promise<Execution> {
	await campaign.insert([row]);
	return await tick();
}

/** One minute, twelve hours away on the clock of California. */
function hoursThatAreOver(): { call_from: string; call_to: string } {
	const at = new Date(Date.now() + 12 * 3_600_000);
	const time = (date: Date) =>
		date.toLocaleTimeString('en-GB', {
			timeZone: 'America/Los_Angeles',
			hour: '2-digit',
			minute: '2-digit',
		});
	return { call_from: time(at), call_to: time(new Date(at.getTime() + 60_000)) };
}
