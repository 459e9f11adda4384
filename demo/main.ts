/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { CannotContinue } from '../local-n8n/cannot-continue';
import { installN8n } from '../local-n8n/install';
import { owner } from '../local-n8n/owner';
import { packTarball } from '../local-n8n/package-tarball';
import { refuseTakenPort } from '../local-n8n/ports';
import { startN8n } from '../local-n8n/process';
import { runProgram, type Program } from '../local-n8n/program';
import { eventLine } from '../simulator/command-line/event-line';
import { startSimulator } from '../simulator/server';
import { callAndWait } from './call-and-wait';
import { campaign } from './campaign';
import { placeAndCollect } from './place-and-collect';
import { script, type Stage } from './stage';

function say(line = ''): void {
	console.log(line);
}

async function demo({ signal, whenDone }: Program): Promise<void> {
	const { values } = parseArgs({
		options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
	});
	const port = values.port === undefined ? (values.once ? undefined : 5678) : Number(values.port);
	// Before minutes of installing, not after.
	if (port !== undefined) await refuseTakenPort(port, `npm run demo -- --port ${port + 1}`);

	const installation = await installN8n({ onProgress: say, signal });
	signal.throwIfAborted();
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		script,
		onEvent: (event) => {
			say(`  ${eventLine(event)}`);
		},
	});
	whenDone(simulator.close);
	say(`The CallCow simulator is running at ${simulator.baseUrl}`);
	say(`Open its phone in a browser: ${simulator.pageUrl}`);

	const packed = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-tarball-'));
	whenDone(async () => {
		await rm(packed, { recursive: true, force: true });
	});
	const tarball = await packTarball({ outDir: packed });
	const n8n = await startN8n({ installation, tarball, port, onProgress: say, signal });
	whenDone(n8n.stop);

	const stage: Stage = { client: n8n.client, simulator, signal, say };
	await prepare(stage);
	const collected = await placeAndCollect(stage);
	const waited = await callAndWait(stage);
	const called = await campaign(stage);
	say();
	const differences = [collected, waited, called].flatMap((part) => part.differences);
	if (differences.length > 0) throw new CannotContinue(differences.join('\n'));
	say('Every call was placed, and every result arrived: at the CallCow Trigger, in the workflow');
	say('that waits for it, and next to the name in the campaign table.');
	if (values.once) return;

	say(`
Results at a trigger:     ${n8n.url}/workflow/${collected.workflowId}
Waiting for each result:  ${n8n.url}/workflow/${waited.workflowId}
A campaign from a table:  ${n8n.url}/workflow/${called.workflowId}
Its table:                ${n8n.url}${called.tablePath}
The phone:                ${simulator.pageUrl}
Login:                    ${owner.email} / ${owner.password}
Stop:                     Ctrl+C

Change the workflows and execute them again. The simulator calls no one. To answer yourself, open the phone and choose
"I decide". Calls appear there, and here:`);
	await Promise.race([n8n.ended, aborted(signal)]);
	if (!signal.aborted) throw new CannotContinue(`n8n has stopped. See its log: ${n8n.logFile}`);
}

/** From an empty n8n to one with an owner and a credential for the simulator. */
async function prepare({ client, simulator }: Stage): Promise<void> {
	await client.setupOwner();
	const data = { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' };
	// The name that the examples ask for, which is also the one that n8n proposes.
	const credential = await client.createCredential({
		name: 'CallCow account',
		type: 'callCowApi',
		data,
	});
	const test = await client.testCredential({ ...credential, data });
	say(`Credential test: ${test.message}`);
}

async function aborted(signal: AbortSignal): Promise<void> {
	await new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => {
			resolve();
		});
		if (signal.aborted) resolve();
	});
}

void runProgram(demo);
