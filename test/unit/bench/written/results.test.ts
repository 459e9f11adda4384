/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisMachine } from '../../../../bench/written/machine';
import { fourProcesses } from '../../../../bench/measured/rate-limit/four-processes';
import { oneProcess } from '../../../../bench/measured/rate-limit/one-process';
import type { ListOutcome } from '../../../../bench/measured/rate-limit/outcome';
import { readResult, writeResult, type Result } from '../../../../bench/written/results';
import { measured } from '../rate-limit/measured';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-results-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

const result = (executionSeconds: number): Result<ListOutcome> => ({
	measuredOn: '2026-01-15',
	machine: thisMachine(),
	outcome: {
		conditions: { calls: 120, requestsPerMinute: 60, answerSeconds: 3 },
		variants: [{ name: 'CallCow node', measurement: measured({ executionSeconds }) }],
	},
});

describe('writeResult', () => {
	it('keeps what readResult then gives, in place of what was there', async () => {
		await writeResult(oneProcess, result(64), folder);
		await writeResult(oneProcess, result(63), folder);

		expect(await readResult(oneProcess, folder)).toEqual(result(63));
	});

	it('leaves the results of other benches alone', async () => {
		await writeResult(oneProcess, result(63), folder);

		expect(await readResult(fourProcesses, folder)).toBeUndefined();
	});
});
