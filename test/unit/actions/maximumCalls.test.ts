import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { beyondMaximumCalls } from '../../../nodes/CallCow/actions/call/guards/maximumCalls';

/** One execution, in which the node runs with these limits of its items. */
class Execution {
	readonly kept: IDataObject = {};

	/** The items that are too many, with the description of each. */
	run(index: number, limits: Array<number | null>): Array<[number, string]> {
		const context = {
			getNodeParameter: (_name: string, itemIndex: number) => limits[itemIndex],
			getContext: () => this.kept,
			getExecutionId: () => '1',
			getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
			getInputData: () => limits.map(() => ({ json: {} })),
			getWorkflowDataProxy: () => ({ $runIndex: index }),
		} as unknown as IExecuteFunctions;
		return [...beyondMaximumCalls(context, [...limits.keys()])].map(
			([itemIndex, { description }]) => [itemIndex, description],
		);
	}
}

describe('beyondMaximumCalls', () => {
	it('lets the first ones through, and says of the others nothing of earlier runs where there are none', () => {
		expect(new Execution().run(0, [2, 2, 2])).toEqual([
			[2, expect.not.stringContaining('Earlier runs')],
		]);
	});

	it('holds for the items that have a limit, beside some that have none', () => {
		const tooMany = new Execution().run(0, [null, null, 2, 4, null]);
		expect(tooMany.map(([itemIndex]) => itemIndex)).toEqual([2]);
	});

	it('counts the calls of earlier rounds, and those of a round that is repeated once', () => {
		const execution = new Execution();
		expect(execution.run(0, [3, 3])).toEqual([]);
		expect(execution.run(0, [3, 3])).toEqual([]);
		expect(execution.run(1, [3, 3])).toEqual([
			[1, expect.stringContaining('Earlier runs of the node in this execution placed 2.')],
		]);
		expect(execution.run(2, [3])).toEqual([[0, expect.stringContaining('placed 3.')]]);
	});

	it('keeps nothing with the execution where there is no limit, and no item', () => {
		const execution = new Execution();
		execution.run(0, [null, null]);
		execution.run(1, []);
		expect(execution.kept).toEqual({});
	});
});
