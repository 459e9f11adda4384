import {
	isRegistered,
	triggerUrls,
	withoutTrigger,
	withTrigger,
} from '../../../nodes/CallCow/domain/triggerRegistry';

const entry = { url: 'https://n8n.example.com/webhook/a/callcow', workflowId: 'w1' };

describe('the trigger registry', () => {
	it('finds what was registered, until it is forgotten', () => {
		const stored = withTrigger(undefined, 'node-a', entry);
		expect(triggerUrls(stored, 'w1')).toEqual([entry.url]);
		expect(isRegistered(stored, 'node-a', entry)).toBe(true);
		expect(triggerUrls(withoutTrigger(stored, 'node-a', 'w1'), 'w1')).toEqual([]);
	});

	it('knows a trigger again only at its present URL', () => {
		const stored = withTrigger(undefined, 'node-a', entry);
		expect(isRegistered(stored, 'node-a', { ...entry, url: 'https://other.example.com' })).toBe(
			false,
		);
	});

	it('keeps several triggers of one workflow apart', () => {
		const both = withTrigger(withTrigger({}, 'node-a', entry), 'node-b', {
			...entry,
			url: 'https://n8n.example.com/webhook/b/callcow',
		});
		expect(triggerUrls(both, 'w1')).toHaveLength(2);
		expect(triggerUrls(withoutTrigger(both, 'node-a', 'w1'), 'w1')).toEqual([
			'https://n8n.example.com/webhook/b/callcow',
		]);
	});

	it('ignores entries that an imported copy has carried along', () => {
		const copied = withTrigger(undefined, 'node-a', entry);
		expect(triggerUrls(copied, 'w2')).toEqual([]);
		const own = withTrigger(copied, 'node-a', { ...entry, workflowId: 'w2' });
		expect(Object.values(own)).toEqual([{ ...entry, workflowId: 'w2' }]);
	});

	it.each([undefined, null, 'text', [1], { a: 1 }, { a: { url: 1 } }])(
		'takes %j for an empty registry',
		(stored) => {
			expect(triggerUrls(stored, 'w1')).toEqual([]);
		},
	);

	it('is a new object after each change, so that n8n notices it', () => {
		const stored = withTrigger(undefined, 'node-a', entry);
		expect(withTrigger(stored, 'node-b', entry)).not.toBe(stored);
		expect(withoutTrigger(stored, 'node-x', 'w1')).not.toBe(stored);
	});
});
