/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guards } from './guards/guards';
import { guardsSection } from './guards/section';
import { campaign } from './campaign/campaign';
import { campaignSection } from './campaign/section';
import { loading } from './load/loading';
import { loadSection } from './load/section';
import { renderPage } from './page';
import { floor } from './place/floor';
import { floorSection } from './place/floor-section';
import { place } from './place/place';
import { placeSection } from './place/section';
import { fourProcesses } from './rate-limit/four-processes';
import { oneProcess } from './rate-limit/one-process';
import { rateLimitSection } from './rate-limit/section';
import { resume } from './resume/resume';
import { resumeSection } from './resume/section';
import { readResult } from './results';
import type { Section } from './section';
import { serverSection } from './server/section';
import { serverSettings } from './server/settings';
import { webhookProcesses } from './server/webhook-processes';
import { triggerSection } from './trigger/section';
import { trigger } from './trigger/trigger';

const docs = join(__dirname, '..', 'docs');

/** Writes `docs/benchmarks.md` and its pictures from the results that are kept. */
export async function writeDocumentation(): Promise<void> {
	const sections = await readSections();
	await mkdir(join(docs, 'images'), { recursive: true });
	for (const { file, svg } of sections.flatMap(({ pictures }) => pictures)) {
		await writeFile(join(docs, 'images', file), `${svg}\n`);
	}
	await writeFile(join(docs, 'benchmarks.md'), renderPage(sections));
}

/** In the order of the page; what was never measured is left out. */
async function readSections(): Promise<Section[]> {
	const sections = [
		triggerSection(await readResult(trigger)),
		placeSection(await readResult(place)),
		guardsSection(await readResult(guards)),
		floorSection(await readResult(floor)),
		resumeSection(await readResult(resume)),
		campaignSection(await readResult(campaign)),
		loadSection(await readResult(loading)),
		rateLimitSection(await readResult(oneProcess), await readResult(fourProcesses)),
		serverSection(await readResult(serverSettings), await readResult(webhookProcesses)),
	];
	return sections.filter((section) => section !== undefined);
}
