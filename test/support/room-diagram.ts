import type { SourceImports } from './source-imports';

interface Room {
	/** What stands in its box: the folder or files, and in a few words what they are for. */
	readonly name: string;
	readonly says: string;
	/** The paths of its sources, unless a room before it has them. */
	readonly sources: RegExp;
}

const folder = (path: string, says: string): Room => ({
	name: path.replace('nodes/CallCow/', ''),
	says,
	sources: new RegExp(`^${path}`),
});

const PUBLISHED: readonly Room[] = [
	{ name: '*.node.ts', says: 'the shells', sources: /^nodes\/CallCow\/\w+\.node\.ts$/ },
	folder('credentials/', 'the account'),
	folder('nodes/CallCow/actions/', 'the CallCow node'),
	folder('nodes/CallCow/trigger/', 'the CallCow Trigger'),
	{ name: 'workflow*.ts, …', says: 'what both offer', sources: /^nodes\/CallCow\/\w+\.ts$/ },
	folder('nodes/CallCow/transport/', 'requests, pace, retries'),
	folder('nodes/CallCow/domain/', 'rules'),
];

const BESIDE: readonly Room[] = [
	folder('check-callcow/', 'asks the real API'),
	folder('simulator/', 'CallCow on your machine'),
	{
		name: 'bench/, demo/, …',
		says: 'for developers',
		sources: /^(bench|demo|migrate|numbering|release|screenshots)\//,
	},
	folder('local-n8n/', 'a pinned n8n'),
	folder('test/', 'holds it all'),
];

const ROOMS = [...PUBLISHED, ...BESIDE];

export const roomNames: readonly string[] = ROOMS.map(({ name }) => name);

/** Where a source stands in the picture. */
export function roomOf(source: string): string {
	const room = ROOMS.find(({ sources }) => sources.test(source));
	if (room === undefined) throw new Error(`${source} is in no room of the picture`);
	return room.name;
}

/**
 * The rooms, and which of them import which, in Mermaid: as the imports are, not as they may be. What the tests import
 * is left out: everything.
 */
export function roomDiagram(imports: SourceImports): string {
	const idOf = (name: string) => `r${roomNames.indexOf(name)}`;
	const box = ({ name, says }: Room) => `${idOf(name)}["<b>${name}</b><br/>${says}"]`;
	const arrows = [...imports].flatMap(([source, imported]) =>
		imported
			.map((other) => [roomOf(source), roomOf(other)] as const)
			.filter(([from, to]) => from !== to && from !== 'test/')
			.map(([from, to]) => `${idOf(from)} --> ${idOf(to)}`),
	);
	return [
		'flowchart TB',
		'    subgraph published ["what is published"]',
		...PUBLISHED.map((room) => `        ${box(room)}`),
		'    end',
		...BESIDE.map((room) => `    ${box(room)}`),
		...[...new Set(arrows)].sort(inOrder).map((arrow) => `    ${arrow}`),
	].join('\n');
}

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
