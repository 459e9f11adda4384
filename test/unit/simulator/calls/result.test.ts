import type { DecisionInput } from '../../../../simulator/plan/script';
import { aCall, receiver, started } from '../started';

async function resultOf(decision: DecisionInput, changes: Record<string, unknown> = {}) {
	const { url, received } = await receiver();
	const simulator = await started({ script: { default: { outcome: 'manual' } } });
	await simulator.place(aCall({ callback_url: url, ...changes }));
	await simulator.decide('id-1', decision);
	return received[0]?.json;
}

describe('the result of a call', () => {
	it('has the documented fields and no others', async () => {
		expect(await resultOf({ outcome: 'answered' })).toEqual({
			call_id: 'id-1',
			workflow_id: 'id-2',
			call_status: 'success',
			provider_status: 'completed',
			call_summary: expect.stringContaining('Confirm the appointment of Sarah'),
			messages: expect.arrayContaining([
				{ role: 'assistant', content: expect.stringContaining('AI assistant') },
				{ role: 'user', content: expect.any(String) },
			]),
			context: null,
			form_fills: [],
			created_at: '2026-01-15T12:00:00.000Z',
		});
	});

	it.each([
		['answered', 'success', 'completed'],
		['voicemail', 'voicemail', 'completed'],
		['no_answer', 'not_picked_up', 'no-answer'],
		['busy', 'not_picked_up', 'busy'],
		['failed', 'not_picked_up', 'failed'],
		['canceled', 'not_picked_up', 'canceled'],
	] as const)(
		'of outcome %s has the statuses %s and %s',
		async (outcome, call_status, provider_status) => {
			expect(await resultOf({ outcome })).toMatchObject({ call_status, provider_status });
		},
	);

	it.each(['no_answer', 'busy', 'failed', 'canceled'] as const)(
		'of outcome %s holds no conversation',
		async (outcome) => {
			expect(await resultOf({ outcome })).toMatchObject({ messages: [], form_fills: [] });
		},
	);

	it('says what the decision says', async () => {
		const said = {
			summary: 'Sarah comes at four.',
			messages: [{ role: 'user', content: '\nFour, please.' }],
			form_fills: [{ anything: true }],
			context: '{"row":7}',
		};
		expect(await resultOf({ outcome: 'answered', ...said })).toMatchObject({
			call_summary: said.summary,
			messages: said.messages,
			form_fills: said.form_fills,
			context: said.context,
		});
	});

	it('takes unknown statuses and fields from payload, which goes last', async () => {
		const payload = { call_status: 'transferred', recording_url: 'https://example.com/r' };
		expect(await resultOf({ outcome: 'answered', payload })).toMatchObject(payload);
	});

	it('sends null where payload says null', async () => {
		expect(await resultOf({ outcome: 'answered', payload: { call_summary: null } })).toMatchObject({
			call_summary: null,
		});
	});

	it('leaves out what payload sets to undefined and what omit names', async () => {
		const result = await resultOf({
			outcome: 'answered',
			payload: { provider_status: undefined },
			omit: ['messages'],
		});
		expect(result).not.toHaveProperty('provider_status');
		expect(result).not.toHaveProperty('messages');
	});

	it('mentions a long prompt only in short', async () => {
		const result = await resultOf(
			{ outcome: 'busy' },
			{ prompt: `Ask about ${'shoes '.repeat(100)}` },
		);
		const { call_summary: summary } = result as { call_summary: string };
		expect(summary.length).toBeLessThan(140);
	});
});

describe('the script', () => {
	it('answers every call after two seconds unless told otherwise', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		await simulator.advance(1_999);
		expect(simulator.calls()).toMatchObject([{ outcome: null, ended_at: null }]);
		await simulator.advance(1);
		expect(simulator.calls()).toMatchObject([
			{ outcome: 'answered', ended_at: '2026-01-15T12:00:02.000Z' },
		]);
	});

	it('of a number goes before the default', async () => {
		const simulator = await started({
			script: {
				default: { outcome: 'answered', afterMs: 0 },
				numbers: { '+442079460958': { outcome: 'busy', afterMs: 500, summary: 'Engaged.' } },
			},
		});
		await simulator.place(aCall());
		await simulator.place(aCall({ recipient_phone: '+442079460958' }));
		await simulator.advance(0);
		expect(simulator.calls()).toMatchObject([{ outcome: 'answered' }, { outcome: null }]);
		await simulator.advance(500);
		expect(simulator.calls()).toMatchObject([{ outcome: 'answered' }, { outcome: 'busy' }]);
	});

	it('may leave a call to be decided', async () => {
		const simulator = await started({ script: { default: { outcome: 'manual' } } });
		await simulator.place(aCall());
		await simulator.advance(3_600_000);
		expect(simulator.calls()).toMatchObject([{ outcome: null }]);
	});

	it('changes for calls placed afterwards, and keeps what is not given', async () => {
		const simulator = await started({
			script: { numbers: { '+442079460958': { outcome: 'busy' } } },
		});
		await simulator.place(aCall());
		simulator.script({ default: { outcome: 'voicemail' } });
		await simulator.place(aCall());
		await simulator.place(aCall({ recipient_phone: '+442079460958' }));
		await simulator.advance(2_000);
		expect(simulator.calls().map(({ outcome }) => outcome)).toEqual([
			'answered',
			'voicemail',
			'busy',
		]);
	});
});
