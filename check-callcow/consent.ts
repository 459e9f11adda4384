import { readPhoneNumber } from '../nodes/CallCow/domain/phone/readPhoneNumber';
import type { Terminal } from './terminal';

const given = Symbol('given by somebody at the terminal');

/** That somebody at the terminal has agreed to have this number phoned. Only {@link askForNumber} makes one. */
export class Consent {
	constructor(
		readonly e164: string,
		proof: typeof given,
	) {
		if (proof !== given) throw new TypeError('No one has agreed to that');
	}
}

export type ConsentReading = { ok: true; consent: Consent } | { ok: false; reason: string };

/** Has the number of `--call` typed once more, and agrees only to one that is the same. */
export async function askForNumber(e164: string, terminal: Terminal): Promise<ConsentReading> {
	const typed = await terminal.line('Type the --call number again: ');
	if (typed.trim() === '') return { ok: false, reason: 'the number was not typed again' };
	const again = readPhoneNumber(typed);
	return again.ok && again.e164 === e164
		? { ok: true, consent: new Consent(e164, given) }
		: { ok: false, reason: 'the number you typed is not the --call number' };
}
