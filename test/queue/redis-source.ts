/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import type { RedisSource } from '../../local-n8n/redis';

/** The environment variable in which global-setup tells the tests what it has found. */
export const redisSourceVariable = 'N8N_CALLCOW_TEST_REDIS';

/** Missing on a machine without Redis. */
export function foundRedis(): RedisSource | undefined {
	const found = process.env[redisSourceVariable];
	return found === undefined ? undefined : (JSON.parse(found) as RedisSource);
}
