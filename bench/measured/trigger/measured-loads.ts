import { inRounds } from '../../measuring/rounds';
import { formatSpread, ratiosOf, spreadOf } from '../../measuring/spread';
import type { Stage } from '../../measuring/stage';
import type { Column } from '../../written/table';
import type { Load } from './load';
import { measuredWay, type MeasuredSample, type MeasuredWay } from './measured-way';

/** Something that takes webhooks. */
export interface LoadedWay {
	readonly name: string;
	/** Resolves when nothing of the load is left to do. */
	load(load: Load): Promise<MeasuredSample>;
}

export interface Loads {
	readonly rounds: number;
	/** How often each way is loaded in a round; by default once. */
	readonly turns?: number;
	readonly loads: readonly Load[];
}

export type MeasuredLoad = Load & { readonly ways: readonly MeasuredWay[] };

/** Every way in turn, in each of the rounds, under one load after the other. */
export async function measureLoads(
	ways: readonly LoadedWay[],
	{ rounds, turns = 1, loads }: Loads,
	{ say, signal }: Stage,
): Promise<MeasuredLoad[]> {
	const measured: MeasuredLoad[] = [];
	for (const load of loads) {
		say(`${connectionsInWords(load.connections)} …`);
		const samples = await inRounds(rounds * turns, ways, async (way) => {
			signal.throwIfAborted();
			return await way.load(load);
		});
		measured.push({
			...load,
			ways: ways.map(({ name }, index) => measuredWay(name, samples[index]!, turns)),
		});
	}
	return measured;
}

/** One way under one load, beside the others under the same. */
interface Row {
	readonly connections: number;
	readonly way: MeasuredWay;
	readonly ways: readonly MeasuredWay[];
}

export const rowsOf = (loads: readonly MeasuredLoad[]): Row[] =>
	loads.flatMap(({ connections, ways }) => ways.map((way) => ({ connections, way, ways })));

export const wayUnderLoad: Column<Row> = [
	'',
	({ connections, way }) => `${connectionsInWords(connections)}: ${way.name}`,
];

export const requestsASecond: Column<Row> = [
	'requests per second',
	({ way }) => formatSpread(spreadOf(way.requestsPerSecond), 1),
];

/** The throughput, times that of the way at one place. */
export const timesTheOne =
	(place: number) =>
	({ way, ways }: Row): string => {
		const other = ways[place];
		return other === undefined || other === way ? '' : formatSpread(throughputRatio(way, other));
	};

export const p99: Column<Row> = ['p99', ({ way }) => `${formatSpread(spreadOf(way.p99Ms), 0)} ms`];

export const processorTime: Column<Row> = [
	'processor time per request',
	({ way }) => `${formatSpread(spreadOf(way.processorMs), 0)} ms`,
];

/** The throughput of one way in terms of another's, round by round. */
export const throughputRatio = (way: MeasuredWay, other: MeasuredWay) =>
	ratiosOf(way.requestsPerSecond, other.requestsPerSecond);

export const connectionsInWords = (connections: number): string =>
	connections === 1 ? '1 connection' : `${connections} connections`;
