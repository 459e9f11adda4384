/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import path from 'node:path';
import type { N8nClient } from '../../local-n8n/rest-client';
import { argumentsIn, composition, instruction } from '../support/deployment';
import { makeFirstCalls } from '../support/first-calls';
import { checkHealth } from '../support/health-check';
import { connectToTestN8n, testConnection } from '../support/n8n';
import {
	installPackedSimulator,
	type InstalledSimulator,
	type RunningSimulator,
} from '../support/packed-simulator';

const { services } = composition('deploy/docker-compose.try.yml');

let n8n: N8nClient;
let installed: InstalledSimulator;
let simulator: RunningSimulator;

beforeAll(async () => {
	n8n = await connectToTestN8n();
	installed = await installPackedSimulator();
	// As its container starts it, but for the port.
	const [, ...args] = argumentsIn(instruction('simulator/Dockerfile', 'ENTRYPOINT'));
	simulator = await installed.start(
		[...args, '--port=0'],
		services.simulator!.environment as NodeJS.ProcessEnv,
	);
});

afterAll(async () => {
	await simulator?.stop();
	await installed?.remove();
});

/** At the localhost that n8n has too, as in the containers. */
const origin = () => new URL(simulator.printed('Base URL')).origin;

describe('n8n and the packed simulator, set up as deploy/docker-compose.try.yml does', () => {
	it('place a call whose result starts the trigger, and one that is waited for', async () => {
		const apiKey = services.simulator!.environment!.CALLCOW_SIMULATOR_KEY!;
		const baseUrl = simulator.printed('Base URL');
		expect(baseUrl).toMatch(/^http:\/\/localhost:\d+\/api$/);
		const calls = await makeFirstCalls(n8n, { baseUrl, apiKey });
		expect(calls).toMatchObject({
			result: { outcome: 'busy' },
			waited: { outcome: 'answered', call_summary: 'The person answered and declined.' },
		});
	});

	it('let a browser on this machine open the phone with the printed address, and nobody else', async () => {
		const printed = new URL(simulator.printed('Phone'));
		expect(printed.hostname).toBe('localhost');
		expect((await fetch(printed)).status).toBe(200);
		expect((await fetch(`${origin()}/`)).status).toBe(401);
		const elsewhere = await fetch(printed, { headers: { origin: 'https://example.com' } });
		expect(elsewhere.status).toBe(403);
	});

	it('are found healthy by the checks of their containers, and nothing else is', async () => {
		const [, ...check] = services.n8n!.healthcheck!.test;
		const { port } = new URL((await testConnection()).url);
		expect(await checkHealth(check, { inContainer: 5678, here: Number(port) })).toBe(0);
		const here = Number(new URL(origin()).port);
		const own = argumentsIn(instruction('simulator/Dockerfile', 'HEALTHCHECK'));
		expect(await checkHealth(own, { inContainer: 4010, here })).toBe(0);
		expect(await checkHealth(check, { inContainer: 5678, here })).toBe(1);
	});
});

describe('what n8n did with the packed simulator, recorded and replayed', () => {
	it('comes to the same, with the same IDs, whatever is set now', async () => {
		const file = path.join(installed.folder, 'calls.jsonl');
		const callsWith = async (...args: string[]) => {
			const other = await installed.start(['--port=0', ...args]);
			const [baseUrl, apiKey] = ['Base URL', 'API key'].map((name) => other.printed(name));
			const calls = await makeFirstCalls(n8n, { baseUrl: baseUrl!, apiKey: apiKey! });
			return { calls, log: (await other.stop()).stdout };
		};
		const then = await callsWith('--record', file);
		const now = await callsWith('--replay', file, '--no-test-numbers', '--outcome=voicemail');
		expect(now.log).toContain('2 of 2 recorded requests were replayed.');
		expect(now.log).not.toContain('not recorded');
		for (const name of ['result', 'waited'] as const) {
			const { call_id, workflow_id, outcome, call_summary, created_at } = then.calls[name];
			expect(now.calls[name]).toMatchObject({
				call_id,
				workflow_id,
				outcome,
				call_summary,
				created_at,
			});
		}
		expect([now.calls.result.outcome, now.calls.waited.outcome]).toEqual(['busy', 'answered']);
	});
});
