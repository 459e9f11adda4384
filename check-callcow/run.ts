/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the user's machine */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { CannotContinue } from '../local-n8n/cannot-continue';
import { DEFAULT_BASE_URL } from '../nodes/CallCow/domain/apiAddress';
import { CallCow, Stopped } from './callcow';
import type { Check, Finding, Outcome } from './check';
import { allChecks } from './checks/all';
import type { Settings } from './command-line';
import { askForConsents, type Consents } from './consents';
import { findingsFile, withoutSecrets, type Circumstances } from './findings';
import { whyUnusable } from './usable';
import { summary, tableHead, tableRow } from './table';
import type { Terminal } from './terminal';

export interface Surroundings extends Omit<Circumstances, 'isCallCowsOwn'> {
	readonly apiKey: string;
	readonly terminal: Terminal;
	/** Where to tell of what is otherwise. */
	readonly issues: string;
}

/**
 * Runs every check that may be run, and gives the exit status: 0 when nothing is otherwise than believed.
 * @throws CannotContinue when no comparison is possible
 */
export async function run(settings: Settings, surroundings: Surroundings): Promise<0 | 1> {
	const { apiKey, terminal } = surroundings;
	const { baseUrl, call, findings: file } = settings;
	if (file !== undefined && existsSync(file.file)) {
		throw new CannotContinue(`${file.file} already exists. Choose another file with --findings.`);
	}
	const callcow = new CallCow(baseUrl, apiKey);
	const checks = allChecks(settings);
	const findings: Finding[] = [];
	let consents: Consents | undefined;

	terminal.say(`Checking ${baseUrl}. No one is called without your consent.\n`);
	for (const [index, check] of checks.entries()) {
		// Late, so that whoever is asked has seen what came so far.
		if (check.kind !== 'harmless' && consents === undefined) {
			consents = await askForConsents(checks, call, terminal);
		}
		const { what, believes } = check;
		const outcome = await outcomeOf(check, callcow, consents);
		if (index === 0) {
			const reason = whyUnusable(callcow.replies[0]);
			if (reason !== undefined) throw new CannotContinue(reason);
			terminal.say(tableHead());
		}
		const secrets = [apiKey, ...(call === undefined ? [] : [call, call.slice(1)])];
		const finding = withoutSecrets({ what, believes, ...outcome }, secrets);
		findings.push(finding);
		terminal.say(tableRow(finding));
	}
	terminal.say(`\n${summary(findings)}.`);

	const isOtherwise = findings.some(({ verdict }) => verdict === 'different');
	if (file !== undefined) {
		const circumstances = {
			...circumstancesOf(surroundings),
			isCallCowsOwn: baseUrl === DEFAULT_BASE_URL,
		};
		await write(file.file, findingsFile(findings, circumstances, file.format));
		terminal.say(
			`Findings written to ${file.file}. Read the file before you attach it to anything.`,
		);
	}
	if (isOtherwise) {
		const attach =
			file === undefined
				? 'run this again with --findings, and attach the file'
				: 'attach the file';
		terminal.say(
			`Please tell the maintainers: open an issue at ${surroundings.issues}, and ${attach}.`,
		);
	}
	return isOtherwise ? 1 : 0;
}

async function outcomeOf(check: Check, callcow: CallCow, consents?: Consents): Promise<Outcome> {
	const whyNot = consents?.whyNot(check);
	if (whyNot !== undefined) return { verdict: 'skipped', came: whyNot };
	try {
		if (check.kind !== 'phoning') return await check.run(callcow);
		const number = consents?.number;
		if (number === undefined) return { verdict: 'skipped', came: 'No consent' };
		return await check.run(callcow, number);
	} catch (error) {
		if (!(error instanceof Stopped)) throw error;
		return {
			verdict: 'skipped',
			came: 'Not sent: CallCow accepted, or may have accepted, an earlier request that it should have refused',
		};
	}
}

function circumstancesOf({ packageVersion, nodeVersion, date }: Surroundings) {
	return { packageVersion, nodeVersion, date };
}

async function write(file: string, text: string): Promise<void> {
	try {
		await writeFile(file, text, { flag: 'wx' });
	} catch (error) {
		throw new CannotContinue(`${file} could not be written: ${(error as Error).message}`);
	}
}
