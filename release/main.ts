/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs where a release is made */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfirmations, whatIsMissing } from './confirmations';
import { namedAddresses } from './named-addresses';

const LIST = 'release/addresses.json';

/** Exit status 1 as long as the packages name an address that no maintainer has confirmed. */
async function main(): Promise<void> {
	const root = path.join(__dirname, '..');
	const confirmations = readConfirmations(await readFile(path.join(root, LIST), 'utf8'));
	const missing = whatIsMissing(await namedAddresses(root), confirmations);
	if (missing.length === 0) {
		console.log('Every address that the packages name is confirmed.');
		return;
	}
	console.error(
		[
			`Nothing can be released yet. Look at each, then write into ${LIST} when, and who has looked:`,
			...missing.map((line) => `- ${line}`),
		].join('\n'),
	);
	process.exitCode = 1;
}

void main();
