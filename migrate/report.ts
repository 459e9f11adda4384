/** What the person who migrates should know, and about which node. */
export interface Remark {
	/** `changed` is done; `todo` is left to the person. */
	readonly kind: 'changed' | 'todo';
	/** The name of a node, or undefined for the workflow. */
	readonly node?: string;
	readonly text: string;
}

/** Takes remarks about one node, or about the workflow. */
export interface Note {
	changed(text: string): void;
	todo(text: string): void;
}

export class Remarks {
	readonly all: Remark[] = [];

	of(node?: string): Note {
		const add = (kind: Remark['kind']) => (text: string) => {
			this.all.push({ kind, ...(node !== undefined && { node }), text });
		};
		return { changed: add('changed'), todo: add('todo') };
	}
}

/** The remarks about one workflow, as lines to read. */
export function reportLines(name: string | undefined, remarks: readonly Remark[]): string[] {
	const of = (kind: Remark['kind'], title: string) => {
		const lines = remarks
			.filter((remark) => remark.kind === kind)
			.map(({ node, text }) => `    - ${node === undefined ? '' : `${node}: `}${text}`);
		return lines.length === 0 ? [] : [`  ${title}`, ...lines];
	};
	return [
		name === undefined ? 'Workflow' : `Workflow "${name}"`,
		...of('changed', 'Changed:'),
		...of('todo', 'To do:'),
	];
}
