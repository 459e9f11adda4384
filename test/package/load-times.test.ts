/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTimes } from './load-times';

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-load-time-'));
});

afterAll(async () => await rm(folder, { recursive: true, force: true }));

const write = async (name: string, text: string) => await writeFile(path.join(folder, name), text);

describe('loadTimes', () => {
	it('tells what is loaded at the start from what a node puts off until it is run', async () => {
		const manifest = { n8n: { nodes: ['Late.node.js'], credentials: ['Api.credentials.js'] } };
		const node = `exports.Late = class {
			async execute() {
				return require('./later.js')(this);
			}
		};`;
		const later = 'module.exports = (context) => context.getInputData();';
		const credential = 'exports.Api = class {};';
		await write('package.json', JSON.stringify(manifest));
		await write('Late.node.js', node);
		await write('later.js', later);
		await write('Api.credentials.js', credential);

		const { n8nWorkflow, packages } = await loadTimes([folder]);

		const first = node.length + credential.length;
		expect(n8nWorkflow).toBeGreaterThan(0);
		expect(packages).toEqual([
			{
				load: { ms: expect.any(Number), files: 2, bytes: first },
				firstUse: { ms: expect.any(Number), files: 3, bytes: first + later.length },
			},
		]);
	});
});
