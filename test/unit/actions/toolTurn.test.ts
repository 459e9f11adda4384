import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	noteWait,
	toolCallOf,
	turnOf,
	wasWaitedFor,
} from '../../../nodes/CallCow/actions/call/toolTurn';

/** What n8n keeps with one execution, and how many runs of the tool it has noted so far. */
class Execution {
	readonly kept: IDataObject = {};
	noted = 0;

	/** The next run of a turn for which n8n has noted all runs. */
	run(index: number, json: IDataObject = { toolCallId: 'call_0' }, type = 'callCowTool') {
		return {
			getNode: () => ({ name: 'CallCow', type: `n8n-nodes-callcow.${type}` }),
			getInputData: () => [{ json }],
			getContext: () => this.kept,
			getWorkflowDataProxy: () => ({
				$runIndex: index,
				$node: this.noted === 0 ? {} : { CallCow: { runIndex: this.noted - 1 } },
			}),
		} as unknown as IExecuteFunctions;
	}
}

describe('toolCallOf', () => {
	const execution = new Execution();

	it('is the item with the ID of the tool call', () => {
		const json = { toolCallId: 'call_0', phone: '+14155552671' };
		expect(toolCallOf(execution.run(0, json), 0)).toBe(json);
	});

	it.each([{}, { toolCallId: '' }, { toolCallId: 7 }])('is nothing with %j', (json) => {
		expect(toolCallOf(execution.run(0, json), 0)).toBeUndefined();
	});

	it('is nothing for an item that is not there, or of a node that is no tool', () => {
		expect(toolCallOf(execution.run(0), 1)).toBeUndefined();
		expect(toolCallOf(execution.run(0, { toolCallId: 'call_0' }, 'callCow'), 0)).toBeUndefined();
	});
});

describe('turnOf', () => {
	it('is the same for all runs that n8n has noted before the first of them', () => {
		const execution = new Execution();
		execution.noted = 3;
		expect(turnOf(execution.run(0))).toBe(2);
		execution.noted = 4;
		expect(turnOf(execution.run(1))).toBe(2);
		expect(turnOf(execution.run(2))).toBe(2);
		expect(turnOf(execution.run(3))).toBe(3);
	});

	it('is a run by itself where n8n has noted none', () => {
		expect(turnOf(new Execution().run(2))).toBe(2);
	});

	it('is never one that is over', () => {
		const execution = new Execution();
		execution.noted = 1;
		expect(turnOf(execution.run(2))).toBe(2);
	});
});

describe('wasWaitedFor', () => {
	const newTurn = (runs: number) => {
		const execution = new Execution();
		execution.noted = runs;
		return execution;
	};

	it('knows of a later run of the turn that another one has waited for its call', () => {
		const execution = newTurn(3);
		noteWait(execution.run(0), 'a');
		noteWait(execution.run(1), 'b');
		expect(wasWaitedFor(execution.run(2), 'a')).toBe(true);
		expect(wasWaitedFor(execution.run(2), 'b')).toBe(true);
		expect(wasWaitedFor(execution.run(2), 'c')).toBe(false);
	});

	it('lets the run that has waited do so again, as Retry On Fail makes it', () => {
		const execution = newTurn(2);
		noteWait(execution.run(0), 'a');
		expect(wasWaitedFor(execution.run(0), 'a')).toBe(false);
	});

	it('keeps the turn', () => {
		const execution = newTurn(2);
		noteWait(execution.run(0), 'a');
		execution.noted = 3;
		expect(turnOf(execution.run(1))).toBe(1);
	});

	it('forgets the waits of a turn when the next one begins', () => {
		const execution = newTurn(1);
		noteWait(execution.run(0), 'a');
		execution.noted = 2;
		turnOf(execution.run(1));
		expect(wasWaitedFor(execution.run(1), 'a')).toBe(false);
	});

	it('knows nothing, and keeps nothing, without a tool call', () => {
		const execution = newTurn(2);
		noteWait(execution.run(0, {}), 'a');
		expect(execution.kept).toEqual({});
		expect(wasWaitedFor(execution.run(1, {}), 'a')).toBe(false);
		noteWait(execution.run(0), 'a');
		expect(wasWaitedFor(execution.run(1, {}), 'a')).toBe(false);
	});

	it('knows nothing before any run has been noted', () => {
		expect(wasWaitedFor(newTurn(1).run(0), 'a')).toBe(false);
	});
});
