import type { IExecuteFunctions } from 'n8n-workflow';
import { oncePerRun } from '../../../nodes/CallCow/actions/oncePerRun';

const runOfNode = () => ({}) as IExecuteFunctions;

describe('oncePerRun', () => {
	it('reads once for all items of a run', () => {
		let reads = 0;
		const value = oncePerRun(() => ++reads);
		const run = runOfNode();

		expect([value(run), value(run)]).toEqual([1, 1]);
	});

	it('reads anew for each run', () => {
		let runs = 0;
		const value = oncePerRun(() => runs++);

		expect([value(runOfNode()), value(runOfNode())]).toEqual([0, 1]);
	});

	it('remembers that nothing was found', () => {
		const read = jest.fn(() => undefined);
		const value = oncePerRun(read);
		const run = runOfNode();

		expect([value(run), value(run)]).toEqual([undefined, undefined]);
		expect(read).toHaveBeenCalledTimes(1);
	});

	it('reads again after it could not read', () => {
		const read = jest
			.fn<string, []>(() => 'found')
			.mockImplementationOnce(() => {
				throw new Error('not yet');
			});
		const value = oncePerRun(read);
		const run = runOfNode();

		expect(() => value(run)).toThrow('not yet');
		expect(value(run)).toBe('found');
	});
});
