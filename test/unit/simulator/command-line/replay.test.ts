/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FaultInput } from '../../../../simulator/plan/faults';
import { defaultWorkflows } from '../../../../simulator/calls/workflows';
import { eventLine } from '../../../../simulator/command-line/event-line';
import { readRecording, readWorkflows } from '../../../../simulator/command-line/input-file';
import { scenesOf } from '../../../../simulator/command-line/recorded-scenes';
import { Recording } from '../../../../simulator/command-line/recording';
import type { SimulatorOptions } from '../../../../simulator/server';
import { until } from '../../../support/until';
import { aCall, receiver, started, type Started } from '../started';

const sarah = '+14155552671';
const ann = '+442079460958';
const [workflow] = defaultWorkflows;

let folder: string;
let file: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'callcow-replay-'));
	file = path.join(folder, 'calls.jsonl');
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

/** What a simulator writes down while `act` uses it. */
async function recorded(act: (simulator: Started) => Promise<void>): Promise<string> {
	const recording = new Recording(file, () => []);
	const simulator = await started({
		newId: ids('recorded'),
		onExchange: (exchange) => recording.exchange(exchange),
		onEvent: (event) => {
			if (event.type === 'deliveryDone') recording.delivery(event.delivery);
			if (event.type === 'callEnded') recording.end(event.call);
		},
	});
	await act(simulator);
	const requests = simulator.requests().length;
	// A connection that broke is noticed a moment later.
	await until('all requests in the file', async () => {
		const text = await readFile(file, 'utf8');
		return text.split('"type":"request"').length - 1 === requests;
	});
	recording.close();
	return await readFile(file, 'utf8');
}

const replaying = async (text: string, options: SimulatorOptions = {}) =>
	await started({ replay: scenesOf(text), newId: ids('new'), ...options });

function ids(name: string): () => string {
	let last = 0;
	return () => `${name}-${++last}`;
}

const place = async (simulator: Started, changes: Record<string, unknown> = {}) =>
	await simulator.place(aCall(changes));

