/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { withInstallLock } from '../../../local-n8n/install-lock';

/** Larger than any process ID that Linux, macOS or Windows give. */
const noSuchPid = 2 ** 31 - 2;

let folder: string;
let lock: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'install-lock-'));
	lock = join(folder, 'n8n.lock');
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

describe('withInstallLock', () => {
	it('gives back what the work gives and leaves nothing behind', async () => {
		expect(await withInstallLock(lock, jest.fn(), async () => 'installed')).toBe('installed');
		expect(await readdir(folder)).toEqual([]);
	});

	it('lets go when the work throws', async () => {
		const work = async () => {
			throw new Error('disk full');
		};

		await expect(withInstallLock(lock, jest.fn(), work)).rejects.toThrow('disk full');
		expect(await readdir(folder)).toEqual([]);
	});

	it('lets the second begin when the first has ended, and says once that it waits', async () => {
		const events: string[] = [];
		let endFirst = () => {};
		const firstMayEnd = new Promise<void>((resolve) => {
			endFirst = resolve;
		});
		let firstHasBegun = () => {};
		const begun = new Promise<void>((resolve) => {
			firstHasBegun = resolve;
		});
		const first = withInstallLock(lock, jest.fn(), async () => {
			events.push('first begins');
			firstHasBegun();
			await firstMayEnd;
			events.push('first ends');
		});
		await begun;
		const onWait = () => {
			events.push('second waits');
			endFirst();
		};
		const second = withInstallLock(lock, onWait, async () => {
			events.push('second begins');
		});
		await Promise.all([first, second]);

		expect(events).toEqual(['first begins', 'second waits', 'first ends', 'second begins']);
	});

	it('takes over from an owner that has died on this machine', async () => {
		await mkdir(lock);
		await writeFile(
			join(lock, 'owner.json'),
			JSON.stringify({ token: 'left behind', pid: noSuchPid, host: hostname() }),
		);
		const onWait = jest.fn();

		expect(await withInstallLock(lock, onWait, async () => 'installed')).toBe('installed');
		expect(onWait).not.toHaveBeenCalled();
		expect(await readdir(folder)).toEqual([]);
	});
});
