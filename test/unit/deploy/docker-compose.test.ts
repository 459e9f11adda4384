import { versions } from '../../../local-n8n/versions';
import { composition, instruction } from '../../support/deployment';

const { services, volumes } = composition('deploy/docker-compose.queue.yml');
const n8nProcesses = ['main', 'worker', 'webhook'].map((name) => [name, services[name]!] as const);

describe('deploy/docker-compose.queue.yml', () => {
	it('has one main process, two workers, a webhook process, PostgreSQL and Redis', () => {
		expect(Object.keys(services)).toEqual(['main', 'worker', 'webhook', 'postgres', 'redis']);
		expect(services.main!.command).toBeUndefined();
		expect(services.worker!.command).toMatch(/^worker --concurrency=\d+$/);
		expect(services.worker!.deploy!.replicas).toBe(2);
		expect(services.webhook!.command).toBe('webhook');
	});

	it('pins the n8n on which the tests run, for every process', () => {
		expect(instruction('deploy/Dockerfile', 'ARG')).toBe(`N8N_VERSION=${versions.n8n}`);
		expect(instruction('deploy/Dockerfile', 'FROM')).toBe('docker.n8n.io/n8nio/n8n:${N8N_VERSION}');
		for (const [, { build, image }] of n8nProcesses) {
			expect({ build, image }).toEqual({ build: '.', image: `n8n-with-callcow:${versions.n8n}` });
		}
	});

	it.each(n8nProcesses)(
		'tells %s the queue, the database, the key and the address',
		(_name, process) => {
			expect(process.environment).toMatchObject({
				EXECUTIONS_MODE: 'queue',
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: 'postgres',
				DB_POSTGRESDB_DATABASE: services.postgres!.environment!.POSTGRES_DB,
				DB_POSTGRESDB_USER: services.postgres!.environment!.POSTGRES_USER,
				DB_POSTGRESDB_PASSWORD: services.postgres!.environment!.POSTGRES_PASSWORD,
				QUEUE_BULL_REDIS_HOST: 'redis',
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				N8N_ENCRYPTION_KEY: '${N8N_ENCRYPTION_KEY:?}',
				N8N_WEBHOOK_URL: '${N8N_WEBHOOK_URL:?}',
				N8N_PROXY_HOPS: '1',
			});
		},
	);

	it('holds no secret', () => {
		for (const { environment = {} } of Object.values(services)) {
			for (const [name, value] of Object.entries(environment)) {
				if (/KEY|PASSWORD/.test(name)) expect(value).toMatch(/^\$\{[A-Z0-9_]+:\?\}$/);
			}
		}
	});

	it('lets only the webhook process take requests of production', () => {
		const disabled = n8nProcesses.map(([name, { environment }]) => [
			name,
			environment!.N8N_DISABLE_PRODUCTION_MAIN_PROCESS,
		]);
		expect(Object.fromEntries(disabled)).toEqual({
			main: 'true',
			worker: undefined,
			webhook: undefined,
		});
	});

	it('opens ports on this machine only', () => {
		const ports = Object.values(services).flatMap((service) => service.ports ?? []);
		expect(ports).toHaveLength(2);
		for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
	});

	it('starts what depends on something when that is healthy', () => {
		for (const [, { depends_on: dependencies }] of n8nProcesses) {
			for (const [name, { condition }] of Object.entries(dependencies!)) {
				expect(condition).toBe('service_healthy');
				expect(services[name]!.healthcheck).toBeDefined();
			}
		}
	});

	it('keeps the database and the queue in volumes', () => {
		for (const name of ['postgres', 'redis']) {
			expect(services[name]!.volumes![0]).toMatch(new RegExp(`^${name}:/`));
			expect(Object.keys(volumes!)).toContain(name);
		}
	});
});
