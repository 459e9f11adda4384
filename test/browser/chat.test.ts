import type { Browser, Page } from 'playwright-core';
import type { RunningN8n } from '../../local-n8n/process';
import { canvasNode } from '../../screenshots/canvas';
import { answers, sayInChat, serveChatProgram, waitingForAnswer } from '../../screenshots/chat';
import { findChromium } from '../../screenshots/chromium';
import { launchBrowser, openEditor } from '../../screenshots/editor';
import { CHAT_PASSWORD } from '../support/chat-example';
import { withChatExample } from '../support/chat-stage';
import { chatTrigger, chatWithAgent, type ResponseMode } from '../support/chat-workflow';
import { phone, rounds } from '../support/phone-script';
import { deliver, lastCallback } from '../support/waiting-call';
import { until } from './phone-stage';

const SARAH = '+14155552671';
/** A page that loads its program, on a machine that has other things to do. */
const WITHIN_MS = 120_000;

const stage = withChatExample('chat-that-phones.json');
let browser: Browser;
let page: Page | undefined;

beforeAll(async () => {
	browser = await launchBrowser(findChromium() ?? 'chromium');
}, WITHIN_MS);

beforeEach(() => {
	stage.simulator.script({ default: { outcome: 'manual' } });
	stage.model.play((conversation) => {
		const turn = rounds([phone('sarah', SARAH)])(conversation);
		return 'text' in turn ? { text: `I have read: ${conversation.results[0]?.content}` } : turn;
	});
});

afterEach(async () => {
	await page?.context().close();
	page = undefined;
});

afterAll(async () => {
	await browser.close();
});

async function openChat(url: string): Promise<Page> {
	const { user: username, password: secret } = CHAT_PASSWORD;
	const context = await browser.newContext({
		locale: 'en-US',
		httpCredentials: { username, password: secret },
	});
	context.setDefaultTimeout(30_000);
	await serveChatProgram(context);
	page = await context.newPage();
	await page.goto(url);
	await page.getByTestId('chat-input').waitFor();
	return page;
}

/** Resolves when the execution waits for the one call that was placed. */
async function callGoesOn(workflowId: string): Promise<void> {
	await stage.n8n.waitForCount({ workflowId, status: ['waiting'] }, 1, 30_000);
	expect(stage.dialled()).toEqual([SARAH]);
}

describe('the page of the example of a chat that phones', () => {
	it(
		'shows that it is busy while somebody is phoned, and then what they said',
		async () => {
			const { id, url } = await stage.publish(await stage.example());
			const chat = await openChat(url);
			await chat.getByText('Who should I call, and what about?').waitFor();
			await sayInChat(chat, 'Please phone Sarah on +1 415 555 2671.');
			await callGoesOn(id);
			await waitingForAnswer(chat).waitFor();
			expect(await answers(chat).filter({ hasText: 'I have read' }).count()).toBe(0);

			await deliver(lastCallback(stage.simulator));
			const answer = answers(chat).filter({ hasText: 'I have read' });
			await answer.waitFor();
			expect(await answer.innerText()).toContain('"outcome":"answered"');
			await waitingForAnswer(chat).waitFor({ state: 'hidden' });

			// And it goes on: the answer was the last word of one execution, not of the chat.
			stage.model.play(({ said }) => ({ text: `Before, I said: ${said.join()}` }));
			await sayInChat(chat, 'What did she say?');
			const second = answers(chat).filter({ hasText: 'Before, I said' });
			await second.waitFor();
			expect(await second.innerText()).toContain('"outcome":"answered"');
		},
		WITHIN_MS,
	);

	it(
		'shows the answer after a reload, though nobody looked when it came',
		async () => {
			const { id, url } = await stage.publish(await stage.example());
			const chat = await openChat(url);
			await sayInChat(chat, 'Please phone Sarah on +1 415 555 2671.');
			await callGoesOn(id);
			await chat.goto('about:blank');
			await deliver(lastCallback(stage.simulator));
			await until(
				async () =>
					(await stage.n8n.countExecutions({ workflowId: id, status: ['waiting'] })) === 0,
			);
			await chat.goto(url);

			await answers(chat).filter({ hasText: 'I have read' }).waitFor();
		},
		WITHIN_MS,
	);
});

describe("n8n's page of a chat that cannot wait", () => {
	it.each<ResponseMode>(['streaming', 'lastNode'])(
		'shows why nobody was phoned (%s)',
		async (mode) => {
			const { callCow, openAi } = stage;
			const { url } = await stage.publish(
				chatWithAgent(chatTrigger(mode), undefined, {
					callCow,
					openAi,
					operation: 'placeAndWait',
				}),
			);
			const chat = await openChat(url);
			await sayInChat(chat, 'Please phone Sarah.');

			await answers(chat).filter({ hasText: 'I have read' }).waitFor();
			const shown = (await answers(chat).allInnerTexts()).join('\n');
			expect(shown).toMatch(/This chat cannot wait.*No call was placed/s);
			expect(stage.simulator.requests()).toEqual([]);
		},
		WITHIN_MS,
	);
});

describe('the chat of the editor', () => {
	it(
		'shows what was said on the phone',
		async () => {
			const { simulator, n8n: client } = stage;
			const { id } = await stage.draft(await stage.example());
			const n8n = { client, url: client.url } as RunningN8n;
			page = await openEditor(browser, { n8n, simulator }, 'light');
			await page.setViewportSize({ width: 1500, height: 1200 });
			await page.goto(`/workflow/${id}`);
			await canvasNode(page, 'AI Agent').waitFor();
			await page.getByTestId('workflow-chat-button').click();
			await sayInChat(page, 'Please phone Sarah on +1 415 555 2671.');
			await callGoesOn(id);
			await deliver(lastCallback(simulator));

			const answer = answers(page).filter({ hasText: 'I have read' });
			await answer.waitFor();
			expect(await answer.innerText()).toContain('"outcome":"answered"');
		},
		WITHIN_MS,
	);
});
