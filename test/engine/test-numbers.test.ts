import { startSimulator, type Simulator } from '../../simulator/server';
import { serverClock } from '../support/skipped-time';
import { runNode } from './engine';

/* The client's time is one in which what would be slept through is skipped, as in faults.test.ts. */
jest.mock('../../nodes/CallCow/transport/n8nVersions', () => ({
	...jest.requireActual<object>('../../nodes/CallCow/transport/n8nVersions'),
	sleep:
		jest.requireActual<typeof import('../support/skipped-time')>('../support/skipped-time').sleep,
}));
jest.mock('../../nodes/CallCow/transport/clock', () => {
	const { monotonicMs, realClock } =
		jest.requireActual<typeof import('../support/skipped-time')>('../support/skipped-time');
	return {
		...jest.requireActual<object>('../../nodes/CallCow/transport/clock'),
		monotonicMs,
		realClock,
	};
});

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		clock: serverClock(),
		testNumbers: true,
	});
});
afterEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const phone = async (digits: string) =>
	await runNode({
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: 'the secret',
			requestsPerMinute: 100_000,
		},
		items: [{ phone: `+1415555${digits}` }],
		node: { onError: 'continueErrorOutput' },
		parameters: {
			resource: 'call',
			operation: 'place',
			prompt: 'Confirm the appointment of Sarah',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
		},
	});

describe('the CallCow node and the test numbers of the simulator', () => {
	it.each([
		['0171', 'is busy', 1],
		['0183', 'asks to wait two seconds', 2],
		['0184', 'is not to be had at first', 2],
		['0185', 'answers 500 although the call is made', 2],
		['0186', 'loses the answer', 2],
	])('place one call to %s, which %s, with %d requests', async (digits, _meaning, requests) => {
		const { outputs } = await phone(digits);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[0]![0]!.json).toMatchObject({ call_id: simulator.calls()[0]!.call_id });
		expect(simulator.calls()).toHaveLength(1);
		expect(simulator.requests()).toHaveLength(requests);
	});

	it.each([
		['0180', 'did not accept the request'],
		['0181', "could not make a call from the 'Prompt'"],
		['0182', 'rate limit blocked this call'],
	])('place no call to %s, and say why', async (digits, message) => {
		const { outputs } = await phone(digits);
		expect(outputs[0] ?? []).toEqual([]);
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1]![0]!.json).toMatchObject({
			error: expect.stringContaining(message),
			details: { placed: 'no' },
		});
		expect(simulator.calls()).toEqual([]);
	});
});
