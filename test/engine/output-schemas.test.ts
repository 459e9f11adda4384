/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { DataDeduplicationService } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { operations } from '../../nodes/CallCow/actions/registry';
import { OUTCOMES } from '../../nodes/CallCow/domain/outcome';
import { startSimulator, type Simulator } from '../../simulator/server';
import { MemoryDeduplicator } from '../support/deduplicator';
import { runNode, type NodeRun, type NodeRunResult } from './engine';
import { sendToTrigger } from './triggerWebhook';

const PHONE = '+14155552671';
const CALLCOW_WORKFLOW = { id: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21', name: 'Front desk' };

let simulator: Simulator;
const deduplicator = new MemoryDeduplicator();

beforeAll(async () => {
	await DataDeduplicationService.init(deduplicator);
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
		workflows: [CALLCOW_WORKFLOW, { id: 'w-2', name: null }],
	});
});
afterAll(async () => await simulator.close());

interface OutputSchema {
	readonly properties: Record<string, { enum?: string[] }>;
}

const schemaOf = (file: string) =>
	JSON.parse(
		readFileSync(path.join(__dirname, '../../nodes/CallCow/__schema__', `${file}.json`), 'utf8'),
	) as OutputSchema;

const run = async (operation: string, options: IDataObject, resource = 'call') =>
	await runNode({
		items: [{ phone: PHONE }],
		credential: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
		},
		parameters: {
			resource,
			operation,
			prompt: 'Confirm the appointment',
			recipientPhone: '={{ $json.phone }}',
			resultDestination: 'none',
			maximumWaitMinutes: 60,
			workflowId: { __rl: true, mode: 'id', value: CALLCOW_WORKFLOW.id },
			options,
		} as NodeRun['parameters'],
	});

const itemsOf = ({ status, outputs }: NodeRunResult): IDataObject[] => {
	expect(status).toBe('success');
	return (outputs[0] as INodeExecutionData[]).map(({ json }) => json);
};

/** Hours of a day that is neither today nor a neighbor of it, in any time zone. */
const closedToday = (): IDataObject => {
	const inThreeDays = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000);
	const day = inThreeDays.toLocaleDateString('en-US', { weekday: 'long' }).toLowerCase();
	return { hours: { from: '09:00', to: '18:00', days: [day], outside: 'skip' } };
};

/** One call, and one that is skipped with everything that is said of such an item. */
async function placedAndSkipped(operation: string, options: IDataObject): Promise<IDataObject[]> {
	return [
		...itemsOf(await run(operation, options)),
		...itemsOf(await run(operation, { ...options, callingHours: closedToday() })),
	];
}

const payload = {
	call_id: 'c-1',
	workflow_id: 'w-1',
	call_status: 'success',
	provider_status: 'completed',
	call_summary: 'She will come.',
	messages: [{ role: 'user', content: 'Yes' }],
	context: '{"practice":"North"}',
	form_fills: [{ day: 'Friday' }],
	created_at: '2026-03-30T12:00:00.000Z',
};

/** A result, one without anything in it, none in time, and a call that is skipped. */
async function waitedFor(): Promise<IDataObject[]> {
	const resultOf = async (options: IDataObject, body: IDataObject) => {
		const waiting = await run('placeAndWait', options);
		const request = simulator.requests().at(-1)!.body as Record<string, string>;
		const { resumed } = await waiting.deliver({
			query: Object.fromEntries(new URL(request.callback_url!).searchParams),
			authorization: `Bearer ${request.callback_secret}`,
			body,
		});
		return itemsOf(resumed!);
	};
	return [
		...(await resultOf({ reference: 'row 7' }, payload)),
		...(await resultOf({}, { call_status: 'not_picked_up' })),
		...itemsOf(await (await run('placeAndWait', {})).timeOut()),
		...itemsOf(await run('placeAndWait', { reference: 'row 7', callingHours: closedToday() })),
	];
}

/** A result of each source, and one without anything in it. */
async function started(): Promise<IDataObject[]> {
	const send = async (source: string, body: IDataObject, query = {}) => {
		const parameters = { authentication: 'none', source } as NodeRun['parameters'];
		const credential = { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl };
		return (await sendToTrigger({ parameters, credential, body, query })).started!;
	};
	return [
		...(await send('placedCalls', payload, { reference: 'row 7' })),
		...(await send('placedCalls', { call_status: 'queued' })),
		...(await send('workflow', {
			...payload,
			call_id: 'c-2',
			workflow_name: CALLCOW_WORKFLOW.name,
			phone_number_from: '+12025550100',
			phone_number_to: PHONE,
		})),
	];
}

const cases: Record<string, () => Promise<IDataObject[]>> = {
	'call/place': async () => await placedAndSkipped('place', { reference: 'row 7' }),
	'call/placeWithWorkflow': async () => await placedAndSkipped('placeWithWorkflow', {}),
	'call/placeAndWait': waitedFor,
	'workflow/getAll': async () => itemsOf(await run('getAll', {}, 'workflow')),
	output: started,
};

describe('the output schemas', () => {
	it('are there for every operation, and for the trigger', () => {
		const ofOperations = Object.entries(operations).flatMap(([resource, byName]) =>
			Object.keys(byName).map((operation) => `${resource}/${operation}`),
		);
		expect(Object.keys(cases).sort()).toEqual([...ofOperations, 'output'].sort());
		for (const file of Object.keys(cases)) expect(schemaOf(file).properties).toBeDefined();
	});

	it.each(Object.keys(cases))('%s names every field of the items, and no other', async (file) => {
		const schema = schemaOf(file);
		const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
		addFormats(ajv);
		// n8n takes unknown fields too, as they are there without Simplify.
		const validate = ajv.compile({ ...schema, additionalProperties: false });
		const items = await cases[file]!();
		for (const item of items) expect(validate(item) ? [] : [item, validate.errors]).toEqual([]);
		const fields = new Set(items.flatMap((item) => Object.keys(item)));
		expect([...fields].sort()).toEqual(Object.keys(schema.properties).sort());
	});

	it('name every outcome that there may be', () => {
		const outcomesIn = (file: string) => schemaOf(file).properties.outcome!.enum;
		expect(outcomesIn('call/placeAndWait')).toEqual(OUTCOMES);
		expect(outcomesIn('output')).toEqual(OUTCOMES.filter((outcome) => outcome !== 'timed_out'));
	});

	it('are short enough for the part of them that n8n shows to its assistants', () => {
		for (const file of Object.keys(cases)) {
			expect(JSON.stringify(schemaOf(file), null, 2).length).toBeLessThanOrEqual(3_000);
		}
	});
});
