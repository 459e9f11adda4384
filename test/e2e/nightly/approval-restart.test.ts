import { startSimulator, type Simulator } from '../../../simulator/server';
import { approvalExample, NO, withChatOfItsOwn, YES } from '../../support/approval-stage';
import { openChat, press, type Question } from '../../support/chat';
import { callCowCredential, modelCredential } from '../../support/credentials';
import { startOwnN8n, type OwnN8n } from '../../support/own-n8n';
import { phone, resultsRead, reviewed, turns } from '../../support/phone-script';
import { startStubModel, type StubModel } from '../../support/stub-model';
import { itWhereN8nHas } from '../../support/tested-version';
import { until } from '../../support/until';

const SARAH = '+14155552671';
const ANN = '+442079460958';

let simulator: Simulator;
let model: StubModel;
let server: OwnN8n | undefined;

beforeAll(async () => {
	model = await startStubModel();
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'answered', afterMs: 1_500 } },
	});
});

afterEach(async () => {
	await server?.close();
	simulator.reset();
});

afterAll(async () => {
	await simulator.close();
	await model.close();
});

/** An n8n with the published example, whose agent asks before it phones. */
async function startAsking(env: Readonly<Record<string, string>> = {}) {
	const own = await startOwnN8n({ env });
	server = own;
	const { client } = own;
	const callCow = await client.createCredential(callCowCredential(simulator));
	const openAi = await client.createCredential(modelCredential(model));
	const { definition, webhookId } = withChatOfItsOwn(await approvalExample({ callCow, openAi }));
	const { id } = await client.createWorkflow(definition);
	await client.activate(id);
	await client.waitForPublication(id, 30_000);
	return {
		async restartAfter(how: 'stop' | 'kill') {
			await own[how]();
			await own.startAgain();
		},
		async asked(call: ReturnType<typeof reviewed>) {
			model.play(turns([call]));
			const chat = await openChat(client, webhookId, 'Phone somebody.');
			const question = (await chat.next()) as Question;
			chat.close();
			return question;
		},
	};
}

const dialled = () => simulator.calls().map(({ recipient_phone }) => recipient_phone);

async function read(toolCallId: string): Promise<unknown> {
	await until('the model reads what came of it', () => toolCallId in resultsRead(model));
	return resultsRead(model)[toolCallId];
}

/** n8n takes an agent that was waiting for one that crashed, and its execution for one that has failed. */
const CRASHED = /finished with error/;

describe('a call that a person has not approved yet', () => {
	itWhereN8nHas('humanReview')(
		'is not placed after a restart, whatever is pressed, and can be asked for anew',
		async () => {
			const asking = await startAsking();

			const sarah = await asking.asked(reviewed(phone('sarah', SARAH), 'She waits.'));
			await asking.restartAfter('stop');
			await expect(press(sarah, YES)).rejects.toThrow(CRASHED);

			const ann = await asking.asked(reviewed(phone('ann', ANN), 'She waits.'));
			await asking.restartAfter('kill');
			await expect(press(ann, NO)).rejects.toThrow(CRASHED);
			await expect(press(ann, YES)).rejects.toThrow(CRASHED);
			expect(dialled()).toEqual([]);

			await press(await asking.asked(reviewed(phone('again', SARAH), 'Asked anew.')), YES);
			expect(await read('again')).toEqual([
				expect.objectContaining({ outcome: 'answered', recipient_phone: SARAH }),
			]);
			expect(dialled()).toEqual([SARAH]);
		},
		300_000,
	);

	itWhereN8nHas('humanReview')(
		'can still be approved after a restart, and declined, where N8N_EVENTBUS_RECOVERY_MODE is simple',
		async () => {
			const asking = await startAsking({ N8N_EVENTBUS_RECOVERY_MODE: 'simple' });

			const sarah = await asking.asked(reviewed(phone('sarah', SARAH), 'She waits.'));
			await asking.restartAfter('stop');
			await press(sarah, YES);
			expect(await read('sarah')).toEqual([
				expect.objectContaining({ outcome: 'answered', recipient_phone: SARAH }),
			]);

			const ann = await asking.asked(reviewed(phone('ann', ANN), 'She waits.'));
			await asking.restartAfter('kill');
			await press(ann, NO);
			await until('the model reads that it was declined', () =>
				model.conversations().some(({ results }) => results.length > 0),
			);
			expect(dialled()).toEqual([SARAH]);
		},
		300_000,
	);
});
