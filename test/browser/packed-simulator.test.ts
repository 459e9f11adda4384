import type { Browser } from 'playwright-core';
import { findChromium } from '../../screenshots/chromium';
import { launchBrowser } from '../../screenshots/editor';
import {
	installPackedSimulator,
	type InstalledSimulator,
	type RunningSimulator,
} from '../support/packed-simulator';
import { startResultReceiver, type ResultReceiver } from '../support/result-receiver';
import { openPhone, task, until } from './phone-stage';

let browser: Browser;
let installed: InstalledSimulator;
let simulator: RunningSimulator;
let receiver: ResultReceiver;

beforeAll(async () => {
	browser = await launchBrowser(findChromium() ?? 'chromium');
	receiver = await startResultReceiver();
	installed = await installPackedSimulator();
	simulator = await installed.start(['--port', '0', '--outcome', 'manual']);
});
afterAll(async () => {
	await browser.close();
	await simulator.stop();
	await installed.remove();
	await receiver.close();
});

describe('the phone of the packed simulator', () => {
	it('rings, is picked up and sends the result', async () => {
		const complaints: string[] = [];
		const { page, button } = await openPhone(browser, simulator.printed('Phone'), { complaints });
		const response = await fetch(`${simulator.printed('Base URL')}/call-prompt`, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.printed('API key')}` },
			body: JSON.stringify({
				prompt: task,
				recipient_phone: '+14155552671',
				callback_url: `${receiver.url}?reference=row-7`,
			}),
		});
		const { call_id: callId } = (await response.json()) as { call_id: string };
		await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
		await button('Answer').click();
		await page.getByLabel('What the person says').fill('Yes, at three.');
		await button('Say').click();
		await page.getByText('Yes, at three.').first().waitFor();
		await button(/^Hang up/).click();
		await until(() => receiver.results().length > 0);
		expect(receiver.results()).toMatchObject([{ callId, reference: 'row-7' }]);
		await page.getByRole('heading', { name: 'Waiting for a call' }).waitFor();
		expect(complaints).toEqual([]);
	});
});
