/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CallCow } from '../../../nodes/CallCow/CallCow.node';
import { filesBelow } from '../../support/markdown-page';

const root = path.join(__dirname, '../../..');

/** A message may begin with the field that it is about, in quotation marks, which the sources put in front. */
const fields = new CallCow().description.properties.flatMap(({ displayName, options = [] }) => [
	displayName,
	...options.flatMap((option) => ('displayName' in option ? [option.displayName] : [])),
	'Calling Hours: Time Zone',
]);

async function sources(): Promise<string> {
	const folder = path.join(root, 'nodes');
	const files = (await filesBelow(folder)).filter((file) => file.endsWith('.ts'));
	const texts = files.map(async (file) => await readFile(path.join(folder, file), 'utf8'));
	return (await Promise.all(texts)).join('\n').replace(/\\'/g, "'");
}

/** What of a message is always the same: `…` stands for the rest. */
function fixedParts(message: string): string[] {
	const field = fields.find((name) => message.startsWith(`'${name}' `)) ?? '';
	return message
		.slice(field === '' ? 0 : `'${field}' `.length)
		.split('…')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

describe.each([
	['docs/troubleshooting.md', 30],
	['docs/phone-numbers.md', 13],
])('%s', (page, atLeast) => {
	it('quotes messages as the nodes have them', async () => {
		const [text, nodes] = await Promise.all([readFile(path.join(root, page), 'utf8'), sources()]);
		const quoted = [...text.matchAll(/“([^”]+)”/g)].map(([, message]) => message!);
		expect(quoted.length).toBeGreaterThanOrEqual(atLeast);
		const unknown = quoted.filter(
			(message) => !fixedParts(message).every((part) => nodes.includes(part)),
		);
		expect(unknown).toEqual([]);
	});
});
