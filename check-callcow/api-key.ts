import { CannotContinue } from '../local-n8n/cannot-continue';
import type { Terminal } from './terminal';

export const KEY_VARIABLE = 'CALLCOW_API_KEY';

/**
 * The key from the environment, or from whoever is at the terminal.
 * @throws CannotContinue when there is none, or when it cannot be one
 */
export async function readApiKey(
	env: Readonly<Record<string, string | undefined>>,
	terminal: Terminal,
): Promise<string> {
	const given = env[KEY_VARIABLE]?.trim() ?? '';
	if (given !== '') return asKey(given);
	if (!terminal.isInteractive) {
		throw new CannotContinue(
			`There is no API key. Set it in the environment variable ${KEY_VARIABLE}.`,
		);
	}
	return asKey(
		(await terminal.hidden('CallCow API key, from Settings > API Keys (not shown): ')).trim(),
	);
}

/** What is in no header is not sent, and what is not a key hides nothing in what is shown. */
function asKey(text: string): string {
	if (/^[\x21-\x7e]{12,}$/.test(text)) return text;
	throw new CannotContinue(
		'That is not a CallCow API key. Copy the whole key from Settings > API Keys. It starts with ck_live_.',
	);
}
