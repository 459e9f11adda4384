import { tableOf } from '../../written/table';
import {
	p99,
	processorTime,
	requestsASecond,
	rowsOf,
	timesTheOne,
	wayUnderLoad,
	type MeasuredLoad,
} from './measured-loads';

export interface ServerOutcome {
	/** In each, the first way is what the others are compared with. */
	readonly loads: readonly MeasuredLoad[];
}

export const serverTable = ({ loads }: ServerOutcome): string =>
	tableOf(rowsOf(loads), [
		wayUnderLoad,
		requestsASecond,
		['relative to first row', timesTheOne(0)],
		p99,
		processorTime,
	]);
