import { isObject, type ExportedNode, type ExportedWorkflow } from './exported';
import type { Remarks } from './report';

/** The one field of the earlier Callcow node's output that the new node's does not have. */
const LOST_FIELD = 'message';

const readsLostField = /\bmessage\b/;
const readsInput = /\$json|\$input|\bitems?\b|_json|_input/;

/**
 * Points out where other nodes may read what only the earlier node gave: by its name, or as their input. The other
 * field, `success`, is there as before, and so is all that the trigger gives.
 */
export function remarkOnReferences(
	workflow: ExportedWorkflow,
	callNodes: readonly ExportedNode[],
	remarks: Remarks,
): void {
	const names = callNodes.map(({ name }) => name);
	const following = namesBehind(workflow, names);
	for (const node of workflow.nodes) {
		for (const { path, text } of textsIn(node.parameters, '')) {
			if (!isEvaluated(path, text) || !readsLostField.test(text)) continue;
			const named = names.find((name) => isQuotedIn(text, name));
			const isInput = following.has(node.name) && readsInput.test(text);
			if (named === undefined && !isInput) continue;
			remarks
				.of(node.name)
				.todo(
					`${path} may read "${LOST_FIELD}" of ${named ?? 'the earlier node'}. The new node does not return that field. Use workflow_id, recipient_phone, or success.`,
				);
		}
	}
}

/** Points out workflows inside parameters, such as in Execute Sub-workflow: they are not migrated. */
export function remarkOnInnerWorkflows(
	{ nodes }: ExportedWorkflow,
	earlierTypes: readonly string[],
	remarks: Remarks,
): void {
	for (const node of nodes) {
		for (const { path, text } of textsIn(node.parameters, '')) {
			if (!earlierTypes.some((type) => text.includes(type))) continue;
			remarks
				.of(node.name)
				.todo(
					`${path} contains a workflow with an earlier node. Migrate that workflow separately.`,
				);
		}
	}
}

/** Expressions, and the code of Code nodes; everything else is only text. */
function isEvaluated(path: string, text: string): boolean {
	return text.startsWith('=') || /code$/i.test(path);
}

function isQuotedIn(text: string, name: string): boolean {
	return [`'`, `"`, '`'].some((quote) => text.includes(`${quote}${name}${quote}`));
}

function namesBehind(
	{ connections = {} }: ExportedWorkflow,
	names: readonly string[],
): Set<string> {
	const behind = new Set<string>();
	for (const name of names) collectNodes(connections[name], behind);
	return behind;
}

function collectNodes(value: unknown, found: Set<string>): void {
	if (Array.isArray(value)) {
		for (const entry of value) collectNodes(entry, found);
	} else if (isObject(value)) {
		if (typeof value.node === 'string') found.add(value.node);
		else for (const entry of Object.values(value)) collectNodes(entry, found);
	}
}

function* textsIn(value: unknown, path: string): Generator<{ path: string; text: string }> {
	if (typeof value === 'string') yield { path, text: value };
	if (typeof value !== 'object' || value === null) return;
	for (const [key, entry] of Object.entries(value)) {
		yield* textsIn(entry, path === '' ? key : `${path}.${key}`);
	}
}
