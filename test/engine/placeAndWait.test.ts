import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/server';
import { runNode, type NodeRun, type NodeRunResult } from './engine';

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

type Given = Partial<NodeRun> & { options?: IDataObject };

const SARAH = { name: 'Sarah', phone: '+1 (415) 555-2671' };

const placeAndWait = async (given: Given = {}) => {
	simulator.script({ default: { outcome: 'manual' } });
	return await runNode({
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
		items: [SARAH],
		...given,
		parameters: {
			resource: 'call',
			operation: 'placeAndWait',
			prompt: '=Confirm the appointment of {{ $json.name }}',
			recipientPhone: '={{ $json.phone }}',
			maximumWaitMinutes: 60,
			options: given.options ?? {},
			...given.parameters,
		} as NodeRun['parameters'],
	});
};

/** What CallCow was told for its result: address and secret. */
function callback(number = -1) {
	const body = simulator.requests().at(number)!.body as {
		callback_url: string;
		callback_secret: string;
	};
	const url = new URL(body.callback_url);
	return {
		url,
		query: Object.fromEntries(url.searchParams),
		authorization: `Bearer ${body.callback_secret}`,
	};
}

const payload = (more: IDataObject = {}): IDataObject => {
	const { call_id, workflow_id } = simulator.calls().at(-1)!;
	return {
		call_id,
		workflow_id,
		call_status: 'success',
		provider_status: 'completed',
		call_summary: 'Sarah will come.',
		messages: [{ role: 'user', content: 'Yes' }],
		context: null,
		form_fills: [{ day: 'Friday' }],
		created_at: '2026-03-30T12:00:00.000Z',
		...more,
	};
};

const deliver = async (waiting: NodeRunResult, more: IDataObject = {}) =>
	await waiting.deliver({ ...callback(), body: payload(more) });

