/* eslint-disable @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import type { N8nClient, StoredCredential } from '../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../simulator/server';

/** The highest that the credential takes: nobody waits for the pace. */
const requestsPerMinute = 100_000;

export interface SimulatedCallCow {
	/** Close it at the end. */
	readonly simulator: Simulator;
	readonly credential: StoredCredential;
}

/**
 * The simulator in CallCow's place, and a credential for it. A call ends when the bench says so: by itself it
 * would do so while something else is measured.
 */
export async function simulateCallCow(client: N8nClient): Promise<SimulatedCallCow> {
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute,
		script: { default: { outcome: 'manual' } },
	});
	const { apiKey, baseUrl } = simulator;
	try {
		const credential = await client.createCredential({
			name: 'CallCow simulator',
			type: 'callCowApi',
			data: { apiKey, baseUrl, callbackSecret: '', requestsPerMinute },
		});
		return { simulator, credential };
	} catch (cause) {
		await simulator.close();
		throw cause;
	}
}
