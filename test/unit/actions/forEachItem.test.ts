import type { IExecuteFunctions } from 'n8n-workflow';
import { forEachItem } from '../../../nodes/CallCow/actions/forEachItem';
import type { OperationResult } from '../../../nodes/CallCow/actions/operation';
import type { Identified } from '../../../nodes/CallCow/transport/client';

interface Given {
	/** What comes of each item, or what its request throws. */
	readonly results: ReadonlyArray<OperationResult | Error>;
	readonly continueOnFail?: boolean;
	readonly apiKey?: string;
	/** Undefined in the contexts of n8n that know of none. */
	readonly cancelSignal?: AbortSignal;
}

/** Runs an operation whose requests have these ends, one after the other, and tells what came of it. */
async function runWith({ results, continueOnFail = false, apiKey = 'key', ...given }: Given) {
	const hints: unknown[] = [];
	const warnings: unknown[] = [];
	const sent: number[] = [];
	const context = {
		getCredentials: async () => ({ apiKey }),
		getInputData: () => results.map(() => ({ json: {} })),
		continueOnFail: () => continueOnFail,
		getExecutionCancelSignal: () => given.cancelSignal,
		isToolExecution: () => false,
		getExecutionId: () => '1',
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node', name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
		addExecutionHints: (hint: unknown) => hints.push(hint),
		logger: { warn: (...told: unknown[]) => warnings.push(told) },
	} as unknown as IExecuteFunctions;
	const { items, done, error } = await forEachItem<Identified & { index: number }>(context, {
		read: (_, index) => ({ identity: `${index}`, index }),
		checkTogether: () => new Map(),
		async run({ index }) {
			sent.push(index);
			const result = results[index]!;
			if (result instanceof Error) throw result;
			return result;
		},
		label: ({ index }) => `call ${index}`,
		hints: () => [],
	}).then(
		(ended) => ({ ...ended, error: undefined }),
		(error: Error & { description?: string }) => ({ items: [], done: [], error }),
	);
	return { items, done: done.map(({ itemIndex }) => itemIndex), error, hints, warnings, sent };
}

const done: OperationResult = { kind: 'done', json: { success: true } };
const failed: OperationResult = {
	kind: 'failed',
	failure: { message: 'Refused', description: 'The reason.', placed: 'no' },
};
const skipped = (callable_at?: string): OperationResult => ({
	kind: 'skipped',
	json: { skipped: true, ...(callable_at && { callable_at }) },
});

/** More than leave at once. */
const long = (first: OperationResult) => [first, ...Array.from({ length: 40 }, () => done)];

describe('forEachItem', () => {
	it('gives an item for each, and which requests worked', async () => {
		const { items, done: worked, hints } = await runWith({ results: [done, skipped(), done] });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(worked).toEqual([0, 2]);
		expect(hints).toHaveLength(1);
	});

	it('goes on to the end of a list when every request works', async () => {
		const { done: worked } = await runWith({ results: long(done) });
		expect(worked).toHaveLength(41);
	});

	it('stops after one that fails: of those that have not left, none does', async () => {
		const { error, sent } = await runWith({ results: long(failed) });
		expect(error?.message).toBe('Refused');
		expect(error?.description).toContain('The reason. This was item 0 (call 0).');
		expect(sent.length).toBeLessThanOrEqual(30);
	});

	it('keeps what worked, and goes on to the end, when the user continues on error', async () => {
		const {
			items,
			done: worked,
			sent,
		} = await runWith({
			results: long(failed),
			continueOnFail: true,
		});
		expect(sent).toHaveLength(41);
		expect(worked).toHaveLength(40);
		expect(items[0]!.json).toMatchObject({ error: 'Refused' });
		expect(items.slice(1).map(({ json }) => json)).toEqual(
			Array.from({ length: 40 }, () => ({ success: true })),
		);
	});

	it.each<[OperationResult[], string]>([
		[[skipped()], '1 item was skipped because the number was already called. See'],
		[
			[skipped(), done, skipped()],
			'2 items were skipped because the number was already called. See',
		],
		[[skipped('later')], "1 item was skipped because it is outside 'Calling Hours'. See"],
	])('says how many were skipped, and why', async (results, text) => {
		const { hints } = await runWith({ results });
		expect(hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining(text), type: 'info' }),
		]);
	});

	it('says both reasons when there are both', async () => {
		const { hints } = await runWith({ results: [skipped(), skipped('later')] });
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/^1 item .* already called.* 1 item .*'Calling Hours'/),
			}),
		]);
	});

	it('gives no hint when there is nothing to say', async () => {
		expect((await runWith({ results: [done] })).hints).toEqual([]);
	});

	it.each([undefined, new AbortController().signal])(
		'tells of a surprise where n8n has a signal, and where it has none: %s',
		async (cancelSignal) => {
			const results = [new Error('surprise'), done];
			const stopped = await runWith({ results, cancelSignal });
			expect(stopped.error?.message).toBe('surprise');
			const { items, done: worked } = await runWith({
				results,
				cancelSignal,
				continueOnFail: true,
			});
			expect(items.map(({ json }) => json.error)).toEqual(['surprise', 'surprise']);
			expect(worked).toEqual([]);
		},
	);

	it('says what the credential lacks, and where to find it', async () => {
		const { error, sent } = await runWith({ results: [done], apiKey: '' });
		expect(error?.message).toBe("The CallCow credential has no 'API Key'");
		expect(error?.description).toEqual(expect.stringMatching(/\w/));
		expect(sent).toEqual([]);
	});

	it('notes in the log which execution was canceled', async () => {
		const { error, warnings } = await runWith({
			results: [new Error('aborted')],
			continueOnFail: true,
			cancelSignal: AbortSignal.abort(),
		});
		expect(error?.message).toMatch(/^The execution was canceled/);
		expect(warnings).toEqual([
			[error?.message, { workflowId: 'workflow', executionId: '1', node: 'CallCow' }],
		]);
	});
});
