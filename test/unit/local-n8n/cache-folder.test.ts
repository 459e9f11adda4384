/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { cacheFolder } from '../../../local-n8n/cache-folder';

describe('cacheFolder', () => {
	it('is in the home folder when nothing is set', () => {
		expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'n8n-nodes-callcow'));
	});

	it('follows XDG_CACHE_HOME', () => {
		expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe(
			join(resolve('/var/cache/me'), 'n8n-nodes-callcow'),
		);
	});

	it('is exactly N8N_CALLCOW_CACHE when that is set', () => {
		expect(cacheFolder({ N8N_CALLCOW_CACHE: '/big/disk', XDG_CACHE_HOME: '/var/cache/me' })).toBe(
			resolve('/big/disk'),
		);
	});
});
