import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { builderHint } from './actions/builderHints';
import { outputsExpression } from './actions/call/outcomeOutputs';
import { resumeWebhooks } from './actions/call/resumeWebhooks';
import { properties } from './actions/properties';
import { workflowSearch } from './workflowLocator';

const loadWork = async () => await import('./actions/work');

/** The CallCow action node: makes AI phone calls from a briefing. */
export class CallCow implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CallCow',
		name: 'callCow',
		icon: { light: 'file:callcow.svg', dark: 'file:callcow.dark.svg' },
		group: ['output'],
		// They are the same: for every webhook of a version 1 n8n evaluates an expression (ADR 20).
		version: [1, 1.1],
		subtitle:
			'={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toLowerCase() + ": " + $parameter["resource"] }}',
		description:
			'Make an AI phone call to a real person from a short briefing. Give the number in E.164 format (+14155552671), and say who to call, why, when, and where.',
		defaults: { name: 'CallCow' },
		usableAsTool: true,
		builderHint,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		credentials: [{ name: 'callCowApi', required: true }],
		webhooks: resumeWebhooks,
		properties,
	};

	methods = { listSearch: workflowSearch(loadWork) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { route } = await loadWork();
		return await route(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { resume } = await loadWork();
		return await resume(this);
	}
}
