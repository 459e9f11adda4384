/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { n8nEnvironment } from '../../../local-n8n/environment';

const options = {
	installation: {
		version: '2.41.1',
		folder: '/n8n',
		nodeFile: '/n8n/bin/node',
		n8nFile: '/n8n/n8n',
	},
	userFolder: '/data',
	port: 5678,
	brokerPort: 5679,
};

const before = { ...process.env };

afterEach(() => {
	process.env = { ...before };
});

describe('n8nEnvironment', () => {
	it('keeps n8n on 127.0.0.1 and asks nobody else', () => {
		expect(n8nEnvironment(options)).toMatchObject({
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_PORT: '5678',
			N8N_RUNNERS_BROKER_PORT: '5679',
			N8N_USER_FOLDER: '/data',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		});
	});

	it('passes on nothing that is meant for another n8n, or for jest', () => {
		process.env.N8N_ENCRYPTION_KEY = 'of another n8n';
		process.env.DB_TYPE = 'postgresdb';
		process.env.WEBHOOK_URL = 'https://n8n.example.com';
		process.env.NODE_ENV = 'test';

		const environment = n8nEnvironment(options);

		for (const name of ['N8N_ENCRYPTION_KEY', 'DB_TYPE', 'WEBHOOK_URL', 'NODE_ENV']) {
			expect(environment).not.toHaveProperty(name);
		}
	});

	it('puts its own Node first in PATH', () => {
		process.env.PATH = '/usr/bin';

		expect(n8nEnvironment(options).PATH).toMatch(/^\/n8n\/bin[:;]\/usr\/bin$/);
	});

	it('reaches this machine past a proxy', () => {
		process.env.NO_PROXY = 'internal.example.com';

		expect(n8nEnvironment(options).NO_PROXY).toBe('internal.example.com,127.0.0.1,localhost');
	});

	it('lets the overrides win', () => {
		const overrides = { N8N_LOG_LEVEL: 'debug', N8N_HOST: 'n8n.example.com' };

		expect(n8nEnvironment({ ...options, overrides })).toMatchObject(overrides);
	});
});
