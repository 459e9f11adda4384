import { randomUUID } from 'node:crypto';
import { CHAT_PASSWORD } from '../support/chat-example';
import { withChatExample, type PublishedChat } from '../support/chat-stage';
import { phone, rounds } from '../support/phone-script';
import { itWhereN8nHas } from '../support/tested-version';

const SARAH = '+14155552671';
const ANN = '+442079460958';

const stage = withChatExample('chat-that-phones.json');

const publish = async (): Promise<PublishedChat> => await stage.publish(await stage.example());

describe('the example of a chat that phones', () => {
	itWhereN8nHas('chats')('asks for a password before anybody can chat', async () => {
		const chat = await publish();

		expect((await fetch(chat.url)).status).toBe(401);
		expect((await chat.say('Phone Sarah')).status).toBe(401);
		expect(stage.model.conversations()).toEqual([]);
	});

	itWhereN8nHas('chats')('says what a call has brought, and remembers it later', async () => {
		const chat = await publish();
		const how = { session: randomUUID(), headers: CHAT_PASSWORD.headers };
		stage.model.play((conversation) => {
			const turn = rounds([phone('sarah', SARAH)])(conversation);
			return 'text' in turn ? { text: `Sarah: ${conversation.results[0]!.content}` } : turn;
		});
		const first = await chat.say('Phone Sarah on +1 415 555 2671', how);
		expect(first.messages).toEqual([expect.stringMatching(/Sarah: .*answered and agreed/)]);

		// Of the second turn, n8n gives the model the whole first one.
		stage.model.play((conversation) => {
			const turn = rounds([phone('ann', ANN)])(conversation);
			return 'text' in turn ? { text: `Then ${conversation.said.join()}` } : turn;
		});
		const second = await chat.say('And Ann', how);
		expect(second.messages).toEqual([expect.stringMatching(/Then .*answered and agreed/)]);
		expect(stage.dialled()).toEqual([SARAH, ANN]);
	});

	itWhereN8nHas('chats')('phones nobody twice on one day, and tells the model so', async () => {
		const chat = await publish();
		stage.model.play((conversation) => {
			const turn = rounds([phone('first', SARAH)], [phone('again', SARAH)])(conversation);
			return 'text' in turn ? { text: conversation.results.at(-1)!.content } : turn;
		});
		const { messages } = await chat.say('Phone Sarah twice', { headers: CHAT_PASSWORD.headers });

		expect(messages).toEqual([expect.stringContaining('"skipped":true')]);
		expect(stage.dialled()).toEqual([SARAH]);
	});

	itWhereN8nHas('chats')('works in the chat of the editor', async () => {
		const { say } = await stage.draft(await stage.example());
		stage.model.play((conversation) => {
			const turn = rounds([phone('sarah', SARAH)])(conversation);
			return 'text' in turn ? { text: conversation.results[0]!.content } : turn;
		});

		expect((await say('Phone Sarah')).messages).toEqual([
			expect.stringContaining('answered and agreed'),
		]);
	});
});
