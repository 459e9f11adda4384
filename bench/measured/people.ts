import type { IDataObject } from 'n8n-workflow';

/** One item of the list. */
export interface Person extends IDataObject {
	readonly phone: string;
	readonly prompt: string;
}

/** As many as wanted, up to 10,000, each with a number of their own. */
export function people(count: number): Person[] {
	return Array.from({ length: count }, (_, index) => ({
		phone: `+1415555${String(index).padStart(4, '0')}`,
		prompt: `Confirm appointment ${index + 1} tomorrow at 3 pm at the dental practice`,
	}));
}

/** Shares of a list, as equal as can be, in order. */
export function shares<Entry>(list: readonly Entry[], count: number): Entry[][] {
	return Array.from({ length: count }, (_, index) =>
		list.slice(
			Math.floor((index * list.length) / count),
			Math.floor(((index + 1) * list.length) / count),
		),
	);
}
