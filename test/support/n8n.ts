/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';

import { N8nClient } from '../../local-n8n/rest-client';
import { loginOfTests } from './n8n-elsewhere';
import { testedVersion } from './tested-version';

/** Where the n8n is that the end-to-end tests share. */
export interface Connection {
	/** Without a slash at the end. */
	readonly url: string;
	/** What only who has started it knows. */
	readonly started?: {
		readonly userFolder: string;
		readonly pid: number;
		readonly logFile: string;
	};
}

/** The environment variable that holds the path of the connection file. */
export const connectionFileVariable = 'N8N_CALLCOW_TEST_CONNECTION';

export async function testConnection(): Promise<Connection> {
	const file = process.env[connectionFileVariable];
	if (file === undefined) {
		throw new Error('No n8n was started for this test: run it in the jest project "e2e".');
	}
	return JSON.parse(await readFile(file, 'utf8')) as Connection;
}

/** Its processes and files, which are at hand when the tests have started it. */
export async function startedByTests(): Promise<Required<Connection>['started']> {
	const { started, url } = await testConnection();
	if (started === undefined) throw new Error(`Nothing is known of ${url} but its address.`);
	return started;
}

let connected: Promise<N8nClient> | undefined;

/** A client of the shared n8n, logged in as its owner; the same one for all tests of a file. */
export async function connectToTestN8n(): Promise<N8nClient> {
	connected ??= testConnection().then(async ({ url }) => {
		const client = new N8nClient(url, testedVersion());
		await client.login(loginOfTests());
		return client;
	});
	return await connected;
}
