import { CallCow } from '../../../nodes/CallCow/CallCow.node';
import { CallCowTrigger } from '../../../nodes/CallCow/CallCowTrigger.node';
import type { ExportedNode, ExportedWorkflow } from '../../../migrate/exported';
import { migrateWorkflow } from '../../../migrate/migrate';
import { earlierCall, earlierTrigger, exported, otherNode } from './earlier-workflow';

const NEW_ID = 'a-new-id';
const migrate = (workflow: ExportedWorkflow) => migrateWorkflow(workflow, () => NEW_ID);
const migrateOne = (...nodes: ExportedNode[]) => {
	const { workflow, remarks } = migrate(exported(nodes));
	return { node: workflow.nodes[0]!, remarks };
};
const todos = (workflow: ExportedWorkflow) =>
	migrate(workflow)
		.remarks.filter(({ kind }) => kind === 'todo')
		.map(({ node, text }) => `${node ?? 'workflow'}: ${text}`);

describe('migrateWorkflow: a Callcow node', () => {
	it('becomes Place with Workflow, with what was filled as parameter or option', () => {
		expect(migrateOne(earlierCall()).node).toEqual({
			id: '5f0f1a3c-5a9b-4a58-b4a7-2e6b2d3f6c20',
			name: 'Callcow',
			type: 'n8n-nodes-callcow.callCow',
			typeVersion: 1.1,
			position: [220, 0],
			parameters: {
				resource: 'call',
				operation: 'placeWithWorkflow',
				workflowId: { __rl: true, mode: 'id', value: 'w-front-desk' },
				recipientPhone: '+14155552671',
				options: { recipientName: '={{ $json.name }}', recipientContext: 'Asked about insurance' },
			},
			credentials: { callCowApi: { id: null, name: 'Our CallCow' } },
		});
	});

	it('keeps what n8n itself stores at a node', () => {
		const settings = {
			disabled: true,
			notes: 'ask first',
			onError: 'continueErrorOutput',
			retryOnFail: true,
			maxTries: 4,
		};
		expect(migrateOne(earlierCall({}, settings)).node).toMatchObject(settings);
	});

	it('keeps email and idempotency key, and takes the timeout over in whole seconds', () => {
		const { node } = migrateOne(
			earlierCall({
				recipient_email: '={{ $json.email }}',
				idempotency_key: '={{ $json.id }}',
				requestOptions: { timeout: 2_500 },
			}),
		);
		expect(node.parameters).toMatchObject({
			options: {
				recipientEmail: '={{ $json.email }}',
				idempotencyKey: '={{ $json.id }}',
				timeoutSeconds: 3,
			},
		});
	});

	it.each([
		[
			{ mode: 'list', value: 'w-1' },
			{ __rl: true, mode: 'list', value: 'w-1' },
		],
		['w-1', { __rl: true, mode: 'id', value: 'w-1' }],
		['={{ $json.workflow }}', { __rl: true, mode: 'id', value: '={{ $json.workflow }}' }],
		[
			{ __rl: true, mode: 'id', value: '={{ $json.workflow }}' },
			{ __rl: true, mode: 'id', value: '={{ $json.workflow }}' },
		],
	])('reads the workflow that is stored as %j', (workflow_id, workflowId) => {
		expect(migrateOne(earlierCall({ workflow_id })).node.parameters).toMatchObject({ workflowId });
	});

	it.each([[{ __rl: true, mode: 'list', value: '' }], [undefined], ['']])(
		'asks for a workflow that is stored as %j',
		(workflow_id) => {
			const call = earlierCall({ workflow_id });
			expect(todos(exported([call]))).toContain('Callcow: No Workflow is selected.');
			expect(migrateOne(call).node.parameters).toMatchObject({
				workflowId: { __rl: true, mode: 'list', value: '' },
			});
		},
	);

	it('tells of each parameter that it does not know, with its value', () => {
		const told = todos(
			exported([
				earlierCall({
					voice: 'calm',
					requestOptions: { proxy: 'http://proxy:3128', batching: { batch: { batchSize: 5 } } },
				}),
			]),
		);
		expect(told).toEqual(
			expect.arrayContaining([
				'Callcow: voice has no equivalent and was left out. Its value was "calm"',
				'Callcow: Request Options > proxy has no equivalent and was left out. Its value was "http://proxy:3128"',
				'Callcow: Request Options > batching has no equivalent and was left out. Its value was {"batch":{"batchSize":5}}',
			]),
		);
	});

	it('tells of a timeout that is an expression', () => {
		expect(
			todos(exported([earlierCall({ requestOptions: { timeout: '={{ $json.ms }}' } })])),
		).toContain(
			'Callcow: Request Options > timeout has no equivalent and was left out. Its value was "={{ $json.ms }}"',
		);
	});

	it.each([
		['={{ $json.phone }}', true],
		['030 123456', true],
		['+14155552671', false],
	])('points to Default Country for the number %s: %s', (recipient_phone, isTold) => {
		const told = todos(exported([earlierCall({ recipient_phone })]));
		expect(told.some((text) => text.includes('Default Country'))).toBe(isTold);
	});

	it('warns of an idempotency key that is the same for every item', () => {
		const told = todos(exported([earlierCall({ idempotency_key: 'monday' })]));
		expect(told).toContainEqual(expect.stringContaining('Idempotency Key is a fixed text'));
	});
});

