import type { IDataObject } from 'n8n-workflow';

/** One item of the list. */
export interface Person extends IDataObject {
	readonly phone: string;
	readonly prompt: string;
}

const AREAS = ['415', '212', '213', '305', '312', '404', '503', '602', '617', '702'];
const NUMBERS_OF_AN_AREA = 10_000;

/**
 * As many as wanted, each with a number of their own: always the same ones in the same order.
 *
 * @param from how many of them come before the first
 * @throws {RangeError} beyond 100,000
 */
export function people(count: number, from = 0): Person[] {
	return Array.from({ length: count }, (_, place) => {
		const index = from + place;
		const area = AREAS[Math.floor(index / NUMBERS_OF_AN_AREA)];
		if (area === undefined) throw new RangeError('There are no more numbers');
		return {
			phone: `+1${area}555${String(index % NUMBERS_OF_AN_AREA).padStart(4, '0')}`,
			prompt: `Confirm appointment ${index + 1} tomorrow at 3 pm at the dental practice`,
		};
	});
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
