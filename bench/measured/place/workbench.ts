/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import type { RunningN8n } from '../../../local-n8n/process';
import { byHand, list, node, workflowOf } from '../../../test/support/workflow-builder';
import { callCowNodeOf, httpRequestNodeOf, type Target } from '../calling-nodes';
import { people } from '../people';
import { simulateCallCow, type SimulatedCallCow } from '../simulated-callcow';

/** A node that places calls. `bare` does nothing but hand the requests to n8n; `bareWithFields` has the two fields evaluated before. */
export type Way = 'callCow' | 'httpRequest' | 'bare' | 'bareWithFields';

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
export interface Workbench extends SimulatedCallCow {
	readonly n8n: RunningN8n;
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

/** Close the simulator at the end. */
export async function openWorkbench(n8n: RunningN8n, signal: AbortSignal): Promise<Workbench> {
	return { n8n, signal, ...(await simulateCallCow(n8n.client)) };
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
