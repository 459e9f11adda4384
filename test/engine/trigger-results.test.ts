import type { IDataObject } from 'n8n-workflow';
import { sendToTrigger, type TriggerRequest } from './triggerWebhook';

/** Sends one result to a trigger that lets everybody in; to one of its own unless a node is named. */
const send = async (
	body: unknown,
	parameters: IDataObject = {},
	more: Pick<TriggerRequest, 'nodeId' | 'query'> = {},
) =>
	await sendToTrigger({
		credential: { apiKey: 'ck_live_x', baseUrl: '', callbackSecret: '' },
		parameters: { authentication: 'none', ...parameters } as never,
		body,
		...more,
	});

const result = {
	call_id: 'call-1',
	call_status: 'success',
	provider_status: 'completed',
	form_fills: [{ day: 'Friday' }, { day: 'Monday' }],
	recording: 'as received',
};
const withoutProvider = { ...result, provider_status: null };
const withoutId = { ...result, call_id: null };

describe('the result of a call', () => {
	it('starts the workflow with one item, simplified', async () => {
		const { started } = await send(result, {}, { query: { reference: 'order 7' } });
		expect(started).toEqual([
			expect.objectContaining({
				outcome: 'answered',
				form_fills: result.form_fills,
				reference: 'order 7',
			}),
		]);
		expect(started![0]).not.toHaveProperty('recording');
	});

	it('is given as it was received when Simplify is off', async () => {
		const { started } = await send(result, { simplify: false });
		expect(started).toEqual([{ ...result, outcome: 'answered' }]);
	});

	it.each([
		['on', true, [{ day: 'Friday' }, { day: 'Monday' }]],
		['off', false, [undefined]],
	])(
		'is split into an item for each form fill, or not, when Split Form Fills is %s',
		async (_, splitFormFills, fills) => {
			const { started } = await send(result, { options: { splitFormFills } });
			expect(started!.map(({ form_fill }) => form_fill)).toEqual(fills);
		},
	);

	it.each([
		['answered when a CallCow workflow has made the call', 'workflow', 'answered'],
		['unknown when a node has placed it', 'placedCalls', 'unknown'],
	])('without a provider status is %s', async (_, source, outcome) => {
		const { started } = await send(withoutProvider, { source, outcomes: [outcome] });
		expect(started).toEqual([expect.objectContaining({ outcome })]);
	});

	it('is answered why nothing starts', async () => {
		expect(await send(result, { outcomes: ['busy'] })).toEqual({
			status: 200,
			message: 'Received. The workflow does not start for this outcome.',
		});
		const again = { nodeId: 'trigger-of-repeats' };
		expect(await send(result, {}, again)).toHaveProperty('started');
		expect(await send(result, {}, again)).toEqual({
			status: 200,
			message: 'Already received. The workflow does not start again.',
		});
	});

	it('starts the workflow each time when it names no call', async () => {
		const again = { nodeId: 'trigger-of-nameless-calls' };
		expect(await send(withoutId, {}, again)).toHaveProperty('started');
		expect(await send(withoutId, {}, again)).toHaveProperty('started');
	});
});
