/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published with the nodes: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { WorkflowRecord } from '../calls/workflows';
import type { Scene } from '../plan/replay';
import { scenesOf } from './recorded-scenes';

/** A file that the command was told to read, and cannot. */
export class CannotRead extends Error {
	constructor(path: string, reason: string) {
		super(`Cannot read ${path}: ${reason}`);
	}
}

/** @throws {CannotRead} when it holds no request that places a call */
export function readRecording(path: string): Scene[] {
	const scenes = read(path, scenesOf);
	if (scenes.length > 0) return scenes;
	throw new CannotRead(path, 'it contains no request that places a call');
}

const workflowsSchema = z.array(z.object({ id: z.string().min(1), name: z.string().nullable() }));

/** Reads a list of workflows, or an object that has it under `workflows`, as the API answers it. */
export function readWorkflows(path: string): WorkflowRecord[] {
	return read(path, (text) => {
		const json = JSON.parse(text) as unknown;
		const list = Array.isArray(json) ? json : (json as { workflows?: unknown } | null)?.workflows;
		const workflows = workflowsSchema.safeParse(list);
		if (workflows.success) return workflows.data;
		throw new SyntaxError('it is not a list of workflows that each have "id" and "name"');
	});
}

function read<Content>(path: string, parse: (text: string) => Content): Content {
	try {
		return parse(readFileSync(path, 'utf8'));
	} catch (error) {
		throw new CannotRead(path, (error as Error).message);
	}
}
