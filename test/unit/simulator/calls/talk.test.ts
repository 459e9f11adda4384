import { aCall, receiver, started } from '../started';
import { register, workflows } from '../workflow-requests';

async function ringing(changes: Record<string, unknown> = {}) {
	const { url, received } = await receiver();
	const simulator = await started({ script: { default: { outcome: 'manual' } } });
	await simulator.place(aCall({ callback_url: url, ...changes }));
	return { simulator, received };
}

describe('answer', () => {
	it('picks up, and the assistant introduces itself as an AI', async () => {
		const { simulator } = await ringing();
		await simulator.advance(5_000);
		const { status, body } = await simulator.ask('POST', '/__simulator/calls/id-1/answer');
		expect(status).toBe(200);
		expect(body).toMatchObject({
			call: {
				outcome: null,
				answered_at: '2026-01-15T12:00:05.000Z',
				turns: [{ role: 'assistant', content: expect.stringContaining('AI assistant') }],
			},
		});
	});

	it('keeps a call that would have ended by itself', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		simulator.answer('id-1');
		await simulator.advance(3_600_000);
		expect(simulator.calls()).toMatchObject([{ outcome: null, planned_outcome: null }]);
	});

	it('is refused a second time, and when the call has ended', async () => {
		const { simulator } = await ringing();
		simulator.answer('id-1');
		expect(() => simulator.answer('id-1')).toThrow('already been answered');
		await simulator.decide('id-1', { outcome: 'answered' });
		expect(() => simulator.answer('id-1')).toThrow('already ended');
	});

	it('answers 404 for a call that there is not', async () => {
		const { simulator } = await ringing();
		const { status } = await simulator.ask('POST', '/__simulator/calls/id-9/answer');
		expect(status).toBe(404);
	});
});

describe('say', () => {
	it('adds what the person says, and the assistant goes on', async () => {
		const { simulator } = await ringing();
		simulator.answer('id-1');
		const { status } = await simulator.ask('POST', '/__simulator/calls/id-1/say', {
			content: ' Yes, I come. ',
		});
		expect(status).toBe(200);
		expect(simulator.calls()[0]?.turns.slice(1)).toEqual([
			{ role: 'user', content: 'Yes, I come.' },
			{ role: 'assistant', content: expect.stringContaining('Goodbye') },
		]);
	});

	it('is heard after goodbye too', async () => {
		const { simulator } = await ringing();
		simulator.answer('id-1');
		simulator.say('id-1', { content: 'Yes.' });
		simulator.say('id-1', { content: 'Wait!' });
		expect(simulator.calls()[0]?.turns.at(-1)).toEqual({ role: 'user', content: 'Wait!' });
	});

	it('is refused before somebody has picked up, and without words', async () => {
		const { simulator } = await ringing();
		expect(() => simulator.say('id-1', { content: 'Hello?' })).toThrow('No one has answered');
		simulator.answer('id-1');
		expect(() => simulator.say('id-1', { content: '  ' })).toThrow('Validation failed');
	});
});

describe('decide, after a conversation', () => {
	it('delivers what was said', async () => {
		const { simulator, received } = await ringing();
		simulator.answer('id-1');
		simulator.say('id-1', { content: 'Yes.' });
		await simulator.decide('id-1', { outcome: 'answered', form_fills: [{ parking: true }] });
		expect(received[0]?.json).toMatchObject({
			call_status: 'success',
			messages: simulator.calls()[0]?.turns,
			form_fills: [{ parking: true }],
		});
	});

	it('delivers what was said in a call with a workflow to its webhooks', async () => {
		const { url, received } = await receiver();
		const simulator = await started({ workflows, script: { default: { outcome: 'manual' } } });
		await register(simulator, url);
		const { call_id: id } = simulator.startWorkflowCall({
			workflow_id: 'w-1',
			recipient_phone: 'browser',
		});
		simulator.answer(id);
		simulator.say(id, { content: 'Who is there?' });
		await simulator.decide(id, { outcome: 'answered' });
		expect(received).toMatchObject([
			{
				json: {
					phone_number_to: 'browser',
					messages: [
						{ role: 'assistant', content: expect.stringContaining('AI assistant') },
						{ role: 'user', content: 'Who is there?' },
						{ role: 'assistant', content: expect.stringContaining('Goodbye') },
					],
				},
			},
		]);
	});

	it('delivers other messages when they are given', async () => {
		const { simulator, received } = await ringing();
		simulator.answer('id-1');
		await simulator.decide('id-1', { outcome: 'answered', messages: [] });
		expect(received[0]?.json).toMatchObject({ messages: [] });
	});
});
