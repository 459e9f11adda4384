/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { CannotContinue } from '../../local-n8n/cannot-continue';
import { owner } from '../../local-n8n/owner';
import { packageName } from '../../local-n8n/package-tarball';
import { N8nAnswered, N8nClient } from '../../local-n8n/rest-client';
import { versions } from '../../local-n8n/versions';

/** The environment variable with the address of an n8n that the tests have not started. */
export const n8nUrlVariable = 'N8N_CALLCOW_TEST_URL';

/** The environment variables with the login of its owner. */
const loginVariables = ['N8N_CALLCOW_TEST_EMAIL', 'N8N_CALLCOW_TEST_PASSWORD'] as const;

/** Who logs in: whom the environment names, or the owner of every n8n that the tests start. */
export function loginOfTests(env: NodeJS.ProcessEnv = process.env) {
	const [email, password] = loginVariables.map((name) => env[name]);
	return { email: email ?? owner.email, password: password ?? owner.password };
}

/**
 * Sees to it that tests can begin on that n8n: it answers, it lets us in, and it has the nodes. A fresh one gets its
 * owner.
 *
 * @returns its version.
 * @throws {CannotContinue} when it is not so, with what to do.
 */
export async function prepareN8nElsewhere(
	url: string,
	env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
	// Until it has said which version it is; nothing that is asked here differs.
	const client = new N8nClient(url, versions.n8n);
	if (!(await client.isReady())) throw new CannotContinue(`No n8n is ready at ${url}.`);
	const person = loginOfTests(env);
	await client
		.login(person)
		.catch(async () => {
			await client.setupOwner({ ...owner, ...person });
		})
		.catch((cause: unknown) => {
			if (!(cause instanceof N8nAnswered)) throw cause;
			throw new CannotContinue(
				`The n8n at ${url} does not let ${person.email} in. Set ${loginVariables.join(' and ')} to its owner's, or start it on an empty folder.`,
			);
		});
	const installed = await client.nodeTypes();
	if (!installed.some(({ name }) => name.startsWith(`${packageName}.`))) {
		throw new CannotContinue(
			`The n8n at ${url} has no node of ${packageName}: install the packed tarball there, and start it again.`,
		);
	}
	const { versionCli } = await client.send<{ versionCli: string }>('GET', '/rest/settings');
	return versionCli;
}
