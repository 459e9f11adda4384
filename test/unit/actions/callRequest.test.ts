import type { IExecuteFunctions } from 'n8n-workflow';
import {
	checkCallsTogether,
	hintsOnCalls,
	labelOf,
	placeCall,
	type CallRequest,
} from '../../../nodes/CallCow/actions/call/callRequest';
import type { CallCowClient } from '../../../nodes/CallCow/transport/client';
import { realClock } from '../../../nodes/CallCow/transport/clock';
import { doubtfulCalls } from '../../../nodes/CallCow/transport/doubtfulCalls';
import type { PlaceResult } from '../../../nodes/CallCow/transport/placeResult';

const SARAH = '+14155552671';

const request = (more: Partial<CallRequest> = {}) =>
	({
		identity: 'this call',
		body: { recipient_phone: SARAH, idempotency_key: 'key' },
		...more,
	}) as CallRequest;

const placeWith = async (result: PlaceResult, more: Partial<CallRequest> = {}) =>
	await placeCall(request(more), { placeCall: async () => result } as unknown as CallCowClient);

const placed = {
	kind: 'placed',
	call: { success: true, workflow_id: 'w', call_id: 'c' },
} as unknown as PlaceResult;
const failed = (inDoubt: 'no' | 'unknown'): PlaceResult => ({
	kind: 'failed',
	failure: { message: 'm', description: 'd', placed: inDoubt },
});
const skipped: PlaceResult = { kind: 'skipped', reason: 'Called before' };

describe('placeCall', () => {
	const json = {
		success: true,
		workflow_id: 'w',
		call_id: 'c',
		recipient_phone: SARAH,
		idempotency_key: 'key',
	};

	it('gives what CallCow has answered, with the number, the key and the reference', async () => {
		expect(await placeWith(placed)).toStrictEqual({ kind: 'done', json });
		expect(await placeWith(placed, { reference: 'row 7' })).toStrictEqual({
			kind: 'done',
			json: { ...json, reference: 'row 7' },
		});
	});

	it('gives why a call was skipped and, where it is known, when it would not be', async () => {
		const reasons = { success: false, skipped: true, reason: 'Called before' };
		expect(await placeWith(skipped)).toStrictEqual({
			kind: 'skipped',
			json: { ...reasons, recipient_phone: SARAH },
		});
		const later = await placeWith({ ...skipped, callableAt: 'later' }, { reference: 'row 7' });
		expect(later).toStrictEqual({
			kind: 'skipped',
			json: { ...reasons, callable_at: 'later', recipient_phone: SARAH, reference: 'row 7' },
		});
	});

	it.each([failed('no'), failed('unknown'), { kind: 'notTried' as const }])(
		'gives what is not confirmed as it is: %j',
		async (result) => {
			expect(await placeWith(result)).toBe(result);
		},
	);
});

describe('the call of a tool that may have been placed', () => {
	const tool = { repeatableAs: 'tool and number' };
	const inDoubt = () => doubtfulCalls.find(tool.repeatableAs, realClock());

	afterEach(() => doubtfulCalls.settle(tool.repeatableAs));

	it('stays in doubt until CallCow has confirmed it', async () => {
		await placeWith(failed('unknown'), tool);
		for (const result of [
			failed('no'),
			failed('unknown'),
			skipped,
			{ kind: 'notTried' as const },
		]) {
			await placeWith(result, tool);
			expect(inDoubt()).toBe('this call');
		}
		await placeWith(placed, tool);
		expect(inDoubt()).toBeUndefined();
	});

	it('is not in doubt when CallCow has certainly not placed it', async () => {
		await placeWith(failed('no'), tool);
		expect(inDoubt()).toBeUndefined();
	});
});

describe('labelOf', () => {
	it('is the number, masked', () => {
		expect(labelOf(request())).toBe('+1415***2671');
	});
});

describe('hintsOnCalls', () => {
	const otherClock = {
		workflowZone: 'America/New_York',
		country: 'DE' as const,
		zone: 'Europe/Berlin',
		maskedPhone: '+493***1820',
	};

	it('says once for all calls what is to be said of some', () => {
		expect(hintsOnCalls([request()])).toEqual([]);
		expect(hintsOnCalls([request(), request({ otherClock }), request({ otherClock })])).toEqual([
			expect.stringContaining('Europe/Berlin in Germany'),
		]);
	});

	it('says where an expression has left a word', () => {
		const leftovers = [{ itemIndex: 1, label: 'Prompt', words: ['undefined'] }];
		expect(hintsOnCalls([request(), request({ leftovers })])).toEqual([
			expect.stringContaining("left the word undefined in 'Prompt' (item 1)"),
		]);
	});
});

describe('checkCallsTogether', () => {
	const together = (keys: Array<string | undefined>, maximumCalls: number | null = null) => {
		const context = {
			getNodeParameter: () => maximumCalls,
			getContext: () => ({}),
			getExecutionId: () => '1',
			getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
			getInputData: () => keys.map(() => ({ json: {} })),
			getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		} as unknown as IExecuteFunctions;
		const requests = keys.map((givenKey, index) => [index, request({ givenKey })] as const);
		return [...checkCallsTogether(context, new Map(requests))].map(([index, { message }]) => [
			index,
			message,
		]);
	};

	it('refuses the later ones of calls that have one key', () => {
		expect(together(['a', 'b', 'a', undefined, undefined, 'a'])).toEqual([
			[2, expect.stringContaining('for items 0 and 2')],
			[5, expect.stringContaining('for items 0 and 5')],
		]);
	});

	it('does not count those against the most calls that are allowed', () => {
		expect(together(['a', 'a', 'b', 'c'], 2)).toEqual([
			[1, expect.stringContaining('for items 0 and 1')],
			[3, expect.stringContaining("'Maximum Calls' allows (2)")],
		]);
	});
});
