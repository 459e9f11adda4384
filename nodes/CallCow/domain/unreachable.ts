import type { Explanation } from './errors';
import { readHttpUrl } from './publicUrl';

export const HOW_TO_SET_THE_ADDRESS =
	'Set the environment variable N8N_WEBHOOK_URL (before n8n 2.35: WEBHOOK_URL) to the public HTTPS address of your n8n and restart it';

/** What is said where CallCow could not deliver to this n8n, before anybody is phoned. */
export function explainUnreachableN8n(address: string): Explanation {
	const url = readHttpUrl(address);
	if (url === undefined) {
		return {
			message: 'CallCow cannot reach this n8n, because the address set for it is not a web address',
			description: `${HOW_TO_SET_THE_ADDRESS}. Enter the full address without quotation marks, such as https://n8n.example.com/.`,
		};
	}
	// Without its path, which may hold what only the receiver should know.
	return {
		message: `CallCow cannot reach this n8n at ${url.origin}`,
		description: `The result of a call is delivered over the internet, to a public HTTPS address. ${HOW_TO_SET_THE_ADDRESS}.`,
	};
}
