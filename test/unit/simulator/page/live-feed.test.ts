import { LiveFeed, type FeedMessage } from '../../../../simulator/page/live-feed';
import type { PageState, PageView } from '../../../../simulator/page/view';
import { aCall, receiver, started, type Started } from '../started';
import { api, aWorkflowCall, register, workflows } from '../workflow-requests';

/** What one page is told, read message by message. */
async function page(simulator: Started) {
	const response = await fetch(`${simulator.origin}/__simulator/events`, {
		headers: { 'x-simulator-token': simulator.controlToken },
	});
	const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	const next = async (): Promise<{ event: string; data: PageState }> => {
		for (;;) {
			const end = text.indexOf('\n\n');
			if (end >= 0) {
				const [event = '', data = ''] = text.slice(0, end).split('\n');
				text = text.slice(end + 2);
				return { event: event.slice(7), data: JSON.parse(data.slice(6)) as PageState };
			}
			const { done, value } = await reader.read();
			if (done) throw new Error('The stream has ended');
			text += value;
		}
	};
	const until = async (fits: (data: PageState) => boolean): Promise<PageState> => {
		for (;;) {
			const { data } = await next();
			if (fits(data)) return data;
		}
	};
	return { response, next, until };
}

describe('GET /__simulator/events', () => {
	it('begins with all that there is', async () => {
		const { url } = await receiver(() => ({ status: 401, body: 'no' }));
		const simulator = await started({ requestsPerMinute: 5 });
		await simulator.place(
			aCall({
				callback_url: `${url}?reference=row-7&signature=abc`,
				callback_secret: 's3cret',
			}),
		);
		await simulator.advance(2_000);
		await simulator.place('{ "callback_secret": "s3cret", ');
		const { response, next } = await page(simulator);
		expect(response.headers.get('content-type')).toMatch('text/event-stream');
		const { event, data } = await next();
		expect(event).toBe('state');
		expect(data).toMatchObject({
			total: 1,
			rate: { used: 2, limit: 5 },
			settings: {
				outcome: 'answered',
				afterMs: 2_000,
				faults: { answer: 'normal', callback: 'normal' },
			},
			calls: [
				{
					call_id: 'id-1',
					recipient_phone: '+14155552671',
					reference: 'row-7',
					outcome: 'answered',
					request: { status: 200, body: { prompt: aCall().prompt, callback_secret: '[hidden]' } },
					deliveries: [{ status: 401, response_body: 'no' }],
				},
			],
			refused: [{ status: 400 }],
		});
		expect(JSON.stringify(data)).not.toMatch(/s3cret|abc|ck_live/);
	});

	it('tells every page of a call from beginning to end', async () => {
		const { url } = await receiver();
		const simulator = await started({ script: { default: { outcome: 'manual' } } });
		const pages = [await page(simulator), await page(simulator)];
		for (const { next } of pages) await next();
		const both = async (fits: (data: PageState) => boolean) =>
			await Promise.all(pages.map(async ({ until }) => await until(fits)));

		await simulator.place(aCall({ callback_url: url }));
		for (const { calls } of await both(({ calls }) => calls?.[0]?.request?.status === 200)) {
			expect(calls).toMatchObject([{ call_id: 'id-1', outcome: null }]);
		}
		simulator.answer('id-1');
		await both(({ calls }) => calls?.[0]?.turns.length === 1);
		await simulator.decide('id-1', { outcome: 'answered' });
		await both(({ calls }) => calls?.[0]?.deliveries[0]?.status === 200);
	});

	it('tells of webhooks and of whom they make a call known to, without their secrets', async () => {
		const { url } = await receiver();
		const simulator = await started({ workflows, script: { default: { outcome: 'manual' } } });
		await api(simulator, 'POST', '/call', aWorkflowCall({ recipient_name: 'Sarah' }));
		const { next, until } = await page(simulator);
		const shown = [(await next()).data];
		expect(shown[0]).toMatchObject({
			workflows,
			webhooks: [],
			calls: [
				{
					workflow_name: 'Confirm an appointment',
					recipient_name: 'Sarah',
					receivers: [],
					request: { path: '/api/call' },
				},
			],
		});
		const id = await register(simulator, `${url}?secret=s3cret`);
		shown.push(await until(({ calls }) => calls?.[0]?.receivers.length === 1));
		const address = `${url}?secret=[hidden]`;
		expect(shown[1]).toMatchObject({
			webhooks: [{ id, webhook_url: address, name: 'n8n: Front desk' }],
			calls: [{ receivers: [address] }],
		});
		await simulator.decide('id-1', { outcome: 'busy' });
		await api(simulator, 'DELETE', `/webhooks/${id}`);
		shown.push(
			await until(({ webhooks, calls }) => webhooks.length === 0 && calls?.[0]?.outcome === 'busy'),
		);
		expect(shown[2]).toMatchObject({
			calls: [
				{ receivers: [address], deliveries: [{ url: address, webhook_id: id, status: 200 }] },
			],
		});
		expect(JSON.stringify(shown)).not.toContain('s3cret');
	});

	it('shows no secret of a webhook that was refused', async () => {
		const simulator = await started({ workflows });
		const address = 'n8n.example.com/webhook/a?secret=s3cret';
		await register(simulator, address);
		await api(simulator, 'POST', '/webhooks', `{ "webhook_url": "https://${address}", `);
		const { next } = await page(simulator);
		const { data } = await next();
		expect(data.refused).toHaveLength(2);
		expect(JSON.stringify(data)).not.toContain('s3cret');
	});

	it('tells of settings and faults, and starts again when all is forgotten', async () => {
		const simulator = await started();
		await simulator.place(aCall());
		const { next, until } = await page(simulator);
		await next();
		simulator.script({ default: { outcome: 'busy' } });
		await until(({ settings }) => settings.outcome === 'busy');
		simulator.standingFaults({ answer: 'slow' });
		await until(({ settings }) => settings.faults.answer === 'slow');
		simulator.reset();
		expect(await until(({ total }) => total === 0)).toMatchObject({ calls: [] });
	});

	it('ends with the simulator', async () => {
		const simulator = await started();
		const { next } = await page(simulator);
		await next();
		await simulator.close();
		await expect(next()).rejects.toThrow();
	});

	it('sends the newest thousand calls and says how many there are', async () => {
		const simulator = await started({ requestsPerMinute: 2_000 });
		for (let i = 0; i < 1_005; i += 15) {
			await Promise.all(Array.from({ length: 15 }, async () => await simulator.place(aCall())));
		}
		const { next } = await page(simulator);
		const { data } = await next();
		expect(data.total).toBe(1_005);
		expect(data.calls).toHaveLength(1_000);
		expect(data.calls[0]?.call_id).toBe(simulator.calls().at(-1)?.call_id);
		expect(simulator.calls()).toHaveLength(1_005);
	});
});

