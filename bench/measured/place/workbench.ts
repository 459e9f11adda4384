/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import type { RunningN8n } from '../../../local-n8n/process';
import type { StoredCredential } from '../../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { byHand, list, node, workflowOf } from '../../../test/support/workflow-builder';
import { callCowNodeOf, httpRequestNodeOf, type Target } from '../calling-nodes';
import { people } from '../people';

/** The two nodes that are compared, in the order in which they stand everywhere. */
export const ways = ['callCow', 'httpRequest'] as const;

/** `bare` does nothing but hand the requests to n8n; `bareWithFields` has the two fields evaluated before. */
export type Way = (typeof ways)[number] | 'bare' | 'bareWithFields';

/** What n8n has to be started with for the bare ways, whose node is a file and no package. */
export const settingsForBare: Readonly<Record<string, string>> = {
	N8N_CUSTOM_EXTENSIONS: join(__dirname, 'nodes'),
};

const nodes: Readonly<Record<Way, (target: Target) => INode>> = {
	callCow: callCowNodeOf,
	httpRequest: (target) => httpRequestNodeOf(target),
	bare: (target) => bareCallerOf(target, {}),
	bareWithFields: (target) =>
		bareCallerOf(target, {
			hasFields: true,
			phone: '={{ $json.phone }}',
			prompt: '={{ $json.prompt }}',
		}),
};

function bareCallerOf({ baseUrl, credential: { id, name } }: Target, fields: IDataObject): INode {
	return node(
		'Bare Caller',
		'CUSTOM.bareCaller',
		{ url: `${baseUrl}/call-prompt`, ...fields },
		{ credentials: { callCowApi: { id, name } } },
	);
}

/** One n8n and one simulator, for all runs of both nodes. */
export interface Workbench {
	readonly n8n: RunningN8n;
	readonly simulator: Simulator;
	readonly credential: StoredCredential;
	/** Aborted when the user wants to stop. */
	readonly signal: AbortSignal;
}

/** A stored workflow, in which one node places calls. */
export interface CallingWorkflow {
	readonly id: string;
	readonly nodeName: string;
	/** Who should be phoned, each once. */
	readonly phones: readonly string[];
}

/** The highest that the credential takes: nobody waits for the pace. */
const requestsPerMinute = 100_000;

/** Close the simulator at the end. */
export async function openWorkbench(n8n: RunningN8n, signal: AbortSignal): Promise<Workbench> {
	const simulator = await startSimulator({
		requestsPerMinute,
		// Calls that end by themselves would do so while the next run is measured.
		script: { default: { outcome: 'manual' } },
	});
	const { apiKey, baseUrl } = simulator;
	const credential = await n8n.client.createCredential({
		name: 'CallCow simulator',
		type: 'callCowApi',
		data: { apiKey, baseUrl, callbackSecret: '', requestsPerMinute },
	});
	return { n8n, simulator, credential, signal };
}

/** Stores a workflow in which one of the nodes phones so many people. */
export async function storeWorkflow(
	{ n8n, simulator: { baseUrl }, credential }: Workbench,
	way: Way,
	items: number,
): Promise<CallingWorkflow> {
	const everybody = people(items);
	const calling = nodes[way]({ baseUrl, credential });
	const { id } = await n8n.client.createWorkflow(
		workflowOf(`${calling.name}, ${items} items`, [byHand(), list(everybody), calling]),
	);
	return { id, nodeName: calling.name, phones: everybody.map(({ phone }) => phone) };
}
