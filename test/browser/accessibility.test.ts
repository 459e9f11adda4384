import { source as axe } from 'axe-core';
import type { Page } from 'playwright-core';
import { startPhoneStage, task, type PhonePage, type PhoneStage } from './phone-stage';

let stage: PhoneStage;

beforeAll(async () => {
	stage = await startPhoneStage();
});
afterEach(async () => await stage.clear());
afterAll(async () => await stage.close());

/** What axe-core finds against the page, a line each. */
async function violations(page: Page): Promise<string[]> {
	await page.evaluate(axe);
	return await page.evaluate(
		`axe.run().then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
			nodes.map(({ html }) => id + ': ' + help + ': ' + html)))`,
	);
}

const states: Record<string, (phone: PhonePage) => Promise<void>> = {
	quiet: async ({ page }) => {
		await page.getByRole('heading', { name: 'Waiting for a call' }).waitFor();
	},
	ringing: async ({ page }) => {
		await stage.place({ callback_url: 'http://127.0.0.1:9/?reference=row-7' });
		await stage.place();
		await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
	},
	talking: async ({ page, button }) => {
		await stage.place();
		await button('Answer').click();
		await page.getByLabel('What the person says').fill('Yes.');
		await button('Say').click();
		await page.getByLabel('Form fills').fill('none');
		await button('Hang up').click();
		await page.getByRole('alert').waitFor();
	},
	'talking about a workflow': async ({ page, button }) => {
		await stage.register(`http://127.0.0.1:9/webhook/${'long'.repeat(20)}?secret=s3cret`);
		await page.getByText('n8n: Front desk').waitFor();
		await button('Start the call').click();
		await button('Answer').click();
		await page.getByText('Results of CallCow workflows have no form fills.').waitFor();
	},
	'over, and everything opened': async ({ page, button, newestCall }) => {
		await stage.place({ recipient_phone: '555' });
		await stage.place({ callback_url: 'http://127.0.0.1:9/' });
		await button('Busy').click();
		await newestCall().getByText('n8n did not respond').waitFor();
		for (const summary of await page.locator('summary').all()) await summary.click();
		await page.getByLabel(/^Address of your n8n/).fill('nowhere');
		await button('Check that results can get there').click();
		await page.getByText('That is not an http or https address.').waitFor();
	},
};

describe('axe-core', () => {
	it.each(
		Object.keys(states).flatMap((state) =>
			(['light', 'dark'] as const).flatMap((colorScheme) =>
				[1280, 360].map((width) => [state, colorScheme, width] as const),
			),
		),
	)(
		'finds nothing when the phone is %s (%s, %i pixels wide)',
		async (state, colorScheme, width) => {
			const phone = await stage.open({ colorScheme, viewport: { width, height: 800 } });
			await states[state]!(phone);
			expect(await violations(phone.page)).toEqual([]);
			// Nothing to scroll to sideways, however narrow.
			expect(
				await phone.page.evaluate('document.documentElement.scrollWidth - innerWidth'),
			).toBeLessThanOrEqual(0);
		},
	);
});

describe('what a screen reader says', () => {
	it('is that the phone rings, who to call and what for, at once', async () => {
		const { page } = await stage.open();
		const announcement = page.getByTestId('announcement');
		expect(await announcement.innerText()).toBe('');
		await stage.place();
		await page.getByText(`Incoming call to +14155552671. ${task}`).waitFor();
		expect(await announcement.getAttribute('aria-live')).toBe('assertive');
	});

	it('is what the assistant says next', async () => {
		const { page, button } = await stage.open();
		await stage.place();
		await button('Answer').click();
		const turns = page.getByRole('list', { name: 'What was said' });
		expect(await turns.getAttribute('aria-live')).toBe('polite');
		expect(await turns.innerText()).toContain('Assistant (simulated):');
	});
});
