import { tableOf } from '../../written/table';
import { formatSpread, ratiosOf, spreadOf } from '../../measuring/spread';

/** What was measured of some packages in the same rounds. */
export interface LoadOutcome {
	/** This package. */
	readonly own: MeasuredPackage;
	readonly peers: readonly MeasuredPackage[];
}

export interface MeasuredPackage {
	readonly name: string;
	readonly version: string;
	/** Round by round. */
	readonly loadMs: readonly number[];
	/** Round by round. */
	readonly firstUseMs: readonly number[];
	/** What is loaded at the start. */
	readonly files: number;
	readonly bytes: number;
	/** What is loaded after the first use, that included. */
	readonly bytesInUse: number;
	/** All that lies in its folder. */
	readonly unpackedBytes: number;
}

/** A Markdown table: one row for each package, this one first. */
export function outcomeTable({ own, peers }: LoadOutcome): string {
	return tableOf(
		[own, ...peers],
		[
			['', ({ name, version }) => `${name} ${version}`],
			['load time, ms', ({ loadMs }) => formatSpread(spreadOf(loadMs), 1)],
			[
				'n8n-nodes-callcow / other',
				(each) => (each === own ? '' : formatSpread(ratiosOf(own.loadMs, each.loadMs))),
			],
			['first use, ms', ({ firstUseMs }) => formatSpread(spreadOf(firstUseMs), 1)],
			['files at startup', ({ files }) => String(files)],
			['their size', ({ bytes }) => kilobytes(bytes)],
			['with first use', ({ bytesInUse }) => kilobytes(bytesInUse)],
			['whole package', ({ unpackedBytes }) => kilobytes(unpackedBytes)],
		],
	);
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1_000)} kB`;

/** In a sentence each, which packages load faster than this one. */
export function shortcomings({ own, peers }: LoadOutcome): string[] {
	const median = (measured: MeasuredPackage) => spreadOf(measured.loadMs).median;
	return peers
		.filter((peer) => median(peer) < median(own))
		.map(
			(peer) =>
				`${peer.name} loads in ${median(peer).toFixed(2)} ms, and ${own.name} in ${median(own).toFixed(2)} ms; the goal is that no package loads faster.`,
		);
}
