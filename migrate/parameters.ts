import { isObject } from './exported';
import type { Note } from './report';

/** Where the value of a parameter is cut in the report. */
const SHOWN_CHARACTERS = 200;

/** The chosen CallCow workflow, whichever way the earlier node has stored it. */
export function workflowChoice(stored: unknown, note: Note): Record<string, unknown> {
	const { value, mode, ...rest } = isObject(stored) ? stored : { value: stored, mode: 'id' };
	if (value === undefined || value === null || value === '') {
		note.todo('No Workflow is selected.');
		return { __rl: true, mode: 'list', value: '' };
	}
	return { ...rest, __rl: true, mode: mode === 'list' ? 'list' : 'id', value };
}

/** Tells of parameters that have no place in the new node. Nothing is dropped in silence. */
export function leftOver(
	parameters: Readonly<Record<string, unknown>>,
	note: Note,
	under = '',
): void {
	for (const [name, value] of Object.entries(parameters)) {
		if (value === undefined || value === '') continue;
		const text = JSON.stringify(value);
		const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
		note.todo(`${under}${name} has no equivalent and was left out. Its value was ${shown}`);
	}
}
