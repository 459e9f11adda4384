import { serveHere } from '../support/local-server';
import { hasFocus, startPhoneStage, tabTo, until, type PhoneStage } from './phone-stage';

let stage: PhoneStage;

beforeAll(async () => {
	stage = await startPhoneStage();
});
afterEach(async () => await stage.clear());
afterAll(async () => await stage.close());

const onlyCall = () => stage.simulator.calls()[0]!;

describe('the page', () => {
	it('is the same on two tabs', async () => {
		const [one, other] = [await stage.open(), await stage.open()];
		await stage.place();
		for (const { page } of [one, other]) {
			await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
		}
		await one.button('Answer').click();
		await other.page.getByRole('heading', { name: 'You are on a call' }).waitFor();
		await other.page.getByLabel('What the person says').fill('I am on the other tab.');
		await other.button('Say').click();
		await one.page.getByText('I am on the other tab.').first().waitFor();
		await other.button('Hang up').click();
		await one.page.getByRole('heading', { name: 'Waiting for a call' }).waitFor();
		await one.newestCall().getByText('Answered', { exact: true }).waitFor();
	});

	it('shows settings that another tab has changed', async () => {
		const [one, other] = [await stage.open(), await stage.open()];
		await one.page.getByLabel('Automatic').check();
		await other.page.getByLabel('Automatic').and(other.page.locator(':checked')).waitFor();
		await one.page.getByLabel(/^Slow/).check();
		await other.page.getByLabel(/^Slow/).and(other.page.locator(':checked')).waitFor();
	});

	it('leaves a field alone in which somebody types while calls come in', async () => {
		stage.simulator.script({ default: { outcome: 'answered', afterMs: 60_000 } });
		const { page } = await stage.open();
		await page.getByLabel('After (seconds)').fill('7');
		await stage.place();
		await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
		expect(await page.getByLabel('After (seconds)').inputValue()).toBe('7');
		await page.getByLabel('After (seconds)').press('Enter');
		await until(() => stage.simulator.script({}).default.afterMs === 7_000);
	});

	it('survives a reload in the middle of a call, with what was typed', async () => {
		const { page, button } = await stage.open();
		await stage.place();
		await button('Answer').click();
		await page.getByLabel('What the person says').fill('Yes.');
		await button('Say').click();
		await page.getByLabel('Summary').fill('She comes.');
		await page.getByLabel('Form fills').fill('[1]');
		await page.getByLabel('What the person says').fill('half a sent');
		await page.reload();
		await page.getByRole('heading', { name: 'You are on a call' }).waitFor();
		expect(await page.getByRole('list', { name: 'What was said' }).innerText()).toContain('Yes.');
		expect(await page.getByLabel('Summary').inputValue()).toBe('She comes.');
		expect(await page.getByLabel('Form fills').inputValue()).toBe('[1]');
		expect(await page.getByLabel('What the person says').inputValue()).toBe('half a sent');
	});

	it('shows earlier calls to a tab that was opened later, the newest first', async () => {
		await stage.place({ recipient_phone: '+14155550123' });
		await stage.place({ recipient_phone: '+442079460958' });
		const { page, newestCall } = await stage.open();
		await page.getByRole('heading', { name: 'Calls (2)' }).waitFor();
		expect(await newestCall().innerText()).toContain('+442079460958');
	});

	it('answers the earliest of several calls first, or the one that is chosen', async () => {
		const { page, button } = await stage.open();
		await stage.place({ recipient_phone: '+14155550123' });
		await stage.place({ recipient_phone: '+442079460958' });
		const phone = page.getByRole('region', { name: 'Incoming call' });
		await phone.getByText('+14155550123', { exact: true }).waitFor();
		await button(/^Ringing: \+442079460958/).click();
		await button('Busy').click();
		await until(() => stage.simulator.calls()[1]!.outcome === 'busy');
		await phone.getByText('+14155550123', { exact: true }).waitFor();
		expect(onlyCall().outcome).toBeNull();
	});

	it('keeps the call when form fills are not a JSON list, and says so', async () => {
		const { page, button } = await stage.open();
		await stage.place();
		await button('Answer').click();
		for (const mistaken of ['{}', 'none', '']) {
			await page.getByLabel('Form fills').fill(mistaken);
			await button('Hang up').click();
			await page.getByRole('alert').getByText('must be a JSON array').waitFor();
			expect(await hasFocus(page.getByLabel('Form fills'))).toBe(true);
		}
		expect(onlyCall().outcome).toBeNull();
		await page.getByLabel('Form fills').fill('[]');
		await button('Hang up').click();
		await until(() => onlyCall().outcome === 'answered');
	});

	it('says how much of the rate limit is in use', async () => {
		const { page } = await stage.open();
		await stage.place();
		await stage.place();
		await page.getByText('2 of 60 requests in the last 60 seconds').waitFor();
		expect(await page.getByLabel('Rate limit').getAttribute('value')).toBe('2');
	});

	it('lists requests that were refused', async () => {
		const { page } = await stage.open();
		await stage.place({ recipient_phone: '555' });
		const refused = page.getByRole('region', { name: 'Refused requests' });
		await refused.getByText('400').waitFor();
		await refused.locator('summary').click();
		await refused.getByText('"recipient_phone": "555"').waitFor();
	});

	it('shows two hundred calls at a time', async () => {
		for (let i = 0; i < 4; i++) {
			await Promise.all(Array.from({ length: 55 }, async () => await stage.place()));
			await stage.simulator.advance(60_000);
		}
		const { page, button } = await stage.open();
		await page.getByText('Showing the newest 200 of 220 calls').waitFor();
		const list = page.getByRole('region', { name: 'Calls (220)' }).locator('details');
		expect(await list.count()).toBe(200);
		await button('Show more').click();
		await until(async () => (await list.count()) === 220);
	});

	it('copies base URL and key', async () => {
		const { page, context, button } = await stage.open();
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		for (const [name, value] of [
			['Copy Base URL', stage.simulator.baseUrl],
			['Copy API Key', stage.simulator.apiKey],
		] as const) {
			await button(name).click();
			await page.getByText('Copied').first().waitFor();
			expect(await page.evaluate('navigator.clipboard.readText()')).toBe(value);
		}
	});

	it('tells what to do when n8n runs in Docker', async () => {
		const { page } = await stage.open();
		await page.getByText('n8n runs in Docker').click();
		expect(await page.getByLabel('Base URL in Docker', { exact: true }).inputValue()).toBe(
			`http://host.docker.internal:${stage.simulator.port}/api`,
		);
		await page.getByText('--host 0.0.0.0').waitFor();
	});

	it('lets who has just come decide calls that would end by themselves', async () => {
		stage.simulator.script({ default: { outcome: 'answered', afterMs: 60_000 } });
		const { page, button } = await stage.open();
		await button('Let me decide').click();
		await button('Let me decide').waitFor({ state: 'detached' });
		await stage.place();
		await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
		expect(onlyCall().planned_outcome).toBeNull();
	});

	it('begins a call of a workflow, and says who is told its result, but no secret', async () => {
		const { page, button, newestCall } = await stage.open();
		await page.getByText('No webhooks are registered.').waitFor();
		await stage.register('http://127.0.0.1:9/webhook/a?secret=s3cret');
		const workflows = page.getByRole('region', { name: 'CallCow workflows' });
		await workflows.getByText('http://127.0.0.1:9/webhook/a?secret=[hidden]').waitFor();
		await button('Start the call').click();
		const phone = page.getByRole('region', { name: 'Incoming call' });
		await phone.getByText('browser', { exact: true }).waitFor();
		await phone.getByText('Workflow “Confirm an appointment”', { exact: true }).waitFor();
		await phone.getByText('http://127.0.0.1:9/webhook/a?secret=[hidden]').waitFor();
		await button('Answer').click();
		await page.getByText('Results of CallCow workflows have no form fills.').waitFor();
		await button('Hang up and send result').click();
		await newestCall().getByText('n8n did not respond').waitFor();
		await newestCall().locator('summary').click();
		await button('Send again').waitFor();
		expect(await button('Send with a wrong secret').count()).toBe(0);
		expect(await page.content()).not.toContain('s3cret');
		expect(onlyCall()).toMatchObject({ recipient_phone: 'browser', outcome: 'answered' });
	});

	it('says what is wrong with the number of a call to begin', async () => {
		const { page, button } = await stage.open();
		await page.getByLabel('Number or “browser”').fill('555');
		await button('Start the call').click();
		await page.getByRole('alert').getByText('Enter a number such as').waitFor();
		expect(await hasFocus(page.getByLabel('Number or “browser”'))).toBe(true);
		expect(stage.simulator.calls()).toEqual([]);
	});

	it('asks nobody but the simulator for anything', async () => {
		const { page } = await stage.open();
		const asked: string[] = [];
		page.on('request', (request) => void asked.push(new URL(request.url()).origin));
		await page.reload();
		await page.getByText('Connected', { exact: true }).waitFor();
		expect(asked.length).toBeGreaterThan(5);
		expect([...new Set(asked)]).toEqual([stage.simulator.origin]);
	});
});

