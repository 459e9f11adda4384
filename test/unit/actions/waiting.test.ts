import type { IExecuteFunctions } from 'n8n-workflow';
import { nonceOf, putToWait } from '../../../nodes/CallCow/actions/call/waiting';

describe('nonceOf', () => {
	// Computed with Python: a run that n8n repeats has to find the callback of its first try.
	it('gives the known answer for a known call', () => {
		expect(nonceOf({ identity: 'n8n-7031bfe69170471e7dfffef310820255b5b51775' })).toBe(
			'x996V4hb5koHebSNvN-rhU',
		);
	});

	it('differs with the call', () => {
		expect(nonceOf({ identity: 'n8n-1' })).not.toBe(nonceOf({ identity: 'n8n-2' }));
	});
});

describe('putToWait', () => {
	const previous = { previousNode: 'Before' };
	const timedOut = { json: { outcome: 'timed_out' } };

	/** Puts a run to wait, and gives what n8n has of it then. */
	async function waitWith(mode: 'one' | 'byOutcome', source: unknown) {
		const node = { id: 'node', name: 'CallCow', type: 'n8n-nodes-callcow.callCow' };
		const executeData = { node, data: { main: [] as unknown[] }, source };
		const kept: Record<string, unknown> = {};
		const metadata: unknown[] = [];
		const waits: unknown[] = [];
		const context = {
			getNode: () => node,
			getInputData: () => [{ json: {} }],
			getMode: () => 'manual',
			getExecuteData: () => executeData,
			getContext: () => kept,
			setMetadata: (one: unknown) => metadata.push(one),
			putExecutionToWait: async (until: Date) => waits.push(until),
		} as unknown as IExecuteFunctions;
		const until = new Date('2026-03-30T12:00:00Z');
		const call = { nonce: 'n', recipientPhone: '+14155552671' };
		await putToWait(context, call, timedOut, mode, until);
		expect(waits).toEqual([until]);
		expect(kept).toMatchObject({ waitingCall: call });
		expect(executeData.node).not.toBe(node);
		expect(executeData.node).toEqual(node);
		return { executeData, metadata };
	}

	it('leaves to n8n what it does with one output', async () => {
		const source = { main: [previous] };
		const { executeData, metadata } = await waitWith('one', source);
		expect(executeData.data.main).toEqual([[timedOut]]);
		expect(executeData.source).toBe(source);
		expect(metadata).toEqual([]);
	});

	it.each([
		[{ main: [previous] }, previous],
		[{ main: [] }, null],
		[{}, null],
		[null, null],
	])('gives each output by outcome the source of the run: %j', async (source, ofEach) => {
		const { executeData, metadata } = await waitWith('byOutcome', source);
		const { main } = executeData.source as { main: unknown[] };
		expect(main).toEqual(executeData.data.main.map(() => ofEach));
		expect(executeData.data.main).toContainEqual([timedOut]);
		expect(metadata).toEqual([{ forwardAllOutputs: true }]);
	});
});
