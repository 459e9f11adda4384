import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { identityOf, repeatableAs, runOf } from '../../../nodes/CallCow/actions/call/callIdentity';

const SARAH = '+14155552671';

interface Given {
	readonly workflowId?: string;
	readonly nodeId?: string;
	readonly executionId?: string;
	readonly type?: string;
	readonly run?: number;
	readonly items?: IDataObject[];
	readonly kept?: IDataObject;
}

/** A run of the node, or of the tool, after which n8n has noted one more. */
const runWith = ({
	workflowId = 'workflow',
	nodeId = 'node',
	executionId = '1',
	type = 'n8n-nodes-callcow.callCow',
	run = 0,
	items = [{}, {}],
	kept = {},
}: Given = {}) =>
	({
		isToolExecution: () => false,
		getInstanceId: () => 'instance',
		getWorkflow: () => ({ id: workflowId }),
		getExecutionId: () => executionId,
		getNode: () => ({ id: nodeId, name: 'CallCow', type }),
		getInputData: () => items.map((json) => ({ json })),
		getContext: () => kept,
		getWorkflowDataProxy: () => ({ $runIndex: run, $node: { CallCow: { runIndex: 1 } } }),
	}) as unknown as IExecuteFunctions;

const tool = { type: 'n8n-nodes-callcow.callCowTool' };

describe('identityOf', () => {
	const usual = identityOf(runWith(), 0, SARAH);

	it('is the same when the run is repeated', () => {
		expect(identityOf(runWith(), 0, SARAH)).toBe(usual);
	});

	it.each<[string, Given]>([
		['workflow', { workflowId: 'another' }],
		['node', { nodeId: 'another' }],
		['execution', { executionId: '2' }],
		['round of a loop', { run: 1 }],
	])('is another one in another %s', (_, given) => {
		expect(identityOf(runWith(given), 0, SARAH)).not.toBe(usual);
	});

	it('is another one for another item, and for another number', () => {
		expect(identityOf(runWith(), 1, SARAH)).not.toBe(usual);
		expect(identityOf(runWith(), 0, '+442079460958')).not.toBe(usual);
	});
});

describe('repeatableAs', () => {
	it('is known of a tool only', () => {
		expect(repeatableAs(runWith(), SARAH)).toBeUndefined();
		expect(repeatableAs(runWith(tool), SARAH)).toBe(
			repeatableAs(runWith({ ...tool, run: 1 }), SARAH),
		);
	});

	it.each<[string, Given]>([
		['workflow', { workflowId: 'another' }],
		['node', { nodeId: 'another' }],
		['execution', { executionId: '2' }],
	])('is another one in another %s', (_, given) => {
		expect(repeatableAs(runWith({ ...tool, ...given }), SARAH)).not.toBe(
			repeatableAs(runWith(tool), SARAH),
		);
	});
});

describe('runOf', () => {
	it('keeps nothing with the execution where no model asks for the call', () => {
		const kept = {};
		expect(runOf(runWith({ run: 1, kept }), 0)).toBe(1);
		expect(kept).toEqual({});
	});

	it('tells tool calls of one turn apart by all that came with them', () => {
		const kept = {};
		const of = (run: number, json: IDataObject) =>
			runOf(runWith({ ...tool, run, items: [json], kept }), 0);
		const first = of(0, { toolCallId: 'call_0', phone: SARAH });
		expect(of(1, { toolCallId: 'call_0', phone: SARAH })).toBe(first);
		expect(of(1, { toolCallId: 'call_0', phone: '+442079460958' })).not.toBe(first);
	});
});
