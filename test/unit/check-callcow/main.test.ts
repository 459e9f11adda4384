/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import path from 'node:path';
import { CommandFailed, runCommand } from '../../../local-n8n/run-command';
import { newApiKey } from '../../../simulator/server';
import { silentBaseUrl, simulator } from './stage';

const checkout = path.join(__dirname, '..', '..', '..');

/** What it has written, and how it ended. */
async function ended(args: string[], CALLCOW_API_KEY: string) {
	const command = ['--import', 'tsx', 'check-callcow/main.ts', ...args];
	const env = { ...process.env, CALLCOW_API_KEY };
	return await runCommand(process.execPath, command, { cwd: checkout, env }).then(
		({ output }) => ({ output, ending: 'exit status 0' }),
		(error: CommandFailed) => ({
			output: error.output,
			ending: /exit status \d+/.exec(error.message)?.[0],
		}),
	);
}

describe('npm run check:callcow', () => {
	it('ends with 0 when nothing is otherwise', async () => {
		const { baseUrl, apiKey } = await simulator();
		const { output, ending } = await ended(['--base-url', baseUrl], apiKey);
		expect(ending).toBe('exit status 0');
		expect(output).toContain('19 as expected, 0 different');
		expect(output).not.toContain(apiKey);
	});

	it('ends with 1 when something is otherwise', async () => {
		const { baseUrl, apiKey } = await simulator({ workflows: [{ id: 7 as never, name: 'A' }] });
		const { output, ending } = await ended(['--base-url', baseUrl], apiKey);
		expect(ending).toBe('exit status 1');
		expect(output).toContain(' 1 different');
	});

	it.each([
		['without a key', async () => [], '', 'CALLCOW_API_KEY'],
		[
			'when nobody answers',
			async () => ['--base-url', await silentBaseUrl()],
			newApiKey(),
			'did not respond',
		],
	])('ends with 2 %s', async (_, args, key, words) => {
		const { output, ending } = await ended(await args(), key);
		expect(ending).toBe('exit status 2');
		expect(output).toContain(words);
		expect(output).not.toMatch(/\n\s+at /);
	});
});
