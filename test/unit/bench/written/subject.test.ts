/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../../../../bench/measuring/bench';
import { writeResult } from '../../../../bench/written/results';
import { ofOne, ofTwo } from '../../../../bench/written/subject';
import { resultOf } from '../result-of';

const benchOf = (name: string): Bench<string> => ({
	name,
	measure: async () => name,
	table: (outcome) => outcome,
});
const [first, second] = [benchOf('first'), benchOf('second')];

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-results-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

describe('a subject of one bench', () => {
	const subject = ofOne(first, ({ outcome }) => ({ markdown: outcome, pictures: [] }));

	it('has no section while nothing was measured', async () => {
		expect(await subject.readSection(folder)).toBeUndefined();
	});

	it('writes its section from the last result', async () => {
		await writeResult(first, resultOf('measured'), folder);

		expect((await subject.readSection(folder))?.markdown).toBe('measured');
	});
});

describe('a subject of two benches', () => {
	const subject = ofTwo(first, second, (one, other) => ({
		markdown: `${one?.outcome}, ${other?.outcome}`,
		pictures: [],
	}));

	it('names both', () => {
		expect(subject.benches).toEqual([first, second]);
	});

	it('has no section while nothing was measured', async () => {
		expect(await subject.readSection(folder)).toBeUndefined();
	});

	it('writes its section when one of them was measured', async () => {
		await writeResult(second, resultOf('measured'), folder);

		expect((await subject.readSection(folder))?.markdown).toBe('undefined, measured');
	});
});
