/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../../support/markdown-page';
import { roomDiagram, roomNames, roomOf } from '../../support/room-diagram';
import { importsIn } from '../../support/source-imports';

const root = path.join(__dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
const pictures = [...page.matchAll(/```mermaid\n([^]*?)\n```/g)].map(([, picture]) => picture!);

/** A picture names a file or folder by its path, where `.ts` may be left out. */
function pathsIn(picture: string): string[] {
	const texts = picture.replace(/<[^>]*>/g, ' ');
	return [...texts.matchAll(/(?<![\w/])[a-z][\w-]*\/[\w./-]*/g)].map(([found]) => found);
}

function isThere(name: string): boolean {
	return ['nodes/CallCow', '.'].some((folder) =>
		[name, `${name}.ts`].some((file) => existsSync(path.join(root, folder, file))),
	);
}

async function sources(): Promise<string[]> {
	return (await filesBelow(root)).filter((file) => file.endsWith('.ts'));
}

describe('docs/architecture.md', () => {
	it('draws the rooms as they import each other', async () => {
		const folders = new Set((await sources()).map((file) => file.split('/')[0]!));
		expect(pictures).toContain(roomDiagram(importsIn(...folders)));
	});

	it('draws a room for each source, and none that is empty', async () => {
		const held = (await sources()).map(roomOf);
		expect([...new Set(held)].sort()).toEqual([...roomNames].sort());
	});

	it('names files and folders that there are', () => {
		const named = pictures.flatMap(pathsIn);
		expect(named.length).toBeGreaterThan(30);
		expect(named.filter((name) => !isThere(name))).toEqual([]);
	});
});

describe('the paths in a picture', () => {
	it('are found, and what CallCow is asked for is none', () => {
		const picture =
			'a["<b>domain/</b><br/>I/O"]\nparticipant C as transport/client\nP->>A: POST /call-prompt';
		expect(pathsIn(picture)).toEqual(['domain/', 'transport/client']);
	});
});
