import { resultItems } from '../../../nodes/CallCow/trigger/resultItems';

const payload = {
	call_id: 'call-1',
	workflow_id: 'workflow-1',
	call_status: 'success',
	provider_status: 'completed',
	form_fills: [{ question: 'When?' }, 'as it comes'],
	brand_new: true,
};
const split = { source: 'placedCalls', simplify: true, splitFormFills: true } as const;

describe('resultItems', () => {
	it('gives one item for each form fill, untouched, with the fields of the call', () => {
		const items = resultItems(payload, split).map(({ json }) => json);
		expect(items.map(({ form_fill }) => form_fill)).toEqual(payload.form_fills);
		for (const item of items) {
			expect(item).toMatchObject({ outcome: 'answered', call_id: 'call-1' });
			expect(item).not.toHaveProperty('form_fills');
		}
	});

	it.each([[[]], [null], [undefined], [{ odd: 1 }]])(
		'does not lose a call whose form fills are %j',
		(form_fills) => {
			const items = resultItems({ ...payload, form_fills }, split);
			expect(items).toHaveLength(1);
			expect(items[0]!.json).toMatchObject({
				call_id: 'call-1',
				form_fill: Array.isArray(form_fills) ? null : (form_fills ?? null),
			});
		},
	);
});
