import { DataDeduplicationService } from 'n8n-core';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { MemoryDeduplicator } from '../support/deduplicator';
import { runNode } from './engine';

/*
 * With Always Output Data, n8n 2 adds an empty item to the first output when there is nothing else on that, even if
 * another output has data; n8n 3 only when all of them are empty. Behind the first output of these nodes stands what
 * was placed, or who has answered: on every n8n the nodes keep to the rule of n8n 3.
 */

let simulator: Simulator;
const deduplicator = new MemoryDeduplicator();

beforeAll(async () => {
	await DataDeduplicationService.init(deduplicator);
	simulator = await startSimulator({ allowPrivateCallbacks: true, requestsPerMinute: 100_000 });
});
afterEach(() => {
	simulator.reset();
	deduplicator.clear();
});
afterAll(async () => await simulator.close());

const SARAH = { name: 'Sarah', phone: '+14155552671' };
const BAD = { name: 'Bad', phone: '+1 415' };

const run = async (
	parameters: IDataObject,
	items: IDataObject[],
	node: Partial<INode> = {},
	{ apiKey, baseUrl } = simulator,
) => {
	simulator.script({ default: { outcome: 'manual' } });
	return await runNode({
		credential: {
			apiKey,
			baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
		items,
		node: { alwaysOutputData: true, ...node },
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			maximumWaitMinutes: 60,
			...parameters,
		} as INodeParameters,
	});
};

const counts = (outputs: readonly unknown[][]) => outputs.map(({ length }) => length);

const byOutcome = (options: IDataObject = {}) => ({
	operation: 'placeAndWait',
	options: { outputs: 'byOutcome', ...options },
});

describe('Always Output Data', () => {
	it.each([
		['Place', {}, 1],
		['Place and Wait for Result', { operation: 'placeAndWait' }, 1],
		['Place and Wait for Result by outcome', byOutcome(), 4],
	])('adds nothing beside an error: %s', async (_, parameters, errorOutput) => {
		const { status, after } = await run(parameters, [BAD], { onError: 'continueErrorOutput' });
		expect(status).toBe('success');
		expect(counts(after)).toEqual([0, 1, 2, 3, 4].map((index) => +(index === errorOutput)));
		expect(after[errorOutput]![0]).toMatchObject({
			name: 'Bad',
			error: expect.stringContaining('Recipient Phone'),
		});
		expect(simulator.requests()).toEqual([]);
	});

	it('adds nothing to Answered beside an item on No Result', async () => {
		const { after } = await run(byOutcome(), [BAD], { onError: 'continueRegularOutput' });
		expect(counts(after)).toEqual([0, 0, 0, 1, 0]);
	});

	it('adds nothing to Answered beside somebody who was called before', async () => {
		const once = byOutcome({ callEachNumberAtMostOnce: 'ever' });
		await run(once, [SARAH]);
		const { after } = await run(once, [SARAH]);
		expect(counts(after)).toEqual([0, 0, 0, 1, 0]);
		expect(after[3]![0]).toMatchObject({ skipped: true });
		expect(simulator.calls()).toHaveLength(1);
	});

	it('still adds an item where nothing at all comes out', async () => {
		const empty = await startSimulator({ workflows: [] });
		const { after } = await run(
			{ resource: 'workflow', operation: 'getAll', returnAll: true },
			[SARAH],
			{ onError: 'continueErrorOutput' },
			empty,
		).finally(async () => await empty.close());
		expect(after).toEqual([[{ pairedWith: 'Sarah' }], [], [], [], []]);
	});
});
