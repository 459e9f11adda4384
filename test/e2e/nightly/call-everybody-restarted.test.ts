/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { itemsOf } from '../../../local-n8n/execution-items';
import { installN8n } from '../../../local-n8n/install';
import { packTarball } from '../../../local-n8n/package-tarball';
import { startN8n, type RunningN8n } from '../../../local-n8n/process';
import { startSimulator, type Simulator } from '../../../simulator/server';
import {
	callEverybody,
	type CallEverybody,
	endCalls,
	listOf,
	timesPhoned,
	type Listed,
} from '../../support/call-everybody';
import { withCredentials } from '../../support/example-workflow';
import { registeredUrl } from '../../support/registered-trigger';
import { itWhereN8nHas, testedVersion } from '../../support/tested-version';
import { until } from '../../support/until';

const START = 'When clicking ‘Execute workflow’';

/** n8n keeps shorter waits in memory only. */
const STORED_WAIT_SECONDS = 66;

let folder: string;
let simulator: Simulator;
let n8n: RunningN8n | undefined;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-list-'));
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
});

afterAll(async () => {
	await n8n?.stop();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
});

describe('call-everybody-then-report.json, when n8n is killed', () => {
	itWhereN8nHas('dataTables')(
		'goes on with a run that waits, and with one that was placing calls when it is executed again',
		async () => {
			const installation = await installN8n({ version: testedVersion() });
			const tarball = await packTarball({ outDir: folder });
			const userFolder = path.join(folder, 'user-folder');
			n8n = await startN8n({ installation, tarball, userFolder });
			const { port } = n8n;
			let { client } = n8n;
			await client.setupOwner();
			const { apiKey, baseUrl } = simulator;
			const credential = await client.createCredential({
				name: 'CallCow simulator',
				type: 'callCowApi',
				data: { apiKey, baseUrl, callbackSecret: '', requestsPerMinute: 10_000 },
			});
			const publish = async (choices: CallEverybody) => {
				const { id } = await client.createWorkflow(
					withCredentials(await callEverybody(choices), credential),
				);
				await client.activate(id);
				await registeredUrl(client, id);
				return id;
			};
			const results = async (executionId: string) => {
				const execution = await client.waitForExecution(executionId, 120_000);
				expect(itemsOf(execution, 'Report')).toHaveLength(1);
				return itemsOf(execution, 'One Item a Person').map(({ position, outcome }) => [
					position,
					outcome,
				]);
			};
			const callsTo = (people: readonly Listed[]) =>
				people.filter(({ phone }) => phone in timesPhoned(simulator)).length;

			// The same run, the same positions: two workflows do not get into each other's rows.
			const run = 'killed';
			const waitFor = listOf(5, 2_100);
			const waiting = await client.run(
				await publish({
					people: waitFor,
					run,
					minutesToWait: 1,
					lookAgainSeconds: STORED_WAIT_SECONDS,
				}),
				START,
			);
			await client.waitForExecution(waiting, 30_000, ({ status }) => status === 'waiting');
			await endCalls(simulator, waitFor.slice(0, 2), { outcome: 'answered' });

			const placeTo = listOf(60, 2_200);
			const placing = await publish({ people: placeTo, run });
			simulator.fault({ kind: 'slow', delayMs: 1_000, times: 1_000 });
			const brokenOff = await client.run(placing, START);
			await until('calls are being placed', () => callsTo(placeTo) >= 10);
			await n8n.kill();
			simulator.clearFaults();
			const placed = callsTo(placeTo);
			expect(placed).toBeLessThan(60);

			// CallCow delivers once, and nobody is there.
			expect(await endCalls(simulator, waitFor.slice(2, 3), { outcome: 'busy' })).toEqual([null]);
			n8n = await startN8n({ installation, userFolder, port });
			({ client } = n8n);
			await client.login();
			expect((await client.execution(brokenOff)).status).toBe('crashed');
			const later = await endCalls(simulator, waitFor.slice(3), { outcome: 'voicemail' });
			expect(later).toEqual([200, 200]);

			const again = await client.run(placing, START);
			await until('the rest is phoned', () => callsTo(placeTo) === 60);
			await endCalls(simulator, placeTo, { outcome: 'answered' });
			expect(await results(again)).toEqual(placeTo.map((_, index) => [index + 1, 'answered']));

			expect(await results(waiting)).toEqual([
				[1, 'answered'],
				[2, 'answered'],
				[3, 'timed_out'],
				[4, 'voicemail'],
				[5, 'voicemail'],
			]);
			expect(Object.values(timesPhoned(simulator))).toEqual(Array<number>(65).fill(1));
		},
		300_000,
	);
});
