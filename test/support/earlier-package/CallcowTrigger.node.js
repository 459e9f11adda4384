/**
 * Stands in for the trigger of CallCow's earlier package, written anew from what is publicly known of it: it registers
 * its URL for one CallCow workflow on activation, keeps the webhook's ID in the static data of the node, has the webhook
 * removed on deactivation, and gives what is delivered as it is.
 */
const api = process.env.CALLCOW_STAND_IN_API;

const ask = async (context, method, path, body) =>
	await context.helpers.httpRequestWithAuthentication.call(context, 'callcowApi', {
		method,
		url: `${api}${path}`,
		body,
		json: true,
	});

class CallcowTrigger {
	constructor() {
		this.description = {
			displayName: 'Earlier trigger (stand-in)',
			name: 'callcowTrigger',
			group: ['trigger'],
			version: 1,
			description: 'Stands in for an earlier trigger',
			defaults: { name: 'Callcow Trigger' },
			inputs: [],
			outputs: ['main'],
			credentials: [{ name: 'callcowApi', required: true }],
			webhooks: [
				{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
			],
			properties: [
				{
					displayName: 'Workflow',
					name: 'workflow_id',
					type: 'resourceLocator',
					default: { mode: 'id', value: '' },
					modes: [{ displayName: 'By ID', name: 'id', type: 'string' }],
				},
			],
		};
		this.webhookMethods = {
			default: {
				async checkExists() {
					return this.getWorkflowStaticData('node').webhookId !== undefined;
				},
				async create() {
					const { id } = await ask(this, 'POST', '/webhooks', {
						workflow_id: this.getNodeParameter('workflow_id').value,
						webhook_url: this.getNodeWebhookUrl('default'),
						name: 'stand-in',
					});
					this.getWorkflowStaticData('node').webhookId = id;
					return true;
				},
				async delete() {
					const data = this.getWorkflowStaticData('node');
					if (data.webhookId) await ask(this, 'DELETE', `/webhooks/${data.webhookId}`);
					delete data.webhookId;
					return true;
				},
			},
		};
	}

	async webhook() {
		return { workflowData: [this.helpers.returnJsonArray(this.getBodyData())] };
	}
}

module.exports = { CallcowTrigger };