describe('migrateWorkflow: a Callcow Trigger', () => {
	it('becomes the trigger of that CallCow workflow, with fields called as before', () => {
		expect(migrateOne(earlierTrigger()).node).toEqual({
			id: 'f1b8a0de-8f0a-4f53-a1a5-0a2f6d3b9d10',
			name: 'Callcow Trigger',
			type: 'n8n-nodes-callcow.callCowTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			webhookId: '0d7e1d7e-6b1b-4d2b-9a0b-0c6a5f1c9a11',
			parameters: {
				source: 'workflow',
				workflowId: {
					__rl: true,
					mode: 'list',
					value: 'w-front-desk',
					cachedResultName: 'Front desk',
				},
				simplify: false,
			},
			credentials: { callCowApi: { id: null, name: 'Our CallCow' } },
		});
	});

	it('gets a webhook ID where it has none', () => {
		expect(migrateOne(earlierTrigger({ webhookId: undefined })).node.webhookId).toBe(NEW_ID);
	});

	it('was active when static data know its webhook: that is told and taken out', () => {
		const workflow = exported([earlierTrigger()], {
			staticData: { 'node:Callcow Trigger': { webhookId: 'wh-7' }, 'node:Other': { kept: 1 } },
		});
		expect(migrate(workflow).workflow.staticData).toEqual({ 'node:Other': { kept: 1 } });
		expect(todos(workflow)).toContainEqual(expect.stringContaining('webhook is wh-7'));
	});
});

describe('migrateWorkflow: the parameters that it writes', () => {
	it.each([
		[
			'CallCow',
			new CallCow(),
			earlierCall({ recipient_email: 'a@b.example', idempotency_key: '=k' }),
		],
		['CallCow Trigger', new CallCowTrigger(), earlierTrigger()],
	])('are those of %s', (_, { description }, earlier) => {
		const { node } = migrateOne(earlier);
		const known = description.properties;
		for (const name of Object.keys(node.parameters!)) {
			expect(known.map((property) => property.name)).toContain(name);
		}
		const optionNames = known
			.filter(
				({ name, displayOptions }) =>
					name === 'options' &&
					(displayOptions?.show?.operation ?? ['placeWithWorkflow'])[0] === 'placeWithWorkflow',
			)
			.flatMap(({ options = [] }) => options.map(({ name }) => name));
		for (const name of Object.keys((node.parameters!.options as object | undefined) ?? {})) {
			expect(optionNames).toContain(name);
		}
		expect(`n8n-nodes-callcow.${description.name}`).toBe(node.type);
		expect([description.version].flat()).toContain(node.typeVersion);
		expect(Object.keys(node.credentials!)).toEqual(
			description.credentials!.map((credential) => credential.name),
		);
	});
});

describe('migrateWorkflow: credentials', () => {
	it('knows a reference of an old n8n, which is only a name', () => {
		const { node } = migrateOne(earlierCall({}, { credentials: { callcowApi: 'Our CallCow' } }));
		expect(node.credentials).toEqual({ callCowApi: { id: null, name: 'Our CallCow' } });
	});

	it('asks to choose one where none was chosen', () => {
		const call = earlierCall({}, { credentials: undefined });
		expect(todos(exported([call]))).toContain(
			'Callcow: Choose a credential of the type CallCow API.',
		);
	});

	it('migrates an HTTP Request node that uses the credential, and nothing else of it', () => {
		const http = otherNode(
			'Ask',
			{ authentication: 'predefinedCredentialType', nodeCredentialType: 'callcowApi', url: 'x' },
			{
				type: 'n8n-nodes-base.httpRequest',
				credentials: {
					callcowApi: { id: '1', name: 'Our CallCow' },
					other: { id: '2', name: 'b' },
				},
			},
		);
		expect(migrateOne(http).node).toEqual({
			...http,
			parameters: { ...http.parameters, nodeCredentialType: 'callCowApi' },
			credentials: {
				callCowApi: { id: null, name: 'Our CallCow' },
				other: { id: '2', name: 'b' },
			},
		});
	});
});

