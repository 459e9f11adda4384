/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../../../migrate/run';
import { earlierCall, exported, otherNode } from './earlier-workflow';

let folder: string;
let input: string;
let output: string;

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-migrate-'));
	input = path.join(folder, 'calls.json');
	output = path.join(folder, 'calls.migrated.json');
	await writeFile(input, JSON.stringify([exported([earlierCall()]), exported([otherNode('Set')])]));
});

afterEach(async () => await rm(folder, { recursive: true, force: true }));

async function runWith(settings: { output?: string; force?: boolean } = {}) {
	const results: string[] = [];
	const reports: string[] = [];
	const status = await run(
		{ input, output, force: false, ...settings },
		{ result: (text) => results.push(text), report: (text) => reports.push(text) },
	);
	return { status, result: results.join(''), report: reports.join('\n') };
}

describe('run', () => {
	it('writes the migrated workflows, and says what it changed and what is left', async () => {
		const { status, result, report } = await runWith();
		expect(status).toBe(0);
		expect(result).toBe('');
		const [migrated, other] = JSON.parse(await readFile(output, 'utf8')) as [never, never];
		expect(migrated).toMatchObject({ nodes: [{ type: 'n8n-nodes-callcow.callCow' }] });
		expect(other).toEqual(exported([otherNode('Set')]));
		expect(report).toContain('Workflow "Front desk"\n  Changed:\n    - Callcow: is now');
		expect(report).toContain('  To do:\n    - Callcow: Needs a credential');
		expect(report).toContain('which did not change: 1');
		expect(report).toContain(`Written to ${output}`);
	});

	it('leaves a file that exists as it is, unless it is told to', async () => {
		await writeFile(output, 'mine');
		const { status, report } = await runWith();
		expect(status).toBe(1);
		expect(report).toBe(
			`${output} already exists. Choose another file with -o, or overwrite it with --force.`,
		);
		expect(await readFile(output, 'utf8')).toBe('mine');
		expect((await runWith({ force: true })).status).toBe(0);
		expect(await readFile(output, 'utf8')).toContain('callCow');
	});

	it('gives the result apart from the report when it is asked for on standard output', async () => {
		const { status, result, report } = await runWith({ output: '-' });
		expect(status).toBe(0);
		expect(JSON.parse(result)).toHaveLength(2);
		expect(report).not.toContain('Written');
		await expect(readFile(output)).rejects.toThrow('ENOENT');
	});

	it.each([
		['nothing to migrate', JSON.stringify(exported([otherNode('Set')])), 'nothing to migrate'],
		['no export', '{}', 'was not migrated. It contains no n8n workflow'],
	])('writes nothing when there is %s', async (_, text, reason) => {
		await writeFile(input, text);
		const { status, report } = await runWith();
		expect(status).toBe(1);
		expect(report).toContain(reason);
		await expect(readFile(output)).rejects.toThrow('ENOENT');
	});

	it('says that there is no such file', async () => {
		await rm(input);
		const { status, report } = await runWith();
		expect(status).toBe(1);
		expect(report).toContain(`${input} could not be read`);
	});
});
