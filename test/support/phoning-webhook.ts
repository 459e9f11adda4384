import { randomUUID } from 'node:crypto';
import type { IWorkflowSettings } from 'n8n-workflow';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { MADE_IN_CALLCOW, type CallOperation } from './agent-workflow';
import { onRequest } from './production';
import { callCow, end, workflowOf } from './workflow-builder';

/** "Request" (a Webhook, which is given number and prompt) → CallCow → "Result", for n8n's own MCP server. */
export function phoningWebhook(
	credential: StoredCredential,
	operation: CallOperation,
): WorkflowDefinition {
	const call = callCow(credential, {
		operation,
		recipientPhone: '={{ $json.body.phone }}',
		...(operation === 'placeWithWorkflow'
			? { workflowId: { __rl: true, mode: 'id', value: MADE_IN_CALLCOW.id } }
			: { prompt: '={{ $json.body.prompt }}' }),
	});
	return {
		...workflowOf(`Phone somebody with ${operation}`, [
			onRequest(randomUUID()),
			call,
			end('Result'),
		]),
		// As its switch in the workflow's settings does.
		settings: { availableInMCP: true } as IWorkflowSettings,
	};
}

/** What a client has to tell that trigger. */
export const requestFor = (phone: string, prompt = 'Ask about Thursday') => ({
	triggerNodeName: 'Request',
	inputs: { webhookData: { body: { phone, prompt } } },
});
