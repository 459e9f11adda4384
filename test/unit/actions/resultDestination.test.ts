import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { readResultDestination } from '../../../nodes/CallCow/actions/call/resultDestination';
import type { Account } from '../../../nodes/CallCow/domain/account';

/** A node on a worker, of whose triggers n8n has handed on nothing but that they stand in the workflow. */
const onWorker = (mode: WorkflowExecuteMode, webhookBaseUrl: string) =>
	({
		getNodeParameter: () => 'auto',
		getWorkflowStaticData: () => ({}),
		getWorkflow: () => ({ id: 'workflow-1' }),
		getMode: () => mode,
		getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
		getExecutionId: () => '1',
		additionalData: { webhookBaseUrl },
		workflow: {
			nodes: {
				Trigger: {
					name: 'Trigger',
					type: 'n8n-nodes-callcow.callCowTrigger',
					webhookId: 'abc',
					parameters: {},
				},
			},
		},
	}) as unknown as IExecuteFunctions;

const account = { baseUrl: 'https://callcow.example.com/api' } as Account;

describe('the result of a call that is asked for on a worker', () => {
	it('goes to the trigger in the workflow, for certain in production only', () => {
		for (const mode of ['webhook', 'manual'] as const) {
			const context = onWorker(mode, 'https://n8n.example.com/webhook');
			expect(readResultDestination(context, 0, account)).toEqual({
				kind: 'trigger',
				url: new URL('https://n8n.example.com/webhook/abc/callcow'),
				isCertain: mode === 'webhook',
			});
		}
	});

	it('keeps no call away when it was started by hand and CallCow cannot reach this n8n', () => {
		const local = 'http://localhost:5678/webhook';
		expect(readResultDestination(onWorker('manual', local), 0, account)).toEqual({
			kind: 'none',
			because: 'noTrigger',
		});
		expect(() => readResultDestination(onWorker('webhook', local), 0, account)).toThrow(
			'CallCow cannot reach this n8n at http://localhost:5678',
		);
	});
});

describe('the result that the user sends elsewhere', () => {
	/** A node in a workflow that has a trigger, too. */
	const withParameters = (parameters: Record<string, string>) =>
		({
			...onWorker('webhook', 'https://n8n.example.com/webhook'),
			getNodeParameter: (name: string) => parameters[name] ?? null,
		}) as unknown as IExecuteFunctions;

	it('goes nowhere when None is chosen, although a trigger is there', () => {
		const context = withParameters({ resultDestination: 'none' });
		expect(readResultDestination(context, 0, account)).toEqual({
			kind: 'none',
			because: 'chosen',
		});
	});

	it('goes to the URL, although a trigger is there', () => {
		const callbackUrl = 'https://results.example.com/x?a=1';
		const context = withParameters({ resultDestination: 'url', callbackUrl });
		expect(readResultDestination(context, 0, account)).toEqual({
			kind: 'url',
			url: new URL(callbackUrl),
		});
	});

	it('is refused with the address and without its path, which may be a secret', () => {
		const callbackUrl = 'http://10.0.0.5:5678/webhook/the-secret-path';
		const context = withParameters({ resultDestination: 'url', callbackUrl });
		const refused = () => readResultDestination(context, 0, account);
		expect(refused).toThrow("CallCow cannot reach the 'Callback URL' at http://10.0.0.5:5678");
		expect(refused).not.toThrow('the-secret-path');
	});
});
