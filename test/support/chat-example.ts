import type { IDataObject } from 'n8n-workflow';
import type { WorkflowDefinition } from '../../local-n8n/rest-client';
import { withParameters } from './example-workflow';

/* The example of a chat that phones, and who may chat. */

const TOOL = 'Call a Person';
const EVERY_DAY = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const user = 'chat';
const password = 'a-long-password';

export const CHAT_PASSWORD = {
	user,
	password,
	headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
} as const;

/** The credential that n8n asks whoever chats for. */
export const chatPassword = {
	name: 'Password of the chat',
	type: 'httpBasicAuth',
	data: { user, password },
} as const;

/** The example with hours at which anybody may be phoned now: tests run at any time. */
export function chatAtAnyHour(workflow: WorkflowDefinition): WorkflowDefinition {
	const { options } = workflow.nodes.find(({ name }) => name === TOOL)!.parameters;
	const hours = { clock: 'recipient', days: EVERY_DAY, from: '00:00', to: '24:00' };
	return withParameters(workflow, TOOL, {
		options: { ...(options as IDataObject), callingHours: { hours } },
	});
}
