/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readPhoneNumber } from '../../../../nodes/CallCow/domain/phone/readPhoneNumber';
import { testNumberPrefixes, testNumbers } from '../../../../simulator/plan/test-numbers';
import { aCall, receiver, started, type Receiver, type Started } from '../started';

const inFull = testNumberPrefixes.flatMap((prefix) =>
	testNumbers.map(({ digits }) => prefix + digits),
);

describe('the test numbers', () => {
	it('are those of the README, with what it says of them', () => {
		const readme = readFileSync(path.join(__dirname, '../../../../simulator/README.md'), 'utf8');
		const rows = [
			...readme.matchAll(/^\| (\+1 415 555 \d{4}) \| (\+44 20 7946 \d{4}) \| (.+) \|$/gm),
		];
		expect(
			rows.map(([, here, there, meaning]) => [compact(here!), compact(there!), meaning]),
		).toEqual(
			testNumbers.map(({ digits, meaning }) => [
				...testNumberPrefixes.map((prefix) => prefix + digits),
				meaning,
			]),
		);
	});

	it('are in the ranges that are reserved for fiction, each once', () => {
		for (const number of inFull) expect(number).toMatch(/^(\+141555501|\+4420794601)\d\d$/);
		expect(new Set(inFull).size).toBe(inFull.length);
	});

	it.each(inFull)('can be phoned by the nodes: %s', (number) => {
		expect(readPhoneNumber(number)).toMatchObject({ ok: true, e164: number, costs: 'usual' });
	});
});

const compact = (number: string) => number.replaceAll(' ', '');

interface Phoned {
	readonly simulator: Started;
	readonly at: Receiver;
	/** Places a call to the number with these last digits. */
	place(digits: string, key?: string): ReturnType<Started['place']>;
	/** What the receiver has got, in order. */
	results(): Array<Record<string, unknown>>;
}

async function phoned(options: Parameters<typeof started>[0] = {}): Promise<Phoned> {
	const simulator = await started({ testNumbers: true, ...options });
	const at = await receiver();
	return {
		simulator,
		at,
		place: async (digits, key) =>
			await simulator.place(
				aCall({
					recipient_phone: `+1415555${digits}`,
					callback_url: at.url,
					...(key !== undefined && { idempotency_key: key }),
				}),
			),
		results: () => at.received.map(({ json }) => json as Record<string, unknown>),
	};
}

