import { onOutputOf } from '../../../nodes/CallCow/actions/call/outcomeOutputs';
import { OUTCOMES } from '../../../nodes/CallCow/domain/outcome';

const items = [{ json: {} }];

describe('onOutputOf', () => {
	it('has one output for everything unless told otherwise', () => {
		for (const outcome of OUTCOMES) expect(onOutputOf(outcome, 'one', items)).toEqual([items]);
	});

	it('sends every outcome there is to exactly one of four outputs', () => {
		const positions = OUTCOMES.map((outcome) => {
			const outputs = onOutputOf(outcome, 'byOutcome', items);
			expect(outputs).toHaveLength(4);
			expect(outputs.flat()).toEqual(items);
			return [outcome, outputs.findIndex((output) => output.length > 0)];
		});
		expect(Object.fromEntries(positions)).toEqual({
			answered: 0,
			voicemail: 1,
			no_answer: 2,
			busy: 2,
			failed: 2,
			canceled: 2,
			timed_out: 3,
			unknown: 3,
		});
	});
});
