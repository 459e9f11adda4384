/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DeliveryRecord } from '../../simulator/records';
import type { Simulator, SimulatorOptions } from '../../simulator/server';
import { installPackedSimulator } from './packed-simulator';
import { synchronousRequests } from './synchronous-requests';
import { until } from './until';

/*
 * In the place of simulator/server, in `npm run test:packed-simulator`: the same, by a process of the
 * packed command and its control routes.
 */

/** Packs and installs the simulator, and starts it on a free port. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const installed = await installPackedSimulator();
	const workflowsFile = path.join(installed.folder, 'workflows.json');
	const running = await installed.start(await argumentsFor(options, workflowsFile));
	const requests = synchronousRequests();
	const { ask, later } = controlOf(running.printed('Control'), running.printed('Token'), requests);
	const setScript = () => void (options.script && ask('PUT', 'script', options.script));
	setScript();

	const deliveries = () => ask<{ deliveries: DeliveryRecord[] }>('GET', 'deliveries').deliveries;
	const baseUrl = running.printed('Base URL');
	const { origin, port } = new URL(baseUrl);
	return {
		baseUrl,
		origin,
		port: Number(port),
		apiKey: running.printed('API key'),
		controlToken: running.printed('Token'),
		pageUrl: running.printed('Phone'),
		requests: () => ask<Listed<'requests'>>('GET', 'requests').requests,
		calls: () => ask<Listed<'calls'>>('GET', 'calls').calls,
		webhooks: () => ask<Listed<'webhooks'>>('GET', 'webhooks').webhooks,
		deliveries,
		startWorkflowCall: (start) =>
			ask<{ call: ReturnType<Simulator['startWorkflowCall']> }>('POST', 'calls', start).call,
		script: (settings) => ask('PUT', 'script', settings),
		answer: (id) =>
			ask<{ call: ReturnType<Simulator['answer']> }>('POST', `calls/${id}/answer`).call,
		say: (id, words) =>
			ask<{ call: ReturnType<Simulator['say']> }>('POST', `calls/${id}/say`, words).call,
		decide: async (id, decision) =>
			(await later<{ delivery: DeliveryRecord | null }>(`calls/${id}/decide`, decision)).delivery,
		resend: async (id, changes = {}) =>
			(await later<{ delivery: DeliveryRecord }>(`deliveries/${id}/resend`, changes)).delivery,
		fault: (faults) => void ask('POST', 'faults', faults),
		clearFaults: () => void ask('DELETE', 'faults'),
		standingFaults: (changes = {}) => ask('PUT', 'standing-faults', changes),
		checkN8n: async (input) => await later('n8n-check', input),
		advance: async (ms) => void (await later('clock/advance', { ms })),
		reset: () => {
			ask('POST', 'reset');
			setScript();
		},
		subscribe: () => {
			throw new Error('The packed simulator tells its events to pages only.');
		},
		waitForDelivery: async (fits = () => true, timeLimitMs = 10_000) => {
			await until('a delivery that fits', () => deliveries().some(fits), timeLimitMs);
			return deliveries().find(fits)!;
		},
		close: async () => {
			await running.stop();
			await requests.close();
			await installed.remove();
		},
	};
}

type Listed<Name extends 'requests' | 'calls' | 'webhooks'> = {
	readonly [List in Name]: ReturnType<Simulator[List]>;
};

/** Those that are set otherwise, or cannot be told a command, are not among them. */
const withArgument: ReadonlyArray<keyof SimulatorOptions> = [
	...(['port', 'host', 'apiKey', 'controlToken', 'allowPrivateCallbacks'] as const),
	...(['requestsPerMinute', 'idempotencyWindowMs', 'testNumbers', 'workflows'] as const),
];

async function argumentsFor(options: SimulatorOptions, workflowsFile: string): Promise<string[]> {
	const names = Object.keys(options) as Array<keyof SimulatorOptions>;
	const unknown = names.filter((name) => name !== 'script' && !withArgument.includes(name));
	if (unknown.length > 0) throw new Error(`The command has no option for ${unknown.join(', ')}`);
	const { port = 0, host, apiKey, controlToken, allowPrivateCallbacks, testNumbers } = options;
	const { requestsPerMinute, idempotencyWindowMs, workflows } = options;
	if (workflows) await writeFile(workflowsFile, JSON.stringify(workflows));
	return [
		`--port=${port}`,
		...(host === undefined ? [] : [`--host=${host}`]),
		...(apiKey === undefined ? [] : [`--key=${apiKey}`]),
		...(controlToken === undefined ? [] : [`--control-token=${controlToken}`]),
		...(allowPrivateCallbacks ? [] : ['--refuse-private-callbacks']),
		...(testNumbers ? [] : ['--no-test-numbers']),
		...(requestsPerMinute === undefined ? [] : [`--requests-per-minute=${requestsPerMinute}`]),
		...(idempotencyWindowMs === undefined
			? []
			: [`--idempotency-seconds=${idempotencyWindowMs / 1_000}`]),
		...(workflows ? [`--workflows=${workflowsFile}`] : []),
	];
}

function controlOf(
	address: string,
	token: string,
	requests: ReturnType<typeof synchronousRequests>,
) {
	const requestFor = (method: string, route: string, body?: unknown) => ({
		method,
		url: `${address}/${route}`,
		headers: { 'x-simulator-token': token },
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const read = <Answer>(route: string, status: number, text: string): Answer => {
		if (status === 200) return JSON.parse(text) as Answer;
		throw new Error(`${route} answered ${status}: ${text}`);
	};
	return {
		/** As the methods of a simulator in this process do: at once. */
		ask: <Answer>(method: string, route: string, body?: unknown): Answer => {
			const { status, text } = requests.ask(requestFor(method, route, body));
			return read(route, status, text);
		},
		/** Where the answer waits for somebody who may be in this process. */
		later: async <Answer>(route: string, body: unknown): Promise<Answer> => {
			const { url, ...request } = requestFor('POST', route, body);
			const response = await fetch(url, request);
			return read(route, response.status, await response.text());
		},
	};
}