describe('LiveFeed', () => {
	function feedWithTimers() {
		const timers: Array<{ delayMs: number; wake: () => void }> = [];
		let used = 0;
		const view: Pick<PageView, 'state' | 'surroundings' | 'calls' | 'refused'> = {
			state: () => ({ ...view.surroundings(), calls: [], refused: [] }),
			surroundings: () => ({ rate: { used, limit: 60 } }) as ReturnType<PageView['surroundings']>,
			calls: (isWanted = () => true) =>
				['a', 'b', 'c'].filter(isWanted).map((call_id) => ({ call_id })) as ReturnType<
					PageView['calls']
				>,
			refused: () => [],
		};
		const feed = new LiveFeed(view as PageView, (delayMs, wake) => {
			const timer = { delayMs, wake };
			timers.push(timer);
			return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
		});
		const fire = () => timers.shift()?.wake();
		return { feed, timers, fire, setUsed: (count: number) => void (used = count) };
	}

	it('gathers what changes within a tenth of a second into one message', () => {
		const { feed, timers, fire } = feedWithTimers();
		const messages: FeedMessage[] = [];
		feed.watch((message) => void messages.push(message));
		for (const callId of ['a', 'b', 'a']) feed.changed({ callId });
		expect(timers.map(({ delayMs }) => delayMs)).toEqual([100]);
		fire();
		expect(messages).toHaveLength(2);
		expect(messages[1]).toMatchObject({
			event: 'change',
			data: { calls: [{ call_id: 'a' }, { call_id: 'b' }] },
		});
	});

	it('tells each second how the rate goes down, until it is at nothing', () => {
		const { feed, timers, fire, setUsed } = feedWithTimers();
		setUsed(3);
		feed.watch(() => {});
		fire();
		expect(timers).toMatchObject([{ delayMs: 1_000 }]);
		setUsed(0);
		fire();
		expect(timers).toEqual([]);
	});

	it('does nothing while nobody watches', () => {
		const { feed, timers } = feedWithTimers();
		feed.changed({ callId: 'a' });
		expect(timers).toEqual([]);
		const leave = feed.watch(() => {});
		feed.changed('settings');
		leave();
		expect(timers).toEqual([]);
	});
});
