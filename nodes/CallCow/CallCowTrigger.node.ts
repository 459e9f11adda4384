import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { builderHint } from './trigger/builderHint';
import { triggerPanel } from './trigger/panel';
import { properties } from './trigger/properties';
import { workflowSearch } from './workflowLocator';

const loadWork = async () => await import('./trigger/work');

/**
 * Starts a workflow with the result of each call that was placed with this trigger as destination, or
 * of each call of one CallCow workflow.
 */
export class CallCowTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CallCow Trigger',
		name: 'callCowTrigger',
		icon: { light: 'file:callcow.svg', dark: 'file:callcow.dark.svg' },
		group: ['trigger'],
		// They are the same: for every webhook of a version 1 n8n evaluates an expression (ADR 20).
		version: [1, 1.1],
		subtitle:
			'={{ $parameter["outcomes"].length ? $parameter["outcomes"].join(", ") : "Every outcome" }}',
		description:
			'Starts the workflow when an AI phone call made with CallCow ends, with its outcome, summary, and transcript',
		eventTriggerDescription: 'Waiting for a call to end',
		triggerPanel,
		activationMessage:
			'Call results now start this workflow, and the CallCow node in it can find this trigger.',
		defaults: { name: 'CallCow Trigger' },
		builderHint,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'callCowApi',
				// Also without Authentication: n8n looks at one entry of a name only, and with Source
				// Workflow the trigger needs the account, whatever it asks of a result.
				required: true,
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it the sender would read n8n's literal "firstEntryJson".
				responseData: 'noData',
				path: 'callcow',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { webhookMethods } = await loadWork();
				return await webhookMethods.default.checkExists.call(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { webhookMethods } = await loadWork();
				return await webhookMethods.default.create.call(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const { webhookMethods } = await loadWork();
				return await webhookMethods.default.delete.call(this);
			},
		},
	};

	methods = { listSearch: workflowSearch(loadWork) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receive } = await loadWork();
		return await receive(this);
	}
}
