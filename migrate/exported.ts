/** A workflow as n8n exports it. What is not named here is passed on as it is. */
export interface ExportedWorkflow {
	readonly name?: string;
	readonly active?: boolean;
	readonly nodes: readonly ExportedNode[];
	readonly connections?: Readonly<Record<string, unknown>>;
	readonly staticData?: unknown;
	readonly [field: string]: unknown;
}

export interface ExportedNode {
	readonly name: string;
	readonly type: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, unknown>>;
	readonly webhookId?: string;
	readonly [field: string]: unknown;
}

export type ExportReading =
	| {
			readonly ok: true;
			readonly workflows: readonly ExportedWorkflow[];
			/** Puts workflows back into the shape in which these were found. */
			readonly wrap: (workflows: readonly ExportedWorkflow[]) => unknown;
	  }
	| { readonly ok: false; readonly reason: string };

/**
 * Reads what n8n gives out: one workflow (from the editor's menu, or copied from its canvas), a list (from its command
 * line), or either in `data` (from its API).
 */
export function readExport(text: string): ExportReading {
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (error) {
		return { ok: false, reason: `It is not JSON: ${(error as Error).message}` };
	}
	return readValue(value) ?? { ok: false, reason: 'It contains no n8n workflow.' };
}

function readValue(value: unknown): ExportReading | undefined {
	if (isWorkflow(value)) {
		return { ok: true, workflows: [value], wrap: ([workflow]) => workflow };
	}
	if (Array.isArray(value)) {
		if (value.length === 0 || !value.every(isWorkflow)) return undefined;
		return { ok: true, workflows: value, wrap: (workflows) => workflows };
	}
	if (!isObject(value)) return undefined;
	const inside = readValue(value.data);
	return inside?.ok
		? { ...inside, wrap: (workflows) => ({ ...value, data: inside.wrap(workflows) }) }
		: undefined;
}

function isWorkflow(value: unknown): value is ExportedWorkflow {
	return isObject(value) && Array.isArray(value.nodes) && value.nodes.every(isNode);
}

function isNode(value: unknown): value is ExportedNode {
	return isObject(value) && typeof value.name === 'string' && typeof value.type === 'string';
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
