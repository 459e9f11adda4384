import { findingsFile, withoutSecrets } from '../../../check-callcow/findings';
import type { Finding } from '../../../check-callcow/check';

const finding: Finding = {
	verdict: 'different',
	what: 'GET /calls',
	believes: 'Nothing',
	came: '200, {a: string | number}',
};
const circumstances = {
	packageVersion: '2.0.0',
	nodeVersion: '20.20.2',
	date: '2026-01-30',
	isCallCowsOwn: true,
};

describe('findingsFile', () => {
	it('writes a table of Markdown', () => {
		const lines = findingsFile([finding], circumstances, 'md').split('\n');
		expect(lines).toContain('n8n-nodes-callcow 2.0.0, Node 20.20.2, 2026-01-30, the CallCow API.');
		expect(lines).toContain('0 as expected, 1 different, 0 undecided, 0 skipped.');
		expect(lines).toContain(
			'| **different** | GET /calls | Nothing | 200, {a: string \\| number} |',
		);
	});

	it('writes JSON', () => {
		expect(JSON.parse(findingsFile([finding], circumstances, 'json'))).toEqual({
			...circumstances,
			findings: [finding],
		});
	});
});

describe('withoutSecrets', () => {
	it('takes away what should not have come so far', () => {
		const came = 'ck_live_abc and +1 415 555 2671 and anna@example.com';
		expect(withoutSecrets({ ...finding, came }, ['ck_live_abc']).came).toBe(
			'*** and +1415***2671 and (an e-mail address)',
		);
	});
});
