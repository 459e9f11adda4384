/**
 * Stands in for the node of CallCow's earlier package, written anew from what is publicly known of it: the names of its
 * parameters, and that it is a description of one request whose answer is its output.
 */
const text = (name) => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	routing: { send: { type: 'body', property: name } },
});

class Callcow {
	constructor() {
		this.description = {
			displayName: 'Earlier node (stand-in)',
			name: 'callcow',
			group: ['output'],
			version: 1,
			description: 'Stands in for an earlier node',
			defaults: { name: 'Callcow' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'callcowApi', required: true }],
			requestDefaults: { baseURL: process.env.CALLCOW_STAND_IN_API, url: '/call', method: 'POST' },
			properties: [
				{
					displayName: 'Workflow',
					name: 'workflow_id',
					type: 'resourceLocator',
					default: { mode: 'id', value: '' },
					modes: [{ displayName: 'By ID', name: 'id', type: 'string' }],
					routing: { send: { type: 'body', property: 'workflow_id', value: '={{ $value }}' } },
				},
				text('recipient_phone'),
				text('recipient_name'),
				text('recipient_email'),
				text('recipient_context'),
				text('idempotency_key'),
			],
		};
	}
}

module.exports = { Callcow };
