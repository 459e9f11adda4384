/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { differencesOf } from './differences';
import { environmentWithNode, type Installation } from './install';

export interface EnvironmentOptions {
	readonly installation: Installation;
	readonly userFolder: string;
	readonly port: number;
	readonly brokerPort: number;
	/** Settings that win over all others. */
	readonly overrides?: Readonly<Record<string, string>>;
}

/** n8n's own settings in the developer's shell are meant for another n8n; the last four come from jest, tsx and npm. */
const notInherited =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|GENERIC_|CREDENTIALS_|EXTERNAL_|NODE_ENV$|NODE_OPTIONS$|JEST_WORKER_ID$|npm_)/;

/**
 * The environment in which n8n keeps to itself: it listens on 127.0.0.1 only, asks nobody on the internet about
 * versions, templates, licences or nodes, reports nothing, and ignores the n8n settings of the shell it is started from.
 */
export function n8nEnvironment(options: EnvironmentOptions): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !notInherited.test(name)),
	);
	return {
		...environmentWithNode(options.installation.nodeFile, inherited),
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		// In queue mode a worker answers there whether it is ready, and nothing else.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(options.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		// Webhook addresses say 127.0.0.1 then: "localhost" may mean ::1, where nobody listens.
		N8N_HOST: '127.0.0.1',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// The login cookie has to work over plain HTTP.
		N8N_SECURE_COOKIE: 'false',
		// Seconds that running executions get when n8n is told to stop.
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		NO_PROXY: [inherited.NO_PROXY ?? inherited.no_proxy, '127.0.0.1', 'localhost']
			.filter(Boolean)
			.join(','),
		...differencesOf(options.installation.version).environment,
		...options.overrides,
	};
}
