/**
 * The least that a trigger can do: it takes every request and passes the body on, as a JavaScript file
 * that n8n loads as it is (N8N_CUSTOM_EXTENSIONS). Nothing in its description is an expression, and
 * with version 1.1 n8n adds none.
 */
class BareTrigger {
	description = {
		displayName: 'Bare Trigger',
		name: 'bareTrigger',
		group: ['trigger'],
		version: [1, 1.1],
		description: 'Takes every request, checks nothing',
		defaults: { name: 'Bare Trigger' },
		inputs: [],
		outputs: ['main'],
		// It never reads it; n8n checks for every execution whether a workflow may use its credentials.
		credentials: [{ name: 'callCowApi' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'bare',
			},
		],
		properties: [],
	};

	async webhook() {
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
}

module.exports = { BareTrigger };
