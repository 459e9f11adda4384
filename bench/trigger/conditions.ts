import type { Effort } from '../bench';
import type { Load } from './load';

export interface Conditions {
	readonly rounds: number;
	readonly loads: readonly Load[];
	/** The load under which n8n is profiled. */
	readonly profiled: Load;
}

/** Enough of each to warm up what is compiled and cached at the first use. */
export const warmUp: Load = { connections: 5, requests: 60 };

export const conditionsFor = (effort: Effort): Conditions =>
	effort === 'standard'
		? {
				rounds: 5,
				loads: [
					{ connections: 1, requests: 80 },
					{ connections: 10, requests: 80 },
					{ connections: 50, requests: 100 },
				],
				profiled: { connections: 10, requests: 100 },
			}
		: {
				rounds: 2,
				loads: [
					{ connections: 1, requests: 20 },
					{ connections: 10, requests: 40 },
				],
				profiled: { connections: 10, requests: 40 },
			};
