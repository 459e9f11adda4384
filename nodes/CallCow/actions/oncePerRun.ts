import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Reads something once for each run of a node, for what is the same for all of its items and takes n8n
 * its time: an expression, the data that expressions see. n8n makes a new context for each run.
 */
export function oncePerRun<T>(
	read: (context: IExecuteFunctions) => T,
): (context: IExecuteFunctions) => T {
	const known = new WeakMap<IExecuteFunctions, { readonly value: T }>();
	return (context) => {
		const found = known.get(context) ?? { value: read(context) };
		known.set(context, found);
		return found.value;
	};
}
