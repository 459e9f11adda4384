import {
	digestOfWebhook,
	registeredWebhook,
	withoutWebhook,
	withWebhook,
} from '../../../nodes/CallCow/domain/webhookRegistry';

const entry = { id: 'hook-1', digest: 'd', workflowId: 'wf-1' };

describe('the registry of webhooks', () => {
	it('gives back what was put in, for the same node and workflow only', () => {
		const stored = withWebhook(undefined, 'node-1', entry);
		expect(registeredWebhook(stored, 'node-1', 'wf-1')).toEqual(entry);
		expect(registeredWebhook(stored, 'node-2', 'wf-1')).toBeUndefined();
		expect(registeredWebhook(stored, 'node-1', 'wf-copy')).toBeUndefined();
	});

	it('keeps the webhooks of other nodes apart', () => {
		const other = { ...entry, id: 'hook-2' };
		const stored = withWebhook(withWebhook({}, 'node-1', entry), 'node-2', other);
		expect(withoutWebhook(stored, 'node-1', 'wf-1')).toEqual({ 'node-2': other });
	});

	it('drops what a copy has inherited as soon as it writes', () => {
		const inherited = withWebhook({}, 'node-1', entry);
		const copy = { ...entry, id: 'hook-2', workflowId: 'wf-copy' };
		expect(withWebhook(inherited, 'node-2', copy)).toEqual({ 'node-2': copy });
	});

	it.each([[null], ['text'], [{ 'node-1': { id: 1 } }], [[]]])(
		'takes %j for nothing, whoever has written it',
		(stored) => {
			expect(registeredWebhook(stored, 'node-1', 'wf-1')).toBeUndefined();
			expect(withWebhook(stored, 'node-1', entry)).toEqual({ 'node-1': entry });
		},
	);

	it('does not take a property that every object has for an entry', () => {
		expect(registeredWebhook({}, 'constructor', 'wf-1')).toBeUndefined();
	});
});

describe('digestOfWebhook', () => {
	const url = 'https://n8n.example.com/webhook/a?secret=b';

	// Computed with Python's hashlib: another digest would register every trigger a second time.
	it('gives the known answer for a known webhook', () => {
		expect(digestOfWebhook(url, 'w-1')).toBe(
			'6bd1c0ca5bddde19b925a792e7a349e1a8001b1abfc8649cb3fd76d8723ca0e3',
		);
	});

	it('differs for another address, secret or workflow', () => {
		const digests = [
			digestOfWebhook(url, 'w-1'),
			digestOfWebhook(url, 'w-2'),
			digestOfWebhook(`${url}c`, 'w-1'),
			digestOfWebhook(url.replace('/a', '/b'), 'w-1'),
		];
		expect(new Set(digests).size).toBe(digests.length);
	});
});
