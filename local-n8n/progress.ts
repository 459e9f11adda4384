/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */

/** Receives one line of progress, without a line break. */
export type OnProgress = (line: string) => void;

const reportEveryMs = 5_000;

/**
 * Runs one long step and says that it began, every five seconds how long it has taken, and that it is done.
 *
 * @param work gets a function to say how far the step is; the latest words stand in the next progress line.
 */
export async function reportStep<T>(
	onProgress: OnProgress,
	step: string,
	work: (setDetail: (detail: string) => void) => Promise<T>,
): Promise<T> {
	const startedAt = Date.now();
	const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
	let detail = '';
	onProgress(`${step}…`);
	const timer = setInterval(() => {
		onProgress(`${step}… ${elapsed()}${detail === '' ? '' : ` (${detail})`}`);
	}, reportEveryMs);
	try {
		const result = await work((words) => {
			detail = words;
		});
		onProgress(`${step}: done in ${elapsed()}`);
		return result;
	} finally {
		clearInterval(timer);
	}
}
