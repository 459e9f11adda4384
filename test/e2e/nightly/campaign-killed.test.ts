/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { setTimeout as delay } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { type DataTable, findDataTable } from '../../../local-n8n/data-tables';
import { versions } from '../../../local-n8n/versions';
import type { SimulatorEvent } from '../../../simulator/records';
import type { DecisionInput } from '../../../simulator/plan/script';
import { CAMPAIGN_TABLE, quickCampaign } from '../../support/campaign';
import { readExample, withCredentials } from '../../support/example-workflow';
import { withOwnN8n } from '../../support/own-n8n';
import { until } from '../../support/until';

const START = 'When clicking ‘Execute workflow’';
/** Room for a busy machine: n8n takes half a minute to start there. */
const LEASE = { endsAfter: 15, askAgainUntil: 100 };
const NO_RESULT_AFTER_SECONDS = 110;
const SETTINGS = {
	rows_per_tick: 10,
	attempts: 3,
	minutes_between_attempts: 2 / 60,
	minutes_until_no_result: NO_RESULT_AFTER_SECONDS / 60,
};
/** Longer than n8n needs to write an accepted result into the table. */
const WRITTEN_WITHIN_MS = 10_000;

type Outcome = DecisionInput['outcome'];

/** How the calls to a number end, one after the other; nobody ever hears of those that are missing. */
interface Row {
	readonly phone: string;
	readonly script: readonly Outcome[];
	/** How the row ends if no result is lost. */
	readonly end: string;
	readonly delivered?: 'twice';
}

const number = (index: number) => `+1415555${2_000 + index}`;

const KINDS: ReadonlyArray<(index: number) => Row> = [
	(index) => ({ phone: number(index), script: ['answered'], end: 'answered', delivered: 'twice' }),
	(index) => ({ phone: number(index), script: ['busy', 'busy', 'answered'], end: 'answered' }),
	(index) => ({
		phone: number(index),
		script: ['voicemail', 'voicemail', 'voicemail'],
		end: 'not reached',
	}),
	(index) => ({ phone: number(index), script: [], end: 'no result' }),
	(index) => ({ phone: `+1 415 ${index}`, script: [], end: 'failed' }),
	// The same as that of the first kind, five rows before.
	(index) => ({ phone: number(index - 5), script: [], end: 'duplicate' }),
];

const ROWS: readonly Row[] = Array.from({ length: 60 }, (_, index) =>
	KINDS[index % KINDS.length]!(index),
);
const scriptOf = new Map(
	ROWS.filter(({ end }) => end !== 'duplicate').map((row) => [row.phone, row] as const),
);

const stage = withOwnN8n({ version: versions.n8n });

async function publishedCampaign(): Promise<string> {
	const example = await readExample('campaign-from-a-table.json');
	const campaign = quickCampaign(withCredentials(example, stage.callCow), SETTINGS, {
		everySeconds: 5,
		lease: LEASE,
	});
	const { id } = await stage.n8n.createWorkflow(campaign);
	await stage.n8n.waitForExecution(await stage.n8n.run(id, START), 60_000);
	await stage.n8n.activate(id);
	await stage.n8n.waitForStaticData(id, 15_000);
	return id;
}

const campaignTable = async (): Promise<DataTable> =>
	(await findDataTable(stage.n8n, CAMPAIGN_TABLE))!;

/**
 * Ends each call as the script of its number says, by its how many-th call it is. A call lasts until n8n is
 * up, except each third: their results find nobody when n8n is down.
 */
function playScripts(): () => void {
	const calls = new Map<string, number>();
	let placed = 0;
	return stage.simulator.subscribe((event) => {
		if (event.type !== 'callPlaced') return;
		const { call_id: id, recipient_phone: phone } = event.call;
		const count = calls.get(phone) ?? 0;
		calls.set(phone, count + 1);
		const row = scriptOf.get(phone);
		const outcome = row?.script[count];
		if (outcome === undefined) return;
		const lastsUntilUp = ++placed % 3 !== 0;
		void delay(400).then(async () => {
			if (lastsUntilUp) await up;
			const delivery = await stage.simulator.decide(id, { outcome });
			if (row?.delivered === 'twice' && delivery !== null)
				await stage.simulator.resend(delivery.id);
		});
	});
}

