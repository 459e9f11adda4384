/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guards } from '../measured/guards/guards';
import { guardsSection } from '../measured/guards/section';
import { campaign } from '../measured/campaign/campaign';
import { campaignSection } from '../measured/campaign/section';
import { loading } from '../measured/load/loading';
import { loadSection } from '../measured/load/section';
import { renderPage } from './page';
import { floor } from '../measured/place/floor';
import { floorSection } from '../measured/place/floor-section';
import { place } from '../measured/place/place';
import { placeSection } from '../measured/place/section';
import { fourProcesses } from '../measured/rate-limit/four-processes';
import { oneProcess } from '../measured/rate-limit/one-process';
import { rateLimitSection } from '../measured/rate-limit/section';
import { resume } from '../measured/resume/resume';
import { resumeSection } from '../measured/resume/section';
import { readResult } from './results';
import type { Section } from './section';
import { serverSection } from '../measured/server/section';
import { serverSettings } from '../measured/server/settings';
import { webhookProcesses } from '../measured/server/webhook-processes';
import { triggerSection } from '../measured/trigger/section';
import { trigger } from '../measured/trigger/trigger';

const docs = join(__dirname, '..', '..', 'docs');

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
