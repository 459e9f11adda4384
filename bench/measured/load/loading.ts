/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadTimes, loadTimes } from '../../../test/package/load-times';
import { rounded } from '../../measuring/rounded';
import type { Bench, Effort } from '../../measuring/bench';
import { rotated } from './order';
import { outcomeTable, shortcomings, type LoadOutcome, type MeasuredPackage } from './outcome';
import { installPackages, type InstalledPackage } from './packages';

/** Multiples of four: each of the four packages is the first equally often. */
const rounds: Readonly<Record<Effort, number>> = { standard: 16, quick: 4 };

type Load = LoadTimes['packages'][number];

/** How long n8n has to load this package when it starts, beside other community packages. */
export const loading: Bench<LoadOutcome> = {
	name: 'load',

	async measure({ tarball, signal, say }, effort) {
		const userFolder = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-load-'));
		try {
			const installed = await installPackages(userFolder, tarball);
			const loads = new Map<InstalledPackage, Load[]>(installed.map((each) => [each, []]));
			for (let round = 0; round < rounds[effort]; round++) {
				say(`Loading all packages, round ${round + 1} of ${rounds[effort]} …`);
				const order = rotated(installed, round);
				const { packages } = await loadTimes(
					order.map(({ folder }) => folder),
					{ signal },
				);
				order.forEach((each, index) => loads.get(each)!.push(packages[index]!));
			}
			const [own, ...peers] = [...loads].map(([each, itsLoads]) => summarise(each, itsLoads));
			return { own: own!, peers };
		} finally {
			await rm(userFolder, { recursive: true, force: true });
		}
	},

	table: outcomeTable,
	shortcomings,
};

/** What is loaded is the same in every round; only the times differ. */
function summarise(
	{ name, version, unpackedBytes }: InstalledPackage,
	loads: readonly Load[],
): MeasuredPackage {
	const { load, firstUse } = loads[0]!;
	return {
		name,
		version,
		loadMs: loads.map(({ load: { ms } }) => rounded(ms, 2)),
		firstUseMs: loads.map(({ firstUse: { ms } }) => rounded(ms, 2)),
		files: load.files,
		bytes: load.bytes,
		bytesInUse: firstUse.bytes,
		unpackedBytes,
	};
}
