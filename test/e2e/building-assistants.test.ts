import type { IDataObject } from 'n8n-workflow';
import { withCallStage } from '../support/call-stage';
import { connectToOwnMcpServer, type OwnMcpServer } from '../support/own-mcp-server';
import { itWhereN8nHas } from '../support/tested-version';

/* What an assistant gets from n8n's own MCP server when it is asked to call a list of people. */

const stage = withCallStage();
let assistant: OwnMcpServer;

beforeAll(async () => {
	assistant = await connectToOwnMcpServer();
});

afterAll(async () => {
	await assistant.close();
});

/** "Call everybody of this list and mail me the results", with nothing in it but what the tools have told. */
const CODE = `
import { workflow, node, trigger, splitInBatches, nextBatch, expr } from '@n8n/workflow-sdk';

const start = trigger({ type: 'n8n-nodes-base.manualTrigger', version: 1, config: { name: 'Start' } });
const people = node({
	type: 'n8n-nodes-base.code',
	version: 2,
	config: {
		name: 'People',
		parameters: { jsCode: "return [{ json: { name: 'Sarah', phone: '+14155552671' } }, { json: { name: 'Ann', phone: '+442079460958' } }];" },
	},
});
const loop = splitInBatches({ version: 3, config: { name: 'Loop Over Items', parameters: { batchSize: 1 } } });
const call = node({
	type: 'n8n-nodes-callcow.callCow',
	version: 1.1,
	config: {
		name: 'Call',
		parameters: {
			resource: 'call',
			operation: 'placeAndWait',
			prompt: expr('Ask {{ $json.name }} whether they come on Friday'),
			recipientPhone: expr('{{ $json.phone }}'),
			options: {
				reference: expr('{{ $json.name }}'),
				callEachNumberAtMostOnce: 'perDay',
				callingHours: { hours: { clock: 'recipient', from: '09:00', to: '18:00', outside: 'skip' } },
				maximumCalls: 50,
			},
		},
	},
});
const report = node({
	type: 'n8n-nodes-base.code',
	version: 2,
	config: {
		name: 'Report',
		parameters: { jsCode: "return [{ json: { text: $input.all().map(({ json }) => json.reference + ': ' + json.outcome + ', ' + json.call_summary).join('\\\\n') } }];" },
	},
});
const mail = node({
	type: 'n8n-nodes-base.emailSend',
	version: 2.1,
	config: {
		name: 'Mail',
		parameters: { fromEmail: 'a@example.com', toEmail: 'b@example.com', subject: 'Calls', emailFormat: 'text', text: expr('{{ $json.text }}') },
	},
});

export default workflow('calls', 'Call everybody').add(start).to(people).to(
	loop.onDone(report.to(mail)).onEachBatch(call.to(nextBatch(loop))),
);
`;

describe('an assistant that builds workflows', () => {
	itWhereN8nHas('buildingAssistants')(
		'finds both nodes, which operation is for what, and that the trigger stands alone',
		async () => {
			for (const query of ['phone call', 'call people', 'callcow']) {
				const found = await assistant.ask('search_nodes', { queries: [query] });
				expect(found).toContain('- n8n-nodes-callcow.callCow\n');
				expect(found).toContain('- n8n-nodes-callcow.callCowTrigger [TRIGGER]\n');
				expect(found).toContain('@builderHint Calls real people. Never run it to test a workflow');
				expect(found).toContain('@builderHint Takes one input item at a time');
				expect(found).toContain('@builderHint Connect nothing to it');
			}
		},
	);

	itWhereN8nHas('buildingAssistants')('learns the name of every guard', async () => {
		const definitions = await assistant.ask('get_node_types', {
			nodeIds: [
				{ nodeId: 'n8n-nodes-callcow.callCow', resource: 'call', operation: 'placeAndWait' },
			],
		});
		for (const guard of [
			'callEachNumberAtMostOnce',
			'callingHours',
			'maximumCalls',
			'maximumCallsPerDay',
		]) {
			expect(definitions).toContain(`${guard}?:`);
		}
		expect(definitions).toContain('call-everybody-then-report.json');
	});

	itWhereN8nHas('buildingAssistants')(
		'calls a list and mails the results, and tries that without phoning anybody',
		async () => {
			const {
				valid,
				errors,
				warnings = [],
			} = await assistant.askForData('validate_workflow', { code: CODE });
			expect([valid, errors]).toEqual([true, undefined]);
			expect((warnings as IDataObject[]).filter(({ nodeName }) => nodeName === 'Call')).toEqual([]);

			const answer = await assistant.askForData('create_workflow_from_code', { code: CODE });
			const workflowId = answer.workflowId as string;
			const { connections } = await stage.n8n.workflow(workflowId);
			expect(connections['Loop Over Items']!.main).toMatchObject([
				[{ node: 'Report' }],
				[{ node: 'Call' }],
			]);

			const pinData = {
				Call: [{ json: { outcome: 'answered', call_summary: 'Yes.', reference: 'Sarah' } }],
				Mail: [{ json: {} }],
			};
			const tried = await assistant.askForData('test_workflow', { workflowId, pinData });
			expect(tried.status).toBe('success');
			expect(stage.simulator.requests()).toEqual([]);
			await stage.n8n.deleteWorkflow(workflowId);
		},
	);
});