/** When n8n was ended, by this machine's clock. */
const kills: number[] = [];
/** Resolves when n8n can take results. */
let up: Promise<void> = Promise.resolve();

/** Ends n8n as a crash would at the event that is meant, and starts it again on the same data. */
async function killAt(isIt: (event: SimulatorEvent) => boolean): Promise<void> {
	let isUp = () => {};
	await new Promise<void>((resolve, reject) => {
		const unsubscribe = stage.simulator.subscribe((event) => {
			if (!isIt(event)) return;
			unsubscribe();
			kills.push(Date.now());
			up = new Promise((done) => (isUp = done));
			stage.server.kill().then(resolve, reject);
		});
	});
	await stage.server.startAgain();
	isUp();
}

/** The n-th of these events from now on. */
function nth(count: number, type: SimulatorEvent['type']): (event: SimulatorEvent) => boolean {
	let seen = 0;
	return (event) => event.type === type && ++seen === count;
}

/** Whether n8n has certainly taken the result of a call, has certainly not, or was ended at that moment. */
function taken(callId: string): 'yes' | 'no' | 'perhaps' {
	const accepted = stage.simulator
		.deliveries()
		.filter(({ call_id: id, status }) => id === callId && status === 200)
		.map(({ sent_at: at }) => Date.parse(at));
	if (accepted.length === 0) return 'no';
	const isSafe = accepted.some((at) =>
		kills.every((kill) => kill < at || kill > at + WRITTEN_WITHIN_MS),
	);
	return isSafe ? 'yes' : 'perhaps';
}

const OPEN = ['', 'calling', 'waiting'];
const isOpen = ({ status }: IDataObject) => OPEN.includes((status as string | null) ?? '');

describe('a campaign from a table', () => {
	it('calls 60 rows to their end, nobody twice, though n8n is killed four times', async () => {
		const workflowId = await publishedCampaign();
		const stop = playScripts();
		await (await campaignTable()).insert(ROWS.map(({ phone }) => ({ name: 'Sarah', phone })));

		await killAt(nth(4, 'callPlaced'));
		await killAt(nth(3, 'deliveryDone'));
		await killAt(nth(12, 'callPlaced'));
		const tick = async () => await stage.n8n.run(workflowId, START);
		await Promise.all([tick(), tick(), tick()]);
		await killAt(nth(2, 'deliveryDone'));

		const table = await campaignTable();
		await until('every row has its end', async () => !(await table.rows()).some(isOpen), 200_000);
		stop();

		const rows = await table.rows();
		expect(rows).toHaveLength(ROWS.length);
		const calls = stage.simulator.calls();
		const keys = calls.map(({ idempotency_key: key }) => key);
		expect(new Set(keys).size).toBe(keys.length);

		const ends = rows.map((row, index) => {
			const { phone, script, end } = ROWS[index]!;
			const made =
				end === 'duplicate' ? [] : calls.filter(({ recipient_phone: to }) => to === phone);
			const lost = made.map(({ call_id: id }) => taken(id)).indexOf('no');
			return { row, made, script, end, lost };
		});
		for (const { row, made, script, end, lost } of ends) {
			const described = { id: row.id, status: row.status, calls: made.length };
			// Each attempt is one call, and none follows one whose end n8n has not heard of.
			expect({ ...described, calls: made.length }).toEqual({
				...described,
				calls: ['failed', 'duplicate'].includes(end) ? 0 : row.attempts,
			});
			const isHeard = lost === -1 && made.every(({ call_id: id }) => taken(id) === 'yes');
			if (isHeard) {
				expect({ ...described, calls: made.length }).toEqual({
					id: row.id,
					status: end,
					calls: script.length,
				});
			} else if (lost !== -1) {
				expect({ ...described, lost }).toEqual({
					id: row.id,
					status: 'no result',
					calls: lost + 1,
					lost,
				});
			} else {
				expect([end, 'no result']).toContain(row.status);
			}
		}
		// Enough of every kind went the whole way for all of that to mean something.
		for (const end of ['answered', 'not reached', 'no result', 'failed', 'duplicate']) {
			const whole = ends.filter(({ row, end: planned }) => planned === end && row.status === end);
			expect([end, whole.length >= 5]).toEqual([end, true]);
		}
	}, 500_000);
});
