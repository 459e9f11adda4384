import type { Check } from './check';
import { askForNumber, type Consent } from './consent';
import type { Terminal } from './terminal';

/** What whoever is at the terminal has agreed to. */
export interface Consents {
	readonly number?: Consent;
	/** Why a check is not run, or undefined when it may be. */
	whyNot(check: Check): string | undefined;
}

/**
 * Asks for everything that has a price, at once: between the test call and its repeat nobody should be
 * asked, for CallCow remembers the key for five minutes only.
 *
 * @param call the number of `--call`
 */
export async function askForConsents(
	checks: readonly Check[],
	call: string | undefined,
	terminal: Terminal,
): Promise<Consents> {
	const refusals = new Map<Check, string>();
	const refuse = (kinds: Array<Check['kind']>, reason: string) => {
		for (const check of checks) if (kinds.includes(check.kind)) refusals.set(check, reason);
	};
	const consents = (number?: Consent): Consents => ({
		...(number === undefined ? {} : { number }),
		whyNot: (check) => refusals.get(check),
	});

	if (call === undefined) refuse(['phoning'], 'Only with --call');
	if (!terminal.isInteractive) {
		const kinds: Array<Check['kind']> = call === undefined ? ['asked'] : ['asked', 'phoning'];
		refuse(kinds, 'Needs a yes, but no one is at the terminal');
		return consents();
	}
	const reading = call === undefined ? undefined : await askForNumber(call, terminal);
	if (reading?.ok === false) refuse(['phoning'], `No consent: ${reading.reason}`);
	for (const check of checks) {
		if (check.kind === 'harmless' || refusals.has(check)) continue;
		const isInVain = check.kind === 'phoning' && check.after && refusals.has(check.after);
		if (isInVain || !(await terminal.yes(check.question))) refusals.set(check, 'No consent');
	}
	return consents(reading?.ok === true ? reading.consent : undefined);
}
