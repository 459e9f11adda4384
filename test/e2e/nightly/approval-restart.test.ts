/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n } from '../../../local-n8n/install';
import { packTarball } from '../../../local-n8n/package-tarball';
import { startN8n, type RunningN8n } from '../../../local-n8n/process';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { approvalExample, withChatOfItsOwn } from '../../support/approval-stage';
import { openChat, press, type Question } from '../../support/chat';
import { phone, resultsRead, reviewed, turns } from '../../support/phone-script';
import { startStubModel, type StubModel } from '../../support/stub-model';
import { itWhereN8nHas, testedVersion } from '../../support/tested-version';
import { until } from '../../support/until';

const YES = 'Call now';
const NO = 'Do not call';
const SARAH = '+14155552671';
const ANN = '+442079460958';

let folder: string;
let simulator: Simulator;
let model: StubModel;
let n8n: RunningN8n | undefined;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-approval-'));
	model = await startStubModel();
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'answered', afterMs: 1_500 } },
	});
});

afterAll(async () => {
	await n8n?.stop();
	await simulator.close();
	await model.close();
	await rm(folder, { recursive: true, force: true });
});

/** An n8n with the published example, whose agent asks before it phones. */
async function startAsking(userFolderName: string, env: Readonly<Record<string, string>> = {}) {
	simulator.reset();
	const installation = await installN8n({ version: testedVersion() });
	const tarball = await packTarball({ outDir: folder });
	const userFolder = path.join(folder, userFolderName);
	let running = await startN8n({ installation, tarball, userFolder, env });
	n8n = running;
	const { port } = running;
	await running.client.setupOwner();
	const callCow = await running.client.createCredential({
		name: 'CallCow simulator',
		type: 'callCowApi',
		data: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
	});
	const openAi = await running.client.createCredential({
		name: 'Stub model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: model.url },
	});
	const { definition, webhookId } = withChatOfItsOwn(await approvalExample({ callCow, openAi }));
	const { id } = await running.client.createWorkflow(definition);
	await running.client.activate(id);
	await running.client.waitForPublication(id, 30_000);
	return {
		async restartAfter(how: 'stop' | 'kill') {
			await running[how]();
			// The same port again, as a server has: the buttons hold the address.
			running = await startN8n({ installation, userFolder, port, env });
			n8n = running;
			await running.client.login();
		},
		async asked(call: ReturnType<typeof reviewed>) {
			model.play(turns([call]));
			const chat = await openChat(running.client, webhookId, 'Phone somebody.');
			const question = (await chat.next()) as Question;
			chat.close();
			return question;
		},
		stop: async () => await running.stop(),
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
			const asking = await startAsking('asks');

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
			await asking.stop();
		},
		300_000,
	);

	itWhereN8nHas('humanReview')(
		'can still be approved after a restart, and declined, where N8N_EVENTBUS_RECOVERY_MODE is simple',
		async () => {
			const asking = await startAsking('asks-on', { N8N_EVENTBUS_RECOVERY_MODE: 'simple' });

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
			await asking.stop();
		},
		300_000,
	);
});