describe('migrateWorkflow: the rest of the workflow', () => {
	it('stays as it is: names, connections, settings, other nodes', () => {
		const workflow = exported([earlierTrigger(), otherNode('Set'), earlierCall()], {
			id: 'abc',
			settings: { executionOrder: 'v1', errorWorkflow: 'x' },
			tags: ['phone'],
		});
		const { workflow: migrated } = migrate(workflow);
		const { nodes, ...rest } = workflow;
		expect(migrated).toMatchObject(rest);
		expect(migrated.nodes[1]).toBe(nodes[1]);
		expect(migrated.nodes.map(({ name }) => name)).toEqual(nodes.map(({ name }) => name));
	});

	it('is never active, and has no published version of the earlier nodes beside it', () => {
		const workflow = exported([earlierTrigger()], {
			active: true,
			activeVersionId: 'v',
			activeVersion: { nodes: [earlierTrigger()] },
		});
		const { workflow: migrated } = migrate(workflow);
		expect(migrated.active).toBe(false);
		expect(migrated).not.toHaveProperty('activeVersion');
		expect(migrated).not.toHaveProperty('activeVersionId');
		expect(todos(workflow)).toContainEqual(
			expect.stringMatching(/^workflow: It was active .* Unpublish it before/),
		);
	});

	it('is not touched when there is nothing of the earlier package in it', () => {
		const workflow = exported([
			otherNode('Set', { text: '={{ $json.message }}' }),
			otherNode('CallCow', {}, { type: 'n8n-nodes-callcow.callCow' }),
		]);
		expect(migrate(workflow)).toEqual({ workflow, remarks: [] });
	});

	it.each(['CUSTOM.callcow', 'CUSTOM.callcowTrigger'])('knows the nodes also as %s', (type) => {
		expect(migrateOne(earlierCall({}, { type })).node.type).toMatch(/^n8n-nodes-callcow\.callCow/);
	});

	it('tells of a node type of the package that it does not know', () => {
		const unknown = otherNode('Odd', {}, { type: 'n8n-nodes-callcow.callcowTool' });
		expect(todos(exported([unknown]))).toEqual([
			'Odd: has the unknown type n8n-nodes-callcow.callcowTool. Replace it manually.',
		]);
	});

	it('tells of pinned data of the earlier node', () => {
		const workflow = exported([earlierCall()], { pinData: { Callcow: [{ json: {} }] } });
		expect(todos(workflow)).toContainEqual(expect.stringContaining('pinned data'));
	});

	it('tells of a workflow inside a parameter', () => {
		const inner = otherNode('Sub', { workflowJson: JSON.stringify(exported([earlierCall()])) });
		expect(todos(exported([inner]))).toEqual([
			'Sub: workflowJson contains a workflow with an earlier node. Migrate that workflow separately.',
		]);
	});
});

describe('migrateWorkflow: expressions that read what the new node does not give', () => {
	const lost = expect.stringContaining('may read "message"');

	it.each([
		['the next node', '={{ $json.message }}'],
		['the next node, in brackets', '={{ $json["message"] }}'],
		['a node further on, by name', `={{ $('Callcow').item.json.message }}`],
		['a node further on, by its old name', '={{ $node["Callcow"].json.message }}'],
	])('are pointed out in %s', (where, text) => {
		const reader = otherNode('Reader', { assignments: { value: text } });
		const between = where.includes('further') ? [otherNode('Between')] : [];
		const told = todos(exported([earlierCall(), ...between, reader]));
		expect(told).toContainEqual(lost);
		expect(told).toContainEqual(expect.stringMatching(/^Reader: assignments\.value/));
	});

	it('are pointed out in the code of a Code node', () => {
		const code = otherNode('Code', { jsCode: 'return items.map((i) => i.json.message)' });
		expect(todos(exported([earlierCall(), code]))).toContainEqual(lost);
	});

	it.each([
		['another node of a longer name', `={{ $('Callcow Trigger').item.json.message }}`],
		['another field', '={{ $json.messages }} {{ $json.success }}'],
		['a text', 'Callcow: a message'],
	])('are not seen in %s', (_, text) => {
		const told = todos(exported([earlierCall(), otherNode('Between'), otherNode('R', { text })]));
		expect(told).not.toContainEqual(lost);
	});
});
