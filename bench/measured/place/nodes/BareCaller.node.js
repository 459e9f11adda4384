/**
 * The least that a node can do that places calls: it hands each item to n8n's request helper, thirty at
 * a time, as a JavaScript file that n8n loads as it is (N8N_CUSTOM_EXTENSIONS). It checks nothing and
 * repeats nothing. It takes number and prompt out of the item; where they are fields of the form, from
 * there, which makes n8n evaluate two expressions for each item.
 */
const AT_ONCE = 30;

class BareCaller {
	description = {
		displayName: 'Bare Caller',
		name: 'bareCaller',
		group: ['transform'],
		version: 1,
		description: 'Hands each item to the request helper, checks nothing',
		defaults: { name: 'Bare Caller' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'callCowApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Has Fields', name: 'hasFields', type: 'boolean', default: false },
			{ displayName: 'Phone', name: 'phone', type: 'string', default: '' },
			{ displayName: 'Prompt', name: 'prompt', type: 'string', default: '' },
		],
	};

	async execute() {
		const items = this.getInputData();
		const url = this.getNodeParameter('url', 0);
		const executionId = this.getExecutionId();
		const hasFields = this.getNodeParameter('hasFields', 0);
		// All of them before the first request, as every node that checks them must.
		const people = items.map(({ json }, index) =>
			hasFields
				? {
						phone: this.getNodeParameter('phone', index),
						prompt: this.getNodeParameter('prompt', index),
					}
				: json,
		);
		const placed = new Array(items.length);
		let next = 0;
		const callOneAfterTheOther = async () => {
			while (next < items.length) {
				const index = next++;
				const { phone, prompt } = people[index];
				const json = await this.helpers.httpRequestWithAuthentication.call(this, 'callCowApi', {
					method: 'POST',
					url,
					body: {
						prompt,
						recipient_phone: phone,
						idempotency_key: `${executionId}-${index}`,
					},
					json: true,
				});
				placed[index] = { json, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, callOneAfterTheOther));
		return [placed];
	}
}

module.exports = { BareCaller };
