import { markdownTable } from '../../written/markdown-table';
import { formatSpread, ratiosOf, spreadOf } from '../../measuring/spread';
import type { Load } from '../trigger/load';
import type { MeasuredWay } from '../trigger/measured-way';
import { connectionsInWords } from '../trigger/outcome';

export interface ServerOutcome {
	/** In each, the first way is what the others are compared with. */
	readonly loads: ReadonlyArray<Load & { readonly ways: readonly MeasuredWay[] }>;
}

export function serverTable({ loads }: ServerOutcome): string {
	return markdownTable(
		['', 'requests a second', 'times the first', 'p99', 'processor time a request'],
		loads.flatMap(({ connections, ways }) =>
			ways.map((way, index) => [
				`${connectionsInWords(connections)}: ${way.name}`,
				formatSpread(spreadOf(way.requestsPerSecond), 1),
				index === 0
					? ''
					: formatSpread(ratiosOf(way.requestsPerSecond, ways[0]!.requestsPerSecond)),
				`${formatSpread(spreadOf(way.p99Ms), 0)} ms`,
				`${formatSpread(spreadOf(way.processorMs), 0)} ms`,
			]),
		),
	);
}
