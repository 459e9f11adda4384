/** What takes processor time while n8n takes a request, from the node outwards. */
export const PARTS = [
	"the node's own files",
	'expression engine',
	'database',
	'n8n and its other libraries',
	'Node.js: network, files, timers',
	'garbage collection',
	'native code and system',
] as const;

export type Part = (typeof PARTS)[number];

/** A profile of V8, as far as it is read here. @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/ */
export interface Profile {
	readonly nodes: ReadonlyArray<{
		readonly id: number;
		readonly callFrame: { readonly functionName: string; readonly url: string };
	}>;
	/** The node that was running, at each sample. */
	readonly samples: readonly number[];
	/** Microseconds since the sample before. */
	readonly timeDeltas: readonly number[];
}

/** Milliseconds that the main thread has spent in each part; waiting is no part. */
export function timeByPart({ nodes, samples, timeDeltas }: Profile): Record<Part, number> {
	const partOfNode = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
	const time = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<Part, number>;
	samples.forEach((id, index) => {
		const part = partOfNode.get(id);
		// A sample's time is the one that passes until the next.
		if (part !== undefined) time[part] += (timeDeltas[index + 1] ?? 0) / 1_000;
	});
	return time;
}

/** By the file in which the time was spent, so that what continues after a wait is counted where it runs. */
function partOf({
	functionName,
	url,
}: {
	readonly functionName: string;
	readonly url: string;
}): Part | undefined {
	if (functionName === '(idle)') return undefined;
	if (functionName === '(garbage collector)') return 'garbage collection';
	if (url === '') return 'native code and system';
	if (url.startsWith('node:')) return 'Node.js: network, files, timers';
	const file = url.split('/node_modules/').at(-1) ?? url;
	return PART_OF_FILE.find(([pattern]) => pattern.test(file))?.[1] ?? 'n8n and its other libraries';
}

/** Files without what stands before the last `node_modules/`: there, folders are named after many packages. */
const PART_OF_FILE: ReadonlyArray<readonly [RegExp, Part]> = [
	[
		/^n8n-nodes-callcow\/|BareTrigger\.node\.js$|^n8n-nodes-base\/dist\/nodes\/Webhook\//,
		"the node's own files",
	],
	[/^(@n8n\/expression-runtime|@n8n\/tournament|isolated-vm)\//, 'expression engine'],
	[/^(@n8n\/typeorm|@n8n\/db|typeorm|sqlite3|@appthreat\/sqlite3)\//, 'database'],
];
