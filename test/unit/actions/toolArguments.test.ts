import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { refuseArgumentsOfAnotherCall } from '../../../nodes/CallCow/actions/call/toolArguments';

interface ToolRun {
	readonly own: IDataObject;
	/** What `$fromAI` gives to the parameters; it throws for what is not there. */
	readonly read: IDataObject;
	readonly isRunByAgent?: boolean;
}

const check = ({ own, read, isRunByAgent = true }: ToolRun) => {
	const context = {
		isToolExecution: () => isRunByAgent,
		getInputData: () => [{ json: own }],
		getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCowTool' }),
		getExecutionId: () => '1',
		getWorkflowDataProxy: () => ({
			$fromAI(name: string) {
				if (name in read) return read[name];
				throw new Error('Invalid parameter key');
			},
		}),
	} as unknown as IExecuteFunctions;
	refuseArgumentsOfAnotherCall(context, 0);
};

const SARAH = { phone: '+14155552671', prompt: 'Confirm the appointment' };
const ANN = { phone: '+442079460958', prompt: 'Confirm the appointment' };
const MIXED_UP = 'n8n mixed up the arguments of two tool calls';

describe('refuseArgumentsOfAnotherCall', () => {
	it('lets the own arguments through', () => {
		expect(() => check({ own: SARAH, read: SARAH })).not.toThrow();
	});

	it.each(['phone', 'prompt'])('refuses when only %s is that of another call', (name) => {
		const read = { ...SARAH, [name]: 'another' };
		expect(() => check({ own: SARAH, read })).toThrow(MIXED_UP);
	});

	it('compares what is in lists and objects', () => {
		const own = { who: { phone: SARAH.phone } };
		expect(() => check({ own, read: { who: { phone: SARAH.phone } } })).not.toThrow();
		expect(() => check({ own, read: { who: { phone: ANN.phone } } })).toThrow(MIXED_UP);
	});

	it('takes an argument that is null for one that was left out', () => {
		expect(() => check({ own: { who: null }, read: { who: undefined } })).not.toThrow();
	});

	it('passes over what no parameter can read, and compares the rest', () => {
		const own = { 'not a name': 'x', ...SARAH };
		expect(() => check({ own, read: SARAH })).not.toThrow();
		expect(() => check({ own, read: ANN })).toThrow(MIXED_UP);
	});

	it('compares nothing where n8n itself runs the tool', () => {
		expect(() => check({ own: SARAH, read: ANN, isRunByAgent: false })).not.toThrow();
	});
});
