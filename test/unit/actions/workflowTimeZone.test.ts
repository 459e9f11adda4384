import type { IExecuteFunctions } from 'n8n-workflow';
import {
	requireExpressions,
	requireWorkflowTimeZone,
} from '../../../nodes/CallCow/actions/call/guards/workflowTimeZone';

const runIn = (timeZone: string, evaluateExpression: () => unknown = () => 1) =>
	({
		getTimezone: () => timeZone,
		evaluateExpression,
		getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
	}) as unknown as IExecuteFunctions;

const cannotEvaluate = () => {
	throw new Error('Invalid time zone');
};

describe('requireExpressions', () => {
	it('refuses where n8n can evaluate none because of its time zone', () => {
		const run = runIn('Mars/Olympus', cannotEvaluate);
		expect(() => requireExpressions(run, 0)).toThrow('Mars/Olympus');
	});

	it('does not mind a time zone that is none where n8n gets along with it', () => {
		expect(() => requireExpressions(runIn('Mars/Olympus'), 0)).not.toThrow();
	});

	it('evaluates nothing where the time zone is one', () => {
		const run = runIn('America/New_York', cannotEvaluate);
		expect(() => requireExpressions(run, 0)).not.toThrow();
	});
});

describe('requireWorkflowTimeZone', () => {
	it('gives it, or refuses one that is none', () => {
		expect(requireWorkflowTimeZone(runIn('America/New_York'), 0, 'Used.')).toBe('America/New_York');
		expect(() => requireWorkflowTimeZone(runIn('Mars/Olympus'), 0, 'Used.')).toThrow(
			'Mars/Olympus',
		);
	});
});
