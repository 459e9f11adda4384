import type { Person } from '../people';

const AREAS = ['212', '213', '305', '312', '404', '415', '503', '602', '617', '702'];
const NUMBERS_OF_AN_AREA = 10_000;

let used = 0;

/** People whom nobody has phoned in this process. */
export function newPeople(count: number): Person[] {
	return Array.from({ length: count }, () => {
		const area = AREAS[Math.floor(used / NUMBERS_OF_AN_AREA)];
		if (area === undefined) throw new RangeError('There are no more numbers');
		const line = String(used++ % NUMBERS_OF_AN_AREA).padStart(4, '0');
		return {
			phone: `+1${area}555${line}`,
			prompt: `Confirm appointment ${used} tomorrow at 3 pm at the dental practice`,
		};
	});
}
