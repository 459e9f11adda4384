import { conceal } from '../nodes/CallCow/domain/conceal';
import type { Finding } from './check';
import { summary } from './table';

/** What a finding was made with. */
export interface Circumstances {
	readonly packageVersion: string;
	readonly nodeVersion: string;
	/** The day, and no time of it. */
	readonly date: string;
	/** Whether the base URL is CallCow's own. Another one may be nobody else's business. */
	readonly isCallCowsOwn: boolean;
}

const E_MAIL_ADDRESSES = /[^\s@{}[\]"']+@[^\s@{}[\]"']+/g;

/**
 * The same finding without secrets, phone numbers and e-mail addresses. None should be in it, because it
 * is made of shapes: this is a second net.
 */
export function withoutSecrets(finding: Finding, secrets: readonly string[]): Finding {
	const { came } = finding;
	const concealed = String(conceal(came, secrets));
	return { ...finding, came: concealed.replace(E_MAIL_ADDRESSES, '(an e-mail address)') };
}

/** The findings as something to attach to an issue. */
export function findingsFile(
	findings: readonly Finding[],
	circumstances: Circumstances,
	format: 'json' | 'md',
): string {
	if (format === 'json') return `${JSON.stringify({ ...circumstances, findings }, null, 2)}\n`;
	const { packageVersion, nodeVersion, date, isCallCowsOwn } = circumstances;
	const cells = (...texts: string[]) => `| ${texts.map(escaped).join(' | ')} |`;
	return [
		'# The CallCow API, and what n8n-nodes-callcow expects of it',
		'',
		`n8n-nodes-callcow ${packageVersion}, Node ${nodeVersion}, ${date}, ${isCallCowsOwn ? 'the CallCow API' : 'an API at another address'}.`,
		`${summary(findings)}.`,
		'',
		cells('', 'What was tested', 'What is expected', 'What happened'),
		'| --- | --- | --- | --- |',
		...findings.map(({ verdict, what, believes, came }) =>
			cells(verdict === 'different' ? '**different**' : verdict, what, believes, came),
		),
		'',
	].join('\n');
}

function escaped(text: string): string {
	return text.replace(/[|<\\]/g, (character) => `\\${character}`);
}
