/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';

import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';

const folder = join(__dirname, '..', '..', 'examples');

/** The names of all workflows in `examples/`, in alphabetical order. */
export async function exampleFiles(): Promise<string[]> {
	return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
}

/** An example as somebody who imports the file gets it. */
export async function readExample(file: string): Promise<WorkflowDefinition> {
	return JSON.parse(await readFile(join(folder, file), 'utf8')) as WorkflowDefinition;
}

/** A list that comes with an example. */
export async function readExampleList(file: string): Promise<string> {
	return await readFile(join(folder, file), 'utf8');
}

/** The workflow with these credentials chosen in every node that asks for one of their type. */
export function withCredentials(
	workflow: WorkflowDefinition,
	...credentials: StoredCredential[]
): WorkflowDefinition {
	const choose = (node: INode): INode => {
		const chosen = Object.entries(node.credentials ?? {}).map(([type, placeholder]) => {
			const credential = credentials.find((candidate) => candidate.type === type);
			return [type, credential ? { id: credential.id, name: credential.name } : placeholder];
		});
		return node.credentials ? { ...node, credentials: Object.fromEntries(chosen) } : node;
	};
	return { ...workflow, nodes: workflow.nodes.map(choose) };
}

/**
 * The workflow with some parameters of one node replaced.
 * @throws when the workflow has no node of that name, so that no test goes on with what it did not change
 */
export function withParameters(
	workflow: WorkflowDefinition,
	nodeName: string,
	parameters: IDataObject,
): WorkflowDefinition {
	if (!workflow.nodes.some(({ name }) => name === nodeName)) {
		throw new Error(`"${workflow.name}" has no node "${nodeName}".`);
	}
	const change = (node: INode): INode =>
		node.name === nodeName
			? { ...node, parameters: { ...node.parameters, ...(parameters as INode['parameters']) } }
			: node;
	return { ...workflow, nodes: workflow.nodes.map(change) };
}
