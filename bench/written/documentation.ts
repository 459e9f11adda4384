/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPage } from './page';
import type { Section } from './section';
import type { Subject } from './subject';

const docs = join(__dirname, '..', '..', 'docs');

/** Writes `docs/benchmarks.md` and its pictures from the results that are kept; what was never measured is left out. */
export async function writeDocumentation(subjects: readonly Subject[]): Promise<void> {
	const sections: Section[] = [];
	for (const subject of subjects) {
		const section = await subject.readSection();
		if (section !== undefined) sections.push(section);
	}
	await mkdir(join(docs, 'images'), { recursive: true });
	for (const { file, svg } of sections.flatMap(({ pictures }) => pictures)) {
		await writeFile(join(docs, 'images', file), `${svg}\n`);
	}
	await writeFile(join(docs, 'benchmarks.md'), renderPage(sections));
}
