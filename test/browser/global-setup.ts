/* eslint-disable no-console -- never published: runs on the developer's machine */
import { requireChromium } from '../../screenshots/chromium';
import startSharedN8n from '../e2e/global-setup';

/** Sees to it that there is a browser, and an n8n for the page to be tested with. */
export default async function globalSetup(): Promise<void> {
	await requireChromium((line) => {
		console.log(line);
	});
	await startSharedN8n();
}
