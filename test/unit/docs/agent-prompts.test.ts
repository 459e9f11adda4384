/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agentRequests } from '../../support/agent-requests';

describe('docs/agent-prompts.md', () => {
	it('lists the requests that the end-to-end tests play, in their order', async () => {
		const page = await readFile(
			join(__dirname, '..', '..', '..', 'docs', 'agent-prompts.md'),
			'utf8',
		);
		const rows = [...page.matchAll(/^\| (\d+) \| (.+?) \| .+ \| .+ \|$/gm)];
		expect(rows.map(([, number, request]) => [Number(number), request])).toEqual(
			agentRequests.map(({ request }, index) => [index + 1, request]),
		);
	});
});