describe('Place and Wait for Result', () => {
	it('waits, and goes on with the result of the call, paired with its item', async () => {
		const waiting = await placeAndWait({ options: { reference: 'row 7' } });
		expect(waiting.status).toBe('waiting');
		expect(waiting.after[0]).toEqual([]);
		const minutes = (new Date(waiting.run.waitTill!).getTime() - Date.now()) / 60_000;
		expect(minutes).toBeGreaterThan(59);
		expect(minutes).toBeLessThanOrEqual(60);
		expect(callback().url.pathname).toMatch(/^\/webhook-waiting\/\d+$/);

		const { status, answer, resumed } = await deliver(waiting);
		expect([status, answer, resumed?.status]).toEqual([200, { received: true }, 'success']);
		expect(resumed!.after[0]).toEqual([
			{
				outcome: 'answered',
				call_id: simulator.calls()[0]!.call_id,
				workflow_id: simulator.calls()[0]!.workflow_id,
				call_status: 'success',
				provider_status: 'completed',
				call_summary: 'Sarah will come.',
				transcript: 'Recipient: Yes',
				form_fills: [{ day: 'Friday' }],
				context: null,
				created_at: '2026-03-30T12:00:00.000Z',
				reference: 'row 7',
				recipient_phone: '+14155552671',
				pairedWith: 'Sarah',
			},
		]);
	});

	it.each([undefined, 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'goes on with what it knows when no result comes in time, with onError %s',
		async (onError) => {
			for (const alwaysOutputData of [false, true]) {
				const waiting = await placeAndWait({
					options: { reference: 'row 7' },
					node: { alwaysOutputData, ...(onError ? { onError } : {}) },
				});
				const ended = await waiting.timeOut();
				expect(ended.status).toBe('success');
				expect(ended.after).toEqual([
					[
						expect.objectContaining({
							outcome: 'timed_out',
							call_id: simulator.calls().at(-1)!.call_id,
							workflow_id: simulator.calls().at(-1)!.workflow_id,
							recipient_phone: '+14155552671',
							reference: 'row 7',
							pairedWith: 'Sarah',
						}),
					],
					[],
					[],
					[],
					[],
				]);
				simulator.reset();
			}
		},
	);

	it.each([
		[{}, 0, 'answered'],
		[{ call_status: 'voicemail' }, 1, 'voicemail'],
		[{ call_status: 'not_picked_up', provider_status: 'busy' }, 2, 'busy'],
		[{ call_status: 'not_picked_up', provider_status: 'failed' }, 2, 'failed'],
		[{ call_status: 'not_picked_up', provider_status: 'canceled' }, 2, 'canceled'],
		[{ call_status: 'not_picked_up', provider_status: 'no-answer' }, 2, 'no_answer'],
		[{ call_status: 'brand new' }, 3, 'unknown'],
	])('sends %j to output %i', async (statuses, output, outcome) => {
		for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
			const waiting = await placeAndWait({
				options: { outputs: 'byOutcome' },
				node: { onError },
			});
			const { resumed } = await deliver(waiting, statuses as IDataObject);
			expect(resumed!.after.map((items) => items.length)).toEqual(
				[0, 1, 2, 3, 4].map((index) => (index === output ? 1 : 0)),
			);
			expect(resumed!.after[output]![0]).toMatchObject({
				outcome,
				recipient_phone: '+14155552671',
				pairedWith: 'Sarah',
			});
		}
	});

	it.each(['={{ $json.name }}', "={{ $('Start').item.json.name }}"])(
		'takes the result when its reference is %s, whose item is not at hand any more',
		async (reference) => {
			const waiting = await placeAndWait({ options: { outputs: 'byOutcome', reference } });
			const { status, resumed } = await deliver(waiting);
			expect(status).toBe(200);
			expect(resumed!.after[0]![0]).toMatchObject({ outcome: 'answered', reference: 'Sarah' });
		},
	);

	it.each(['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const)(
		'sends a time-out to its own output, paired, with onError %s',
		async (onError) => {
			const waiting = await placeAndWait({
				options: { outputs: 'byOutcome' },
				node: { onError },
			});
			const ended = await waiting.timeOut();
			expect(ended.after.map((items) => items.length)).toEqual([0, 0, 0, 1, 0]);
			expect(ended.after[3]![0]).toMatchObject({ outcome: 'timed_out', pairedWith: 'Sarah' });
		},
	);

	it('refuses more than one item before dialling, and says what to do', async () => {
		const { error } = await placeAndWait({ items: [SARAH, { name: 'Ann', phone: '+4930901820' }] });
		expect(error?.message).toBe('Place and Wait for Result takes one item at a time, but got 2');
		expect(error?.description).toContain('Loop Over Items');
		expect(error?.description).toContain('CallCow Trigger');
		expect(simulator.requests()).toEqual([]);
	});

	it('refuses more than one item also when the user continues on error', async () => {
		const { outputs } = await placeAndWait({
			items: [SARAH, { name: 'Bad', phone: '1' }],
			node: { onError: 'continueErrorOutput' },
		});
		expect(outputs.map((items) => items.length)).toEqual([0, 2]);
		expect(simulator.requests()).toEqual([]);
	});

	it('gives the item to the error output when the call could not be placed', async () => {
		for (const outputs of ['one', 'byOutcome']) {
			const { after, status } = await placeAndWait({
				items: [{ name: 'Bad', phone: '+1 415' }],
				options: { outputs },
				node: { onError: 'continueErrorOutput' },
			});
			expect(status).toBe('success');
			const errors = after[outputs === 'one' ? 1 : 4]!;
			expect(errors).toEqual([
				expect.objectContaining({
					name: 'Bad',
					error: expect.stringContaining("'Recipient Phone'"),
				}),
			]);
		}
		expect(simulator.requests()).toEqual([]);
	});

	it('refuses to wait less than a minute', async () => {
		const { error } = await placeAndWait({ parameters: { maximumWaitMinutes: 0.5 } });
		expect(error?.message).toContain("'Maximum Wait (Minutes)' must be a number from 1");
	});

	it('stops before dialling when CallCow could not reach this n8n', async () => {
		const { error } = await placeAndWait({
			credential: { apiKey: 'ck_live_x', baseUrl: 'https://www.callcow.ai/api' },
		});
		expect(error?.message).toBe('CallCow cannot reach this n8n at http://127.0.0.1:5678');
	});
});

describe('the output of Place and Wait for Result while the call goes on', () => {
	const interim = (more: IDataObject = {}) => {
		const { call_id, workflow_id } = simulator.calls().at(-1)!;
		return {
			waiting: true,
			message: expect.stringMatching(/is waiting for its result.*Do not call a second time/),
			call_id,
			workflow_id,
			recipient_phone: '+14155552671',
			...more,
		};
	};
	const shown = ({ outputs }: NodeRunResult) =>
		outputs.map((items) => items.map(({ json }) => json));
	it.each([
		[{}, [[{}]]],
		[{ onError: 'continueErrorOutput' }, [[{}], []]],
		[{ alwaysOutputData: true }, [[{}]]],
		[{ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 }, [[{}]]],
		[{ type: 'n8n-nodes-callcow.callCowTool' }, [[{}]]],
	] as const)('says that it waits, and names no outcome, with %j', async (node, expected) => {
		const waiting = await placeAndWait({ node });
		expect(waiting.status).toBe('waiting');
		expect(shown(waiting)).toEqual(expected.map((items) => items.map(() => interim())));
		expect(waiting.after.flat()).toEqual([]);
		expect(waiting.outputs[0]![0]!.pairedItem).toEqual({ item: 0 });
	});

	it('holds the reference', async () => {
		const waiting = await placeAndWait({ options: { reference: 'row 7' } });
		expect(shown(waiting)).toEqual([[interim({ reference: 'row 7' })]]);
	});

	it.each([{}, { alwaysOutputData: true }, { onError: 'continueErrorOutput' }] as const)(
		'stands on No Result when there is an output for each outcome, with %j',
		async (node) => {
			const waiting = await placeAndWait({ node, options: { outputs: 'byOutcome' } });
			expect(shown(waiting).slice(0, 4)).toEqual([[], [], [], [interim()]]);
			expect(waiting.after.flat()).toEqual([]);
		},
	);

	// n8n answers with the first output, and with an error when that is empty.
	it('stands on the first output where n8n answers somebody with it', async () => {
		const options = { outputs: 'byOutcome' };
		const waiting = await placeAndWait({ options, start: { responseMode: 'lastNode' } });
		expect(shown(waiting)[0]).toEqual([interim()]);
		const { resumed } = await deliver(waiting, { call_status: 'voicemail' });
		expect(resumed!.after.map((items) => items.length)).toEqual([0, 1, 0, 0, 0]);
		for (const responseMode of ['onReceived', 'responseNode', 'streaming']) {
			const other = await placeAndWait({ options, start: { responseMode } });
			expect(shown(other)).toEqual([[], [], [], [interim()]]);
		}
	});

	it('is gone when the wait has ended', async () => {
		const ended = await (await placeAndWait()).timeOut();
		expect(ended.rounds).toEqual([[expect.objectContaining({ outcome: 'timed_out' })]]);
		expect(ended.rounds[0]![0]).not.toHaveProperty('waiting');
	});

	it.each([{}, { call_status: 'voicemail' }])(
		'leaves no empty item on another output by Always Output Data, with the result %j',
		async (statuses) => {
			const given = { node: { alwaysOutputData: true }, options: { outputs: 'byOutcome' } };
			const { resumed } = await deliver(await placeAndWait(given), statuses as IDataObject);
			expect(resumed!.after.flat()).toHaveLength(1);
			expect(
				(await (await placeAndWait(given)).timeOut()).after.map(({ length }) => length),
			).toEqual([0, 0, 0, 1, 0]);
		},
	);
});

describe('the callback of a waiting call', () => {
	it('is refused without the secret of this one call, and the wait goes on', async () => {
		const waiting = await placeAndWait();
		for (const authorization of [undefined, 'Bearer wrong', 'Bearer ']) {
			const { status, resumed } = await waiting.deliver({
				...callback(),
				authorization,
				body: payload(),
			});
			expect([status, resumed]).toEqual([401, undefined]);
		}
		expect((await deliver(waiting)).resumed?.status).toBe('success');
	});

	it('has another secret for every execution, node and round', async () => {
		const secrets = new Set<string>();
		for (const executionId of ['one', 'another']) {
			for (const id of ['node-a', 'node-b']) {
				await placeAndWait({ executionId, node: { id } });
				secrets.add(callback().authorization);
			}
		}
		expect(secrets.size).toBe(4);
	});

	it('is refused when it is meant for another call of the same execution', async () => {
		const inRound = async (toolCallId: string) =>
			await placeAndWait({
				executionId: 'with two rounds',
				node: { type: 'n8n-nodes-callcow.callCowTool' },
				items: [{ name: 'Sarah', phone: '+14155552671', toolCallId }],
			});
		await inRound('1');
		const late = callback();
		const waiting = await inRound('2');
		const { status, resumed } = await waiting.deliver({ ...late, body: payload() });
		expect([status, resumed]).toEqual([409, undefined]);
		expect((await deliver(waiting)).resumed?.status).toBe('success');
	});

	it('keeps its address and secret when n8n runs the node again', async () => {
		const executionId = 'of which the node runs twice';
		await placeAndWait({ executionId });
		const first = callback();
		const again = await placeAndWait({ executionId });
		expect(simulator.calls()).toHaveLength(1);
		const { resumed } = await again.deliver({ ...first, body: payload() });
		expect(resumed?.status).toBe('success');
	});

	it.each([[[1]], ['"text"'], ['{"cut'], [{}], [undefined]])(
		'is refused with the body %j, and the wait goes on',
		async (body) => {
			const waiting = await placeAndWait();
			const { status, resumed } = await waiting.deliver({ ...callback(), body });
			expect([status, resumed]).toEqual([400, undefined]);
			expect((await deliver(waiting)).resumed?.status).toBe('success');
		},
	);

	it.each([[{ toString: 'x' }], [['a', 'b']], [undefined]])(
		'is refused with the nonce %j',
		async (call) => {
			const waiting = await placeAndWait();
			const delivery = { ...callback(), query: { call } as never, body: payload() };
			expect((await waiting.deliver(delivery)).status).toBe(401);
			expect((await deliver(waiting)).resumed?.status).toBe('success');
		},
	);

	it('has a secret that is not shown when CallCow repeats it', async () => {
		const sameCall = { executionId: 'that is told its secret' };
		const says = (error: string) =>
			simulator.fault({ kind: 'answer', callMade: false, status: 422, body: { error } });
		says('Unclear');
		await placeAndWait(sameCall);
		const secret = callback().authorization.replace('Bearer ', '');
		says(`Is it ${secret}?`);
		const { error } = await placeAndWait(sameCall);
		expect(callback().authorization).toBe(`Bearer ${secret}`);
		expect(error?.message).toBe("CallCow could not make a call from the 'Prompt': Is it ***?");
	});

	it('never throws, whatever is missing', async () => {
		const noStash = await placeAndWait();
		delete noStash.run.data.executionData!.contextData['node:CallCow'];
		expect((await deliver(noStash)).status).toBe(409);

		const noQuery = await placeAndWait();
		expect((await noQuery.deliver({ ...callback(), query: {}, body: payload() })).status).toBe(401);
	});

	const credentialWith = (callbackSecret: string) => ({
		apiKey: simulator.apiKey,
		baseUrl: simulator.baseUrl,
		callbackSecret,
		// The calls of the tests before count too: at the usual pace this one would wait for a minute.
		requestsPerMinute: 100_000,
	});

	const keptOf = ({ run }: NodeRunResult) =>
		run.data.executionData!.contextData['node:CallCow']!.waitingCall as IDataObject;

	it('is verified by a digest, and goes on also when the API key was changed meanwhile', async () => {
		const credential = credentialWith('');
		const waiting = await placeAndWait({ credential });
		const secret = callback().authorization.replace('Bearer ', '');
		expect(JSON.stringify(waiting.run.data)).not.toContain(secret);

		credential.apiKey = 'ck_live_another';
		const { secretDigest } = keptOf(waiting);
		for (const authorization of [undefined, 'Bearer wrong', `Bearer ${String(secretDigest)}`]) {
			const delivery = { ...callback(), authorization, body: payload() };
			expect((await waiting.deliver(delivery)).status).toBe(401);
		}
		expect((await deliver(waiting)).resumed?.status).toBe('success');
	});

	it('is verified by the credential when somebody has chosen the secret there', async () => {
		const credential = credentialWith('easy to guess');
		const waiting = await placeAndWait({ credential });
		expect(keptOf(waiting).secretDigest).toBeUndefined();

		credential.callbackSecret = 'another';
		expect((await deliver(waiting)).status).toBe(401);
		credential.callbackSecret = 'easy to guess';
		expect((await deliver(waiting)).resumed?.status).toBe('success');
	});

	it('is verified by the credential when no digest was stored', async () => {
		const waiting = await placeAndWait();
		delete keptOf(waiting).secretDigest;
		const wrong = { ...callback(), authorization: 'Bearer wrong', body: payload() };
		expect((await waiting.deliver(wrong)).status).toBe(401);
		expect((await deliver(waiting)).resumed?.status).toBe('success');
	});

	it('works for a node whose name is hard to quote', async () => {
		const name = `He said "call }} {{ 'now' \\`;
		const waiting = await placeAndWait({ node: { name } });
		expect((await deliver(waiting)).resumed?.status).toBe('success');
	});
});

describe('Place and Wait for Result as an AI tool', () => {
	const tool = { type: 'n8n-nodes-callcow.callCowTool' };

	it('gives the model what it can use', async () => {
		const { resumed } = await deliver(await placeAndWait({ node: tool }));
		expect(resumed!.outputs[0]![0]!.json).toEqual({
			outcome: 'answered',
			call_summary: 'Sarah will come.',
			form_fills: [{ day: 'Friday' }],
			recipient_phone: '+14155552671',
		});
	});

	const callId = () => simulator.calls().at(-1)!.call_id;

	it.each<[string, INodeParameters, () => IDataObject]>([
		[
			'some fields',
			{ output: 'selectedFields', fields: ['transcript', 'call_id'] },
			() => ({ transcript: 'Recipient: Yes', call_id: callId() }),
		],
		['no more than has to be', { output: 'selectedFields', fields: [] }, () => ({})],
		['everything', { output: 'raw' }, payload],
	])('gives the model what is chosen: %s', async (_, parameters, expected) => {
		for (const reference of [undefined, 'row 7']) {
			const options = reference === undefined ? {} : { reference };
			const waiting = await placeAndWait({ node: tool, parameters, options });
			expect((await deliver(waiting)).resumed!.outputs[0]![0]!.json).toEqual({
				...expected(),
				outcome: 'answered',
				recipient_phone: '+14155552671',
				...options,
			});
		}
	});

	it('gives a node that is no tool the whole result, whatever was chosen when it was one', async () => {
		const waiting = await placeAndWait({ parameters: { output: 'selectedFields', fields: [] } });
		expect((await deliver(waiting)).resumed!.outputs[0]![0]!.json).toMatchObject({
			call_summary: 'Sarah will come.',
			transcript: 'Recipient: Yes',
		});
	});

	it('tells the model that no call was placed when it refuses', async () => {
		const { error } = await placeAndWait({ node: tool, items: [{ name: 'Bad', phone: '1' }] });
		expect(error?.message).toContain("'Recipient Phone'");
		expect(error?.message).toContain('No call was placed');
	});
});
