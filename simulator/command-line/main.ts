/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- never published with the nodes: runs on the developer's machine */
import { version } from '../package.json';
import { controlPrefix } from '../control/routes';
import type { Scene } from '../plan/replay';
import type { SimulatorEvent } from '../records';
import { isLoopback, newApiKey, startSimulator, type Simulator } from '../server';
import { eventLine } from './event-line';
import { CannotRead, readRecording, readWorkflows } from './input-file';
import { listOfTestNumbers } from './number-list';
import { usage } from './options';
import { Recording } from './recording';
import { readCommandLine, type Settings } from './settings';

// Always the same on this machine, so that a credential made once stays good. Where others can
// reach the simulator, a key that everybody can read here would let them post through it.
const loopbackKey = 'ck_live_simulator';

async function main(): Promise<void> {
	const commandLine = readCommandLine(process.argv.slice(2), process.env);
	switch (commandLine.kind) {
		case 'help':
			console.log(usage);
			return;
		case 'version':
			console.log(version);
			return;
		case 'numbers':
			console.log(listOfTestNumbers());
			return;
		case 'mistaken':
			console.error(`${commandLine.message}\nRun with --help to see all options.`);
			process.exitCode = 2;
			return;
		case 'start':
			await run(commandLine.settings);
	}
}

async function run(settings: Settings): Promise<void> {
	const { port, host, script, replayFrom, workflowsFrom } = settings;
	let simulator: Simulator | undefined;
	let recording: Recording | undefined;
	let scenes: readonly Scene[] | undefined;
	let replayed = 0;
	try {
		// Before the recording is opened: it may be the same file.
		scenes = replayFrom === undefined ? undefined : readRecording(replayFrom);
		const workflows = workflowsFrom === undefined ? undefined : readWorkflows(workflowsFrom);
		recording = openRecording(settings, () =>
			simulator ? [simulator.apiKey, simulator.controlToken] : [],
		);
		simulator = await startSimulator({
			port,
			host,
			apiKey: settings.apiKey ?? (isLoopback(host) ? loopbackKey : newApiKey()),
			...(settings.controlToken !== undefined && { controlToken: settings.controlToken }),
			script: { default: script },
			requestsPerMinute: settings.requestsPerMinute,
			idempotencyWindowMs: settings.idempotencyWindowMs,
			allowPrivateCallbacks: settings.allowPrivateCallbacks,
			testNumbers: settings.testNumbers,
			...(scenes && { replay: scenes }),
			...(workflows && { workflows }),
			onEvent: (event) => {
				printEvent(event);
				if (event.type === 'deliveryDone') recording?.delivery(event.delivery);
				if (event.type === 'callEnded') recording?.end(event.call);
				if (event.type === 'requestReplayed') replayed += 1;
			},
			onExchange: (exchange) => recording?.exchange(exchange),
		});
	} catch (error) {
		console.error(whyNotStarted(error, settings));
		process.exitCode = 1;
		return;
	}
	// Before it says that it is there: who has read that may stop it.
	const stop = async () => {
		await simulator.close();
		recording?.close();
		if (scenes) console.log(`${replayed} of ${scenes.length} recorded requests were replayed.`);
		console.log('Stopped.');
	};
	process.once('SIGINT', () => void stop());
	process.once('SIGTERM', () => void stop());
	console.log(greeting(simulator, settings));
}

class CannotRecord extends Error {}

function openRecording(
	{ recordTo }: Settings,
	secrets: () => readonly string[],
): Recording | undefined {
	if (recordTo === undefined) return undefined;
	try {
		return new Recording(recordTo, secrets);
	} catch (error) {
		throw new CannotRecord(`Cannot write to ${recordTo}: ${(error as Error).message}`);
	}
}

function printEvent(event: SimulatorEvent): void {
	console.log(`${new Date().toTimeString().slice(0, 8)}  ${eventLine(event)}`);
}

function whyNotStarted(error: unknown, { port, host }: Settings): string {
	if (error instanceof CannotRecord || error instanceof CannotRead) return error.message;
	const code = (error as NodeJS.ErrnoException).code;
	switch (code) {
		case 'EADDRINUSE':
			return (
				`Port ${port} is in use by another program. Stop that program, or choose another port with ` +
				'--port (0 takes any free one).'
			);
		case 'EACCES':
			return `Port ${port} is reserved for the system. Choose one above 1023 with --port.`;
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
			return `This machine has no address "${host}". Leave out --host to use 127.0.0.1.`;
		default:
			return `The simulator could not start: ${error instanceof Error ? error.message : String(error)}`;
	}
}

function greeting(simulator: Simulator, { script, host, testNumbers }: Settings): string {
	const { apiKey, controlToken, pageUrl } = simulator;
	// Where it listens on all addresses, one that a client can be given.
	const { origin } = new URL(pageUrl);
	const baseUrl = `${origin}/api`;
	const ending =
		script.outcome === 'manual'
			? 'Calls ring until you decide on the page or with a control request.'
			: `Calls end after ${script.afterMs / 1_000} seconds with the outcome ${script.outcome}. You can change that on the page.`;
	const numbers = testNumbers
		? '\nSome numbers always behave the same way: busy, response lost, and so on. --numbers lists them.'
		: '';
	return `The CallCow simulator is running on this machine. No one is really called.

  Phone      ${pageUrl}   (open it in a browser to answer calls)
  Base URL   ${baseUrl}
  API key    ${apiKey}
  Control    ${origin}${controlPrefix}   (see the README)
  Token      ${controlToken}   (for control requests, in the header X-Simulator-Token)

Try it:
  curl ${baseUrl}/call-prompt \\
    -H 'Authorization: Bearer ${apiKey}' \\
    -H 'Content-Type: application/json' \\
    -d '{"prompt": "Confirm the appointment of Sarah on Friday at 3pm", "recipient_phone": "+14155552671"}'

${ending}${numbers}${isLoopback(host) ? '' : '\nOther machines can reach this address. Only someone with the token can control it.'}
Press Ctrl+C to stop.
`;
}

void main();
