/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- never published: runs on the developer's machine */
import { spawnSync } from 'node:child_process';
import { N8nClient } from '../../local-n8n/rest-client';
import { runCommand } from '../../local-n8n/run-command';
import { versions } from '../../local-n8n/versions';
import { composition, repository } from '../support/deployment';
import { makeFirstCalls } from '../support/first-calls';

const file = 'deploy/docker-compose.try.yml';
const { services } = composition(file);

/** Beside what somebody may have made of the same file by hand. */
const project = ['compose', '--file', file, '--project-name', 'callcow-containers-test'];

const compose = async (...args: string[]) =>
	(await runCommand('docker', [...project, ...args], { cwd: repository })).stdout;

const engine = spawnSync('docker', ['info'], { encoding: 'utf8' });
const hasEngine = engine.status === 0;
// On GitHub there is one: there, its absence is a failure.
const itWithEngine = hasEngine || process.env.CI ? it : it.skip;
const unless = hasEngine ? '' : ' [no Docker engine on this machine]';

describe(`${file}, built and started`, () => {
	beforeAll(async () => {
		if (!hasEngine) return;
		await compose('up', '--build', '--detach', '--wait', '--wait-timeout', '300');
	}, 900_000);

	afterAll(async () => {
		if (!hasEngine) return;
		console.log(await compose('logs', '--no-color', '--tail', '50'));
		await compose('down', '--volumes');
	}, 120_000);

	itWithEngine(
		`makes the first calls of somebody who tries it${unless}`,
		async () => {
			const n8n = new N8nClient('http://127.0.0.1:5678', versions.n8n);
			await n8n.setupOwner();
			const calls = await makeFirstCalls(n8n, {
				baseUrl: 'http://localhost:4010/api',
				apiKey: services.simulator!.environment!.CALLCOW_SIMULATOR_KEY!,
			});
			expect(calls).toMatchObject({
				result: { outcome: 'busy' },
				waited: { outcome: 'answered', call_summary: 'The person answered and declined.' },
			});
		},
		120_000,
	);

	itWithEngine(`opens the phone at the address in its log, and only there${unless}`, async () => {
		const log = await compose('logs', '--no-color', '--no-log-prefix', 'simulator');
		const [, address] = /^ *Phone +(\S+)/m.exec(log)!;
		expect((await fetch(address!)).status).toBe(200);
		expect((await fetch('http://localhost:4010/')).status).toBe(401);
	});

	itWithEngine(`runs the simulator as a user without rights${unless}`, async () => {
		expect((await compose('exec', '-T', 'simulator', 'id', '-un')).trim()).toBe('node');
	});
});
