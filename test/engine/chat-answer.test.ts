import type { IDataObject, INode } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { CHAT_TRIGGER, runNode, type NodeRun } from './engine';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
});
afterEach(() => simulator.reset());
afterAll(async () => await simulator.close());

const SARAH = '+14155552671';
const REFUSED = 'This chat cannot wait for the result of a call';

/** As the tool of an agent, and as a node of its own. */
const asTool: Partial<NodeRun> = {
	turns: [[{ id: 'a', arguments: { phone: SARAH } }]],
	node: { type: 'n8n-nodes-callcow.callCowTool' },
};
const asNode: Partial<NodeRun> = {};

const chat = (responseMode?: string, more: IDataObject = {}): IDataObject => ({
	public: true,
	...more,
	options: responseMode === undefined ? {} : { responseMode },
});

/** Runs the node behind a trigger, and tells what has become of the call. */
async function placeAndWait(given: Partial<NodeRun>): Promise<string> {
	simulator.script({ default: { outcome: 'manual' } });
	const { status, error } = await runNode({
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
		mode: 'webhook',
		items: [{ phone: SARAH }],
		...given,
		parameters: {
			resource: 'call',
			operation: 'placeAndWait',
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			maximumWaitMinutes: 60,
			options: {},
		},
	});
	const phoned = simulator.calls().length;
	return error === undefined ? `${status}, phoned ${phoned}` : `${error.message}, phoned ${phoned}`;
}

const WAITS = 'waiting, phoned 1';
const refused = expect.stringMatching(`^${REFUSED}.*, phoned 0$`) as unknown;

describe('Place and Wait for Result behind a Chat Trigger', () => {
	it.each([
		[chat('responseNodes'), WAITS, WAITS],
		[chat('responseNode', { mode: 'webhook' }), WAITS, WAITS],
		[chat('lastNode'), refused, refused],
		// What is not chosen is not stored.
		[chat(), refused, refused],
		[{ public: true }, refused, refused],
		[chat('lastNode', { mode: 'webhook' }), refused, refused],
		// A Chat node answers no other chat than the hosted one.
		[chat('responseNodes', { mode: 'webhook' }), refused, refused],
		// Nothing streams a result but an agent.
		[chat('streaming'), refused, WAITS],
		[chat(undefined, { availableInChat: true }), refused, WAITS],
		// n8n's own chat waits for the last node.
		[chat('lastNode', { availableInChat: true }), WAITS, WAITS],
	])('with %j: as a tool %s, as a node %s', async (parameters, tool, node) => {
		expect(await placeAndWait({ chat: parameters, ...asTool })).toEqual(tool);
		simulator.reset();
		expect(await placeAndWait({ chat: parameters, ...asNode })).toEqual(node);
	});

	it('is refused in the chat of the editor too', async () => {
		expect(await placeAndWait({ chat: chat('lastNode'), mode: 'manual', ...asTool })).toEqual(
			refused,
		);
	});

	it.each(['chat', 'evaluation', 'retry', 'trigger', 'integrated'] as const)(
		'waits in an execution of the mode %s, in which nobody chats',
		async (mode) => {
			expect(await placeAndWait({ chat: chat('lastNode'), mode, ...asTool })).toBe(WAITS);
		},
	);

	it('waits when another trigger has started', async () => {
		const another: INode = {
			id: 'chat',
			name: 'Another {{ "chat" }}',
			type: CHAT_TRIGGER,
			typeVersion: 1,
			position: [0, 0],
			parameters: chat('lastNode') as INode['parameters'],
		};
		expect(await placeAndWait({ otherNodes: [another], ...asTool })).toBe(WAITS);
	});

	it('says how the chat can wait, and that nobody was phoned', async () => {
		const run = await runNode({
			credential: { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
			mode: 'webhook',
			chat: chat('lastNode'),
			parameters: {
				resource: 'call',
				operation: 'placeAndWait',
				prompt: 'Confirm',
				recipientPhone: SARAH,
				maximumWaitMinutes: 60,
				options: {},
			},
		});
		expect(run.error).toMatchObject({
			message: REFUSED,
			description: expect.stringMatching(
				/Chat Trigger.*'Response Mode' to 'Using Response Nodes'.*Chat node.*Place operation.*No call was placed/,
			),
		});
		expect(simulator.requests()).toEqual([]);
	});
});
