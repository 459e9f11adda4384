import { campaign } from './measured/campaign/campaign';
import { campaignSection } from './measured/campaign/section';
import { loading } from './measured/load/loading';
import { loadSection } from './measured/load/section';
import { floor } from './measured/place/floor';
import { floorSection } from './measured/place/floor-section';
import { place } from './measured/place/place';
import { guards } from './measured/place/guards';
import { guardsSection } from './measured/place/guards-section';
import { placeSection } from './measured/place/place-section';
import { fourProcesses } from './measured/rate-limit/four-processes';
import { oneProcess } from './measured/rate-limit/one-process';
import { rateLimitSection } from './measured/rate-limit/section';
import { resume } from './measured/resume/resume';
import { resumeSection } from './measured/resume/section';
import { serverSection } from './measured/trigger/server-section';
import { serverSettings } from './measured/trigger/settings';
import { webhookProcesses } from './measured/trigger/webhook-processes';
import { triggerSection } from './measured/trigger/trigger-section';
import { trigger } from './measured/trigger/trigger';
import { ofOne, ofTwo, type Subject } from './written/subject';

/** All that is measured, in the order of the page. */
export const subjects: readonly Subject[] = [
	ofOne(trigger, triggerSection),
	ofOne(place, placeSection),
	ofOne(guards, guardsSection),
	ofOne(floor, floorSection),
	ofOne(resume, resumeSection),
	ofOne(campaign, campaignSection),
	ofOne(loading, loadSection),
	ofTwo(oneProcess, fourProcesses, rateLimitSection),
	ofTwo(serverSettings, webhookProcesses, serverSection),
];
