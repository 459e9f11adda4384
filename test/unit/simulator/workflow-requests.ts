import type { Answer, Started } from './started';

export const workflows = [
	{ id: 'w-1', name: 'Confirm an appointment' },
	{ id: 'w-2', name: null },
];

/** The body of a request to `POST /call` that a simulator with these workflows accepts. */
export function aWorkflowCall(changes: Record<string, unknown> = {}): Record<string, unknown> {
	return { workflow_id: 'w-1', recipient_phone: '+14155552671', ...changes };
}

/** Any request to the API with the right key; `path` goes after `/api`. */
export async function api(
	simulator: Started,
	method: string,
	path: string,
	body?: unknown,
): Promise<Answer> {
	const authorization = `Bearer ${simulator.apiKey}`;
	return await simulator.ask(method, `/api${path}`, body, { authorization });
}

export async function register(
	simulator: Started,
	webhook_url: string,
	workflow_id = 'w-1',
): Promise<string> {
	const body = { workflow_id, webhook_url, name: 'n8n: Front desk' };
	const answer = await api(simulator, 'POST', '/webhooks', body);
	return (answer.body as { id: string }).id;
}
