import type { IExecuteFunctions } from 'n8n-workflow';
import { messageForModel, resultForModel } from '../../../nodes/CallCow/actions/modelMessage';

const context = {} as IExecuteFunctions;

describe('messageForModel', () => {
	it('says that a call may have been placed, in sentences that end', () => {
		const next = { sentence: 'Tell the user.' };
		expect(messageForModel(context, 'No answer came', 'unknown', next)).toBe(
			'No answer came. The call may or may not have been placed. Tell the user.',
		);
		expect(messageForModel(context, 'No answer?', undefined, next)).toBe(
			'No answer? Tell the user.',
		);
	});
});

describe('resultForModel', () => {
	const message = (result: Parameters<typeof resultForModel>[0]) => resultForModel(result).message;

	it('says of a placed call that its end is not known, and keeps what is known', () => {
		expect(resultForModel({ kind: 'done', json: { call_id: 'c' } })).toEqual({
			call_id: 'c',
			message: expect.stringMatching(/^The call was placed\. You do not get its result/),
		});
	});

	it('says of a call that was left out whether it may be placed later', () => {
		expect(message({ kind: 'skipped', json: {} })).toMatch(/Do not try again: tell/);
		const json = { callable_at: '2026-03-30T09:00:00+02:00' };
		expect(message({ kind: 'skipped', json })).toMatch(/Do not try again before callable_at/);
	});
});
