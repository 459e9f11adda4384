import type { Result } from '../../../bench/written/results';

/** An outcome as it is kept, measured on one day on one machine. */
export const resultOf = <Outcome>(outcome: Outcome): Result<Outcome> => ({
	measuredOn: '2026-01-15',
	machine: {
		cores: 2,
		processor: 'A processor',
		memoryGiB: 24,
		system: 'linux',
		node: '20.20.2',
		n8n: '2.41.1',
		nodeOfN8n: '24.21.0',
	},
	outcome,
});
