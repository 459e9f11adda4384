import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { withoutEmptyItem } from '../../../nodes/CallCow/actions/emptyItem';

const SETTING = { alwaysOutputData: true } as INode;

/** What n8n looks at after the node has run. */
function runWith(node: INode) {
	const executeData = { node };
	return {
		executeData,
		context: {
			getNode: () => node,
			getExecuteData: () => executeData,
		} as unknown as IExecuteFunctions,
	};
}

const ITEM = { json: {} };

describe('withoutEmptyItem', () => {
	it.each([[[[ITEM]]], [[[], [ITEM]]], [[[], [], [], [ITEM]]]])(
		'turns Always Output Data off for this run alone when there is an item: %j',
		(outputs) => {
			const { executeData, context } = runWith(SETTING);
			expect(withoutEmptyItem(context, outputs)).toBe(outputs);
			expect(executeData.node.alwaysOutputData).toBe(false);
			expect(SETTING.alwaysOutputData).toBe(true);
		},
	);

	it.each([[[]], [[[]]], [[[], [], []]]])('leaves it to n8n when there is none: %j', (outputs) => {
		const { executeData, context } = runWith(SETTING);
		expect(withoutEmptyItem(context, outputs)).toBe(outputs);
		expect(executeData.node).toBe(SETTING);
	});

	it('touches nothing without the setting', () => {
		const node = {} as INode;
		const { executeData, context } = runWith(node);
		withoutEmptyItem(context, [[ITEM]]);
		expect(executeData.node).toBe(node);
	});
});
