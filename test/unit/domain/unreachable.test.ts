import { explainUnreachableN8n } from '../../../nodes/CallCow/domain/unreachable';

describe('explainUnreachableN8n', () => {
	it('names the address without what stands behind its host', () => {
		const { message, description } = explainUnreachableN8n('http://10.0.0.5:5678/webhook/a-path');
		expect(message).toBe('CallCow cannot reach this n8n at http://10.0.0.5:5678');
		expect(description).toContain('N8N_WEBHOOK_URL (before n8n 2.35: WEBHOOK_URL)');
	});

	it.each(['"https://n8n.example.com/"webhook/a-path', 'n8n.example.com/webhook/a-path', ''])(
		'says of an address such as %s how it has to look',
		(address) => {
			const { message, description } = explainUnreachableN8n(address);
			expect(message).toContain('not a web address');
			expect(description).toContain('full address without quotation marks');
			expect(`${message} ${description}`).not.toContain('a-path');
		},
	);
});
