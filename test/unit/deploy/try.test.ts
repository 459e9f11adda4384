/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- never published: runs on the developer's machine */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { versions } from '../../../local-n8n/versions';
import packageJson from '../../../package.json';
import { options, variableOf } from '../../../simulator/command-line/options';
import { readCommandLine } from '../../../simulator/command-line/settings';
import simulatorPackage from '../../../simulator/package.json';
import { startSimulator } from '../../../simulator/server';
import { checkHealth } from '../../support/health-check';
import {
	argumentsIn,
	composition,
	instruction,
	instructionsOf,
	repository,
} from '../../support/deployment';

const file = 'deploy/docker-compose.try.yml';
const { services } = composition(file);
const queue = composition('deploy/docker-compose.queue.yml');
const dockerfile = 'simulator/Dockerfile';
const entryPoint = argumentsIn(instruction(dockerfile, 'ENTRYPOINT'));

describe(file, () => {
	it('has n8n and a simulator, in images that are built from folders with a Dockerfile', () => {
		expect(Object.keys(services)).toEqual(['simulator', 'n8n']);
		for (const { build } of Object.values(services)) {
			expect(existsSync(path.join(repository, 'deploy', build!, 'Dockerfile'))).toBe(true);
		}
	});

	it('has the n8n that queue mode has, and the simulator of this repository', () => {
		const { build, image } = queue.services.main!;
		expect(services.n8n).toMatchObject({ build, image });
		expect(services.simulator!.image).toBe(`callcow-simulator:${simulatorPackage.version}`);
	});

	it('gives n8n the network of the simulator, so that localhost is the same for both', () => {
		expect(services.n8n!.network_mode).toBe('service:simulator');
		expect(services.n8n!.ports).toBeUndefined();
		expect(services.n8n!.depends_on).toEqual({
			simulator: { condition: 'service_healthy', restart: true },
		});
	});

	it('opens both for this machine only', () => {
		expect(services.simulator!.ports).toEqual(['127.0.0.1:4010:4010', '127.0.0.1:5678:5678']);
	});

	it('sets only what the simulator knows, and starts it so that results find n8n', () => {
		const { environment = {} } = services.simulator!;
		expect(Object.keys(options).map(variableOf)).toEqual(
			expect.arrayContaining(Object.keys(environment)),
		);
		expect(readCommandLine(entryPoint.slice(1), environment)).toMatchObject({
			kind: 'start',
			settings: {
				host: '0.0.0.0',
				port: 4010,
				apiKey: 'ck_live_simulator',
				controlToken: undefined,
				allowPrivateCallbacks: true,
				testNumbers: true,
			},
		});
	});

	it('tells its reader the key, the base URL and the script that there are', () => {
		const text = readFileSync(path.join(repository, file), 'utf8');
		expect(text).toContain('#      Base URL   http://localhost:4010/api\n');
		const { CALLCOW_SIMULATOR_KEY: key } = services.simulator!.environment!;
		expect(text).toContain(`#      API Key    ${key}\n`);
		expect(text).toContain('npm run pack:containers');
		expect(packageJson.scripts['pack:containers']).toContain(
			'npm pack --pack-destination deploy && npm pack ./simulator --pack-destination simulator',
		);
	});

	it('mounts nothing', () => {
		for (const { volumes } of Object.values(services)) expect(volumes).toBeUndefined();
	});

	const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
	(hasCompose ? it : it.skip)(
		`is a file that docker compose takes${hasCompose ? '' : ' [docker compose is not on this machine]'}`,
		() => {
			const { status, stderr } = spawnSync('docker', ['compose', '-f', file, 'config', '--quiet'], {
				cwd: repository,
				encoding: 'utf8',
			});
			expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		},
	);
});

describe(dockerfile, () => {
	it('takes the Node on which the tests run n8n, and needs nothing but the packed simulator', () => {
		expect(instruction(dockerfile, 'FROM')).toBe(`node:${versions.node}-alpine`);
		expect(instruction(dockerfile, 'COPY')).toBe('callcow-simulator-*.tgz /tmp/');
		expect(instruction(dockerfile, 'RUN')).toMatch(/^npm install --global --offline /);
		const ignored = readFileSync(path.join(repository, 'simulator/.dockerignore'), 'utf8');
		expect(ignored).toBe('*\n!callcow-simulator-*.tgz\n');
	});

	it('starts the command that the package has, as a user without rights', () => {
		expect(Object.keys(simulatorPackage.bin)).toEqual([entryPoint[0]]);
		const names = instructionsOf(dockerfile).map(([name]) => name);
		expect(instruction(dockerfile, 'USER')).toBe('node');
		expect(names.indexOf('USER')).toBeLessThan(names.indexOf('ENTRYPOINT'));
		expect(instruction(dockerfile, 'EXPOSE')).toBe('4010');
	});

	it('stays on its port where Kubernetes sets that of a service with its name', () => {
		const environment = { CALLCOW_SIMULATOR_PORT: 'tcp://10.0.0.1:4010' };
		expect(readCommandLine(entryPoint.slice(1), environment)).toMatchObject({
			settings: { port: 4010 },
		});
	});

	it('finds out by a request whether the simulator is there', async () => {
		const check = argumentsIn(instruction(dockerfile, 'HEALTHCHECK'));
		const simulator = await startSimulator();
		const ports = { inContainer: 4010, here: simulator.port };
		expect(await checkHealth(check, ports)).toBe(0);
		await simulator.close();
		expect(await checkHealth(check, ports)).toBe(1);
	});
});
