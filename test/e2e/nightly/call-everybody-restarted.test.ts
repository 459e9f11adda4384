import { itemsOf } from '../../../local-n8n/execution-items';
import {
	callEverybody,
	type CallEverybody,
	endCalls,
	listOf,
	timesPhoned,
	type Listed,
} from '../../support/call-everybody';
import { withCredentials } from '../../support/example-workflow';
import { withOwnN8n } from '../../support/own-n8n';
import { registeredUrl } from '../../support/registered-trigger';
import { itWhereN8nHas } from '../../support/tested-version';
import { until } from '../../support/until';

const START = 'When clicking ‘Execute workflow’';

/** n8n keeps shorter waits in memory only. */
const STORED_WAIT_SECONDS = 66;

const stage = withOwnN8n({ credential: { requestsPerMinute: 10_000 } });

describe('call-everybody-then-report.json, when n8n is killed', () => {
	itWhereN8nHas('dataTables')(
		'goes on with a run that waits, and with one that was placing calls when it is executed again',
		async () => {
			const { server, n8n: client, simulator, callCow } = stage;
			const publish = async (choices: CallEverybody) => {
				const { id } = await client.createWorkflow(
					withCredentials(await callEverybody(choices), callCow),
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
			await server.kill();
			simulator.clearFaults();
			const placed = callsTo(placeTo);
			expect(placed).toBeLessThan(60);

			// CallCow delivers once, and nobody is there.
			expect(await endCalls(simulator, waitFor.slice(2, 3), { outcome: 'busy' })).toEqual([null]);
			await server.startAgain();
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