describe('a page of another site', () => {
	it('can neither read the token nor press a button', async () => {
		const { page } = await stage.open();
		await stage.place();
		const site = await serveHere((_request, response) => {
			response.setHeader('content-type', 'text/html').end('<title>Elsewhere</title>');
		});
		const elsewhere = await page.context().browser()!.newPage();
		await elsewhere.goto(site.url);
		const tried = await elsewhere.evaluate(`(async () => {
			const origin = ${JSON.stringify(stage.simulator.origin)};
			const attempt = async (path, options) => {
				try {
					const response = await fetch(origin + path, options);
					return (await response.text()).length;
				} catch {
					return 'refused';
				}
			};
			return [
				await attempt('/'),
				await attempt('/__simulator/reset', { method: 'POST' }),
				await attempt('/__simulator/reset', { method: 'POST', mode: 'no-cors' }),
				await attempt('/__simulator/events', { headers: { 'x-simulator-token': 'guess' } }),
			];
		})()`);
		expect(tried).toEqual(['refused', 'refused', 0, 'refused']);
		expect(stage.simulator.calls()).toHaveLength(1);
		await elsewhere.close();
		await site.close();
	});
});

describe('the page by keyboard alone', () => {
	it('takes a call from the first ring to the result', async () => {
		const { page, button } = await stage.open();
		await stage.place();
		await tabTo(page, button('Answer'));
		await page.keyboard.press('Enter');
		// The focus is where one goes on: nothing to look for.
		await until(async () => await hasFocus(page.getByLabel('What the person says')));
		await page.keyboard.type('Yes, I come.');
		await page.keyboard.press('Enter');
		await page.getByRole('list', { name: 'What was said' }).getByText('Yes, I come.').waitFor();
		expect(await hasFocus(page.getByLabel('What the person says'))).toBe(true);
		await tabTo(page, page.getByLabel('Summary'));
		await page.keyboard.press('Control+A');
		await page.keyboard.type('She comes.');
		await tabTo(page, button('Hang up'));
		await page.keyboard.press('Space');
		await until(() => onlyCall().outcome === 'answered');
		const heading = page.getByRole('heading', { name: 'Waiting for a call' });
		await until(async () => await hasFocus(heading));
	});

	it('declines, and opens the call in the list', async () => {
		const { page, button, newestCall } = await stage.open();
		await stage.place();
		await tabTo(page, button(/^Decline/));
		await page.keyboard.press('Enter');
		await until(() => onlyCall().outcome === 'no_answer');
		await tabTo(page, newestCall().locator('summary'));
		await page.keyboard.press('Enter');
		await newestCall().getByText('POST /api/call-prompt').waitFor();
	});

	it('changes settings', async () => {
		const { page } = await stage.open();
		await tabTo(page, page.getByLabel('I decide: the call rings until I do'));
		await page.keyboard.press('ArrowDown');
		await until(() => stage.simulator.script({}).default.outcome === 'answered');
		await tabTo(page, page.getByLabel('Normal'));
		await page.keyboard.press('ArrowDown');
		await until(() => stage.simulator.standingFaults().answer === 'lost');
		await tabTo(page, page.getByLabel(/^No callback/));
		await page.keyboard.press('Space');
		await until(() => stage.simulator.standingFaults().callback === 'none');
	});

	it('does not lose the place where somebody types when the phone rings', async () => {
		const { page } = await stage.open();
		const address = page.getByLabel(/^Address of your n8n/);
		await address.focus();
		await stage.place();
		await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
		expect(await hasFocus(address)).toBe(true);
	});
});
