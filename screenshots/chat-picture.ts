import type { Page } from 'playwright-core';

import { CHAT_PASSWORD, chatAtAnyHour, chatPassword } from '../test/support/chat-example';
import { readExample, withCredentials } from '../test/support/example-workflow';
import { startStubModel, type ModelScript } from '../test/support/stub-model';
import type { Area } from './area';
import { answers, sayInChat, serveChatProgram, waitingForAnswer } from './chat';
import type { Stage } from './stage';

const SARAH = '+14155550100';
const question =
	'Please call Sarah at +1 415 555 0100. I am from the dental practice in Mill Street: does tomorrow at 3 pm still suit her?';
const briefing =
	'Call Sarah on behalf of the dental practice in Mill Street and ask whether her appointment tomorrow at 3 pm still suits her. If it does not, ask which day would.';
const summary = 'Tomorrow does not suit her; she asks for Thursday at 3 pm instead.';

/** Phones, and then says what it has read of the call. */
const model: ModelScript = ({ results: [result] }) => {
	if (result === undefined) {
		const args = { Prompt: briefing, Recipient_Phone: SARAH };
		return { toolCalls: [{ id: 'sarah', arguments: args }] };
	}
	const [{ outcome, call_summary }] = JSON.parse(result.content) as [Record<string, string>];
	return { text: `Sarah ${outcome}. ${call_summary}` };
};

/** The page of the example of a chat that phones, when the answer has come. */
export async function chatAnswered(
	page: Page,
	{ n8n: { client, url }, simulator, credential }: Stage,
): Promise<Area> {
	simulator.script({ default: { outcome: 'answered', afterMs: 1_500, summary } });
	const stub = await startStubModel();
	try {
		stub.play(model);
		const password = await client.createCredential(chatPassword);
		const openAi = await client.createCredential({
			name: 'OpenAI account',
			type: 'openAiApi',
			data: { apiKey: 'none', url: stub.url },
		});
		const example = withCredentials(
			await readExample('chat-that-phones.json'),
			credential,
			password,
			openAi,
		);
		const { id, nodes } = await client.createWorkflow(chatAtAnyHour(example));
		await client.activate(id);
		await client.waitForPublication(id, 60_000);
		const { webhookId } = nodes.find(({ type }) => type.endsWith('.chatTrigger'))!;

		await page.setExtraHTTPHeaders(CHAT_PASSWORD.headers);
		await serveChatProgram(page.context());
		await page.goto(`${url}/webhook/${webhookId}/chat`);
		await page.getByTestId('chat-input').waitFor();
		await sayInChat(page, question);
		await answers(page).filter({ hasText: 'Sarah answered.' }).waitFor();
		// n8n says a few seconds later that there is no more to come.
		await waitingForAnswer(page).waitFor({ state: 'hidden' });
		return { x: 0, y: 0, ...page.viewportSize()! };
	} finally {
		await stub.close();
	}
}
