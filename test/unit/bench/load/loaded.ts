import type { LoadOutcome, MeasuredPackage } from '../../../../bench/measured/load/outcome';

/** A package that loads as quickly in every round, with the changes that a test is about. */
export const loaded = (change: Partial<MeasuredPackage> = {}): MeasuredPackage => ({
	name: 'n8n-nodes-callcow',
	version: '0.1.0',
	loadMs: [2, 2, 2],
	firstUseMs: [20, 21, 19],
	files: 3,
	bytes: 61_400,
	bytesInUse: 480_000,
	unpackedBytes: 560_000,
	...change,
});

/** This package and another, which takes as long as is said. */
export const beside = (...loadMs: number[]): LoadOutcome => ({
	own: loaded(),
	peers: [
		loaded({ name: 'n8n-nodes-other', version: '1.2.3', loadMs, firstUseMs: [0], bytes: 30_000 }),
	],
});