describe('a recording that is replayed', () => {
	it('gives the same calls the same IDs, ends and results, after the same time', async () => {
		const before = await receiver();
		const text = await recorded(async (simulator) => {
			await place(simulator, { callback_url: before.url, callback_secret: 'of-that-time' });
			await simulator.advance(700);
			await simulator.decide('recorded-1', { outcome: 'busy', summary: 'Try again at four.' });
		});
		expect(text).not.toContain('of-that-time');

		const now = await receiver();
		const simulator = await replaying(text);
		const { body } = await place(simulator, {
			prompt: 'Another text',
			callback_url: `${now.url}?reference=row-7`,
			callback_secret: 'of-this-time',
		});
		expect(body).toEqual({ success: true, call_id: 'recorded-1', workflow_id: 'recorded-2' });
		await simulator.advance(699);
		expect(now.received).toEqual([]);
		expect(simulator.calls()).toMatchObject([{ planned_outcome: 'busy', outcome: null }]);
		await simulator.advance(1);
		expect(simulator.calls()).toMatchObject([{ call_id: 'recorded-1', outcome: 'busy' }]);
		expect(now.received).toMatchObject([
			{
				path: '/results?reference=row-7',
				headers: { authorization: 'Bearer of-this-time' },
				text: before.received[0]!.text,
			},
		]);
		expect(before.received).toHaveLength(1);
		await simulator.advance(60_000);
		expect(now.received).toHaveLength(1);
	});

	const faults: FaultInput[] = [
		{ kind: 'answer', callMade: false, status: 429, headers: { 'retry-after': '7' } },
		{
			kind: 'answer',
			callMade: false,
			status: 502,
			headers: { 'content-type': 'text/html' },
			body: '<h1>Bad gateway</h1>',
		},
		{ kind: 'answer', callMade: true, status: 500 },
		{ kind: 'answer', callMade: false, status: 204 },
	];

	it('answers like requests in the recorded order, each once, whatever is set now', async () => {
		const text = await recorded(async (simulator) => {
			simulator.fault(faults);
			for (let count = 0; count < faults.length; count++) await place(simulator);
			await place(simulator, { recipient_phone: 'nonsense' });
		});
		const simulator = await replaying(text, { requestsPerMinute: 1 });
		simulator.standingFaults({ answer: 'serverError' });
		const seen = [];
		while (seen.length < faults.length) seen.push(await place(simulator));
		expect(seen.map(({ status }) => status)).toEqual([429, 502, 500, 204]);
		expect(seen[0]!.headers.get('retry-after')).toBe('7');
		expect(seen[1]).toMatchObject({ body: '<h1>Bad gateway</h1>' });
		expect(seen[1]!.headers.get('content-type')).toBe('text/html');
		expect(seen[3]!.body).toBe('');
		expect(simulator.calls()).toMatchObject([{ call_id: 'recorded-1' }]);
		expect((await place(simulator, { recipient_phone: 'nonsense' })).status).toBe(400);
	});

	it('breaks the connection and takes its time where the recorded answer did', async () => {
		const text = await recorded(async (simulator) => {
			simulator.fault({ kind: 'reset', callMade: true });
			await expect(place(simulator)).rejects.toThrow();
			simulator.fault({ kind: 'slow', delayMs: 4_000 });
			const made = simulator.nextCall();
			const slow = place(simulator);
			await made;
			await simulator.advance(4_000);
			await slow;
		});
		const simulator = await replaying(text);
		await expect(place(simulator, { idempotency_key: 'k' })).rejects.toThrow();
		expect(simulator.requests()).toMatchObject([{ made_call_id: 'recorded-1', status: null }]);
		const made = simulator.nextCall();
		const slow = place(simulator);
		await made;
		await simulator.advance(3_999);
		expect(simulator.requests()[1]!.status).toBeNull();
		await simulator.advance(1);
		expect((await slow).status).toBe(200);
		// A repeat that was not recorded finds the call, as it would have then.
		expect((await place(simulator, { idempotency_key: 'k' })).body).toMatchObject({
			call_id: 'recorded-1',
		});
		expect(simulator.calls()).toHaveLength(2);
	});

	it('goes on as usual with what is not in it, and says so', async () => {
		const text = await recorded(async (simulator) => {
			await simulator.place(aCall(), { authorization: 'Bearer ck_live_wrong' });
			await place(simulator);
		});
		const lines: string[] = [];
		const simulator = await replaying(text, {
			onEvent: (event) => void lines.push(eventLine(event)),
		});
		expect(await place(simulator, { recipient_phone: ann })).toMatchObject({
			body: { call_id: 'new-1' },
		});
		expect((await simulator.place(aCall(), { authorization: 'Bearer guess' })).status).toBe(401);
		expect(await place(simulator)).toMatchObject({ body: { call_id: 'recorded-1' } });
		expect(await place(simulator)).toMatchObject({ body: { call_id: 'new-3' } });
		expect(lines.filter((line) => line.includes('recorded '))).toEqual([
			'not recorded   +4420***0958  handled as usual',
			'as recorded    +1415***2671  200',
			'not recorded   +1415***2671  handled as usual',
		]);
	});

	it('refuses a callback that could not be told, and keeps the recorded call for another', async () => {
		const text = await recorded(async (simulator) => void (await place(simulator)));
		const simulator = await replaying(text);
		expect((await place(simulator, { callback_url: 'nowhere' })).status).toBe(400);
		expect(await place(simulator)).toMatchObject({ body: { call_id: 'recorded-1' } });
	});

	it('tells the webhooks of now what those of then were told', async () => {
		const then = await receiver();
		const register = async (simulator: Started, url: string) =>
			await simulator.ask(
				'POST',
				'/api/webhooks',
				{ workflow_id: workflow!.id, webhook_url: url, name: 'n8n' },
				{ authorization: `Bearer ${simulator.apiKey}` },
			);
		const call = async (simulator: Started) =>
			await simulator.ask(
				'POST',
				'/api/call',
				{ workflow_id: workflow!.id, recipient_phone: sarah },
				{ authorization: `Bearer ${simulator.apiKey}` },
			);
		const text = await recorded(async (simulator) => {
			await register(simulator, then.url);
			await register(simulator, then.url);
			simulator.fault({ kind: 'doubleCallback' });
			await call(simulator);
			await simulator.advance(2_000);
		});
		expect(then.received).toHaveLength(4);

		const now = await receiver();
		const simulator = await replaying(text);
		await register(simulator, now.url);
		expect((await call(simulator)).status).toBe(200);
		await simulator.advance(2_000);
		expect(now.received.map(({ text: body }) => body)).toEqual([
			then.received[0]!.text,
			then.received[0]!.text,
		]);
		expect(
			simulator
				.deliveries()
				.map(({ resent }) => resent)
				.sort(),
		).toEqual([false, true]);
	});

	it('leaves a call to whoever decides it before its recorded end', async () => {
		const text = await recorded(async (simulator) => {
			await place(simulator);
			await simulator.advance(2_000);
		});
		const now = await receiver();
		const simulator = await replaying(text);
		await place(simulator, { callback_url: now.url });
		await simulator.decide('recorded-1', { outcome: 'voicemail' });
		await simulator.advance(5_000);
		expect(now.received).toMatchObject([{ json: { call_status: 'voicemail' } }]);
		expect(simulator.calls()).toMatchObject([{ outcome: 'voicemail' }]);
	});

	it('begins anew after a reset', async () => {
		const text = await recorded(async (simulator) => void (await place(simulator)));
		const simulator = await replaying(text);
		await place(simulator);
		simulator.reset();
		expect(await place(simulator)).toMatchObject({ body: { call_id: 'recorded-1' } });
	});
});

describe('a file that the command is told to read', () => {
	it('is refused with its name and the line that is none', async () => {
		const text = await recorded(async (simulator) => void (await place(simulator)));
		expect(() => scenesOf(`${text}{"type":"request"}\n`)).toThrow(
			'line 2 was not written by --record',
		);
		expect(() => readRecording(path.join(folder, 'gone.jsonl'))).toThrow(
			`Cannot read ${path.join(folder, 'gone.jsonl')}: ENOENT`,
		);
	});

	it('is refused as a recording when it contains no request that places a call', async () => {
		await recorded(async (simulator) => {
			await simulator.ask('GET', '/api/workflows', undefined, {
				authorization: `Bearer ${simulator.apiKey}`,
			});
		});
		expect(() => readRecording(file)).toThrow('it contains no request that places a call');
	});

	it.each([
		['a list', JSON.stringify(defaultWorkflows)],
		['what the API answers', JSON.stringify({ workflows: defaultWorkflows })],
	])('gives the workflows made beforehand as %s', async (_name, text) => {
		await writeFile(file, text);
		expect(readWorkflows(file)).toEqual(defaultWorkflows);
	});

	it.each(['[{ "id": "" }]', 'null', '{'])(
		'is refused as workflows when it is %s',
		async (text) => {
			await writeFile(file, text);
			expect(() => readWorkflows(file)).toThrow(`Cannot read ${file}: `);
		},
	);
});
