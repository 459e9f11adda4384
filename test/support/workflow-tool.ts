import type { INode } from 'n8n-workflow';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { fromModel, MADE_IN_CALLCOW, type CallOperation } from './agent-workflow';
import { callCow, node, workflowOf } from './workflow-builder';

/* n8n's Call n8n Workflow Tool, around a workflow that phones. */

/** "When called" → CallCow, which phones whom it is given. */
export function phoningWorkflow(
	credential: StoredCredential,
	operation: CallOperation,
): WorkflowDefinition {
	const called = node(
		'When called',
		'n8n-nodes-base.executeWorkflowTrigger',
		{ workflowInputs: { values: [{ name: 'phone' }, { name: 'prompt' }] } },
		{ typeVersion: 1.1 },
	);
	const call = callCow(credential, {
		operation,
		recipientPhone: '={{ $json.phone }}',
		...(operation === 'placeWithWorkflow'
			? { workflowId: { __rl: true, mode: 'id', value: MADE_IN_CALLCOW.id } }
			: { prompt: '={{ $json.prompt }}' }),
	});
	return workflowOf(`Phone with ${operation}`, [called, call]);
}

/** The tool, named "Phone by workflow", of the stored workflow with that ID; the model gives it what it gives the CallCow tool. */
export function workflowTool(value: string): INode {
	const input = (id: string) => ({ id, displayName: id, type: 'string', display: true });
	return node(
		'Phone by workflow',
		'@n8n/n8n-nodes-langchain.toolWorkflow',
		{
			description: 'Phones somebody and tells what they said',
			workflowId: { __rl: true, mode: 'id', value },
			workflowInputs: {
				mappingMode: 'defineBelow',
				value: {
					phone: fromModel('Recipient_Phone', 'The number to phone'),
					prompt: fromModel('Prompt', 'What the call is for'),
				},
				schema: [input('phone'), input('prompt')],
			},
		},
		{ typeVersion: 2.2 },
	);
}