describe('a call to a test number', () => {
	it.each([
		['0170', 3_000, { call_status: 'success', provider_status: 'completed' }],
		['0171', 1_000, { call_status: 'not_picked_up', provider_status: 'busy' }],
		['0172', 3_000, { call_status: 'not_picked_up', provider_status: 'no-answer' }],
		['0173', 3_000, { call_status: 'voicemail' }],
		['0174', 1_000, { call_status: 'not_picked_up', provider_status: 'failed' }],
		['0175', 1_000, { call_status: 'not_picked_up', provider_status: 'canceled' }],
		['0176', 3_000, { call_status: 'success', call_summary: expect.stringContaining('declined') }],
		['0177', 3_000, { call_status: 'success', call_summary: null, messages: [] }],
		['0178', 3_000, { call_status: 'transferred', provider_status: 'transferred' }],
	])('to %s ends after %d ms with %j', async (digits, afterMs, result) => {
		const { simulator, place, results } = await phoned();
		await place(digits);
		await simulator.advance(afterMs - 1);
		expect(results()).toEqual([]);
		await simulator.advance(1);
		expect(results()).toEqual([expect.objectContaining(result)]);
	});

	it('does the same on the line in London', async () => {
		const { simulator, at, results } = await phoned();
		await simulator.place(aCall({ recipient_phone: '+442079460171', callback_url: at.url }));
		await simulator.advance(1_000);
		expect(results()).toEqual([expect.objectContaining({ provider_status: 'busy' })]);
	});

	it('to 0179 goes on until somebody decides', async () => {
		const { simulator, place } = await phoned();
		await place('0179');
		await simulator.advance(3_600_000);
		expect(simulator.calls()).toMatchObject([{ outcome: null, planned_outcome: null }]);
	});

	it.each([
		['0180', 400, null],
		['0181', 422, null],
		['0182', 429, '30'],
	])('to %s is answered %d each time, and none is made', async (digits, status, retryAfter) => {
		const { simulator, place } = await phoned();
		for (const key of ['a', 'a', 'b', undefined]) {
			const answer = await place(digits, key);
			expect(answer.status).toBe(status);
			expect(answer.headers.get('retry-after')).toBe(retryAfter);
			expect(answer.body).toEqual(expect.objectContaining({ error: expect.any(String) }));
		}
		expect(simulator.calls()).toEqual([]);
	});

	it.each([
		['0183', 429, 0],
		['0184', 503, 0],
		['0185', 500, 1],
	])('to %s is answered %d for the first request of a key only', async (digits, status, made) => {
		const { simulator, place } = await phoned();
		expect((await place(digits, 'a')).status).toBe(status);
		expect(simulator.calls()).toHaveLength(made);
		expect((await place(digits, 'a')).body).toMatchObject({ success: true });
		expect(simulator.calls()).toHaveLength(1);
		expect((await place(digits, 'b')).status).toBe(status);
		expect((await place(digits)).status).toBe(status);
		expect((await place(digits)).status).toBe(status);
	});

	it('to 0183 says for how long to wait', async () => {
		const { place } = await phoned();
		expect((await place('0183', 'a')).headers.get('retry-after')).toBe('2');
	});

	it('to 0186 loses its answer, and a repeat with the same key finds it', async () => {
		const { simulator, place } = await phoned();
		await expect(place('0186', 'a')).rejects.toThrow();
		expect(simulator.calls()).toHaveLength(1);
		expect((await place('0186', 'a')).body).toMatchObject({
			call_id: simulator.calls()[0]!.call_id,
		});
		expect(simulator.calls()).toHaveLength(1);
	});

	it('to 0187 is answered for after ten seconds', async () => {
		const { simulator, place } = await phoned();
		const placed = simulator.nextCall();
		let isAnswered = false;
		const answer = place('0187').finally(() => (isAnswered = true));
		await placed;
		await simulator.advance(9_999);
		expect(isAnswered).toBe(false);
		await simulator.advance(1);
		expect((await answer).status).toBe(200);
	});

	it('to 0188 has its result delivered twice', async () => {
		const { simulator, place, results } = await phoned();
		await place('0188');
		await simulator.advance(3_000);
		const [first, second, ...more] = results();
		expect(second).toEqual(first);
		expect(more).toEqual([]);
		expect(simulator.deliveries().map(({ resent }) => resent)).toEqual([false, true]);
	});

	it('to 0189 has its result delivered late', async () => {
		const { simulator, place, results } = await phoned();
		await place('0189');
		await simulator.advance(32_999);
		expect(simulator.calls()).toMatchObject([{ outcome: 'answered' }]);
		expect(results()).toEqual([]);
		await simulator.advance(1);
		expect(results()).toHaveLength(1);
	});

	it('to 0190 has its result never delivered', async () => {
		const { simulator, place, results } = await phoned();
		await place('0190');
		await simulator.advance(3_600_000);
		expect(simulator.calls()).toMatchObject([{ outcome: 'answered' }]);
		expect(results()).toEqual([]);
	});

	it('has each number tried here', () => {
		const tried = readFileSync(__filename, 'utf8');
		expect(testNumbers.filter(({ digits }) => !tried.includes(`'${digits}'`))).toEqual([]);
	});
});

describe('what goes before a test number', () => {
	it('is a script of the number', async () => {
		const { simulator, place, results } = await phoned();
		simulator.script({ numbers: { '+14155550181': { outcome: 'busy', afterMs: 0 } } });
		expect((await place('0181')).status).toBe(200);
		await simulator.advance(0);
		expect(results()).toEqual([expect.objectContaining({ provider_status: 'busy' })]);
	});

	it('is a fault that waits', async () => {
		const { simulator, place } = await phoned();
		simulator.fault({ kind: 'answer', callMade: false, status: 502 });
		expect((await place('0181')).status).toBe(502);
		expect((await place('0181')).status).toBe(422);
	});

	it('is not the script of all calls', async () => {
		const { simulator, place } = await phoned();
		simulator.script({ default: { outcome: 'manual' } });
		await place('0171');
		expect(simulator.calls()).toMatchObject([{ planned_outcome: 'busy' }]);
	});
});

describe('a simulator that is not told to have test numbers', () => {
	it('takes them for numbers like all others', async () => {
		const { simulator, place } = await phoned({ testNumbers: false });
		expect((await place('0181')).status).toBe(200);
		expect(simulator.calls()).toMatchObject([{ planned_outcome: 'answered' }]);
	});
});

describe('a reset', () => {
	it('forgets which keys have met a test number', async () => {
		const { simulator, place } = await phoned();
		await place('0184', 'a');
		simulator.reset();
		expect((await place('0184', 'a')).status).toBe(503);
	});
});
