/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error, no-console -- never published: runs on the developer's machine */
import { CannotContinue } from '../../local-n8n/cannot-continue';
import { findRedis } from '../../local-n8n/redis';
import { redisSourceVariable } from './redis-source';

/**
 * Finds the Redis that queue mode needs. Without one its tests are skipped, which the closing line says; where CI runs
 * them they must not be, and the run ends here.
 */
export default async function globalSetup(): Promise<void> {
	try {
		const source = await findRedis((line) => {
			console.log(line);
		});
		process.env[redisSourceVariable] = JSON.stringify(source);
	} catch (cause) {
		if (!(cause instanceof CannotContinue) || process.env.CI) throw cause;
		console.error(`\nQUEUE MODE IS NOT TESTED. ${cause.message}\n`);
	}
}
