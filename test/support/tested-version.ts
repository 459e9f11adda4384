/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { type Ability, type Differences, differencesOf } from '../../local-n8n/differences';
import { versions } from '../../local-n8n/versions';

/** The environment variable that says which n8n the end-to-end tests run on, when it is not the pinned one. */
export const testedVersionVariable = 'N8N_CALLCOW_TEST_VERSION';

/** The n8n that the end-to-end tests run on. */
export function testedVersion(env: NodeJS.ProcessEnv = process.env): string {
	return env[testedVersionVariable] ?? versions.n8n;
}

/** What that n8n does otherwise than others. */
export function testedDifferences(): Differences {
	return differencesOf(testedVersion());
}

export function n8nHas(ability: Ability): boolean {
	return testedDifferences().lacks[ability] === undefined;
}

type AddTest = (name: string, test: () => Promise<void>, timeoutMs?: number) => void;

const skipped =
	(reason: string): AddTest =>
	(name, test, timeoutMs) => {
		it.skip(`${name} [not on n8n ${testedVersion()}: ${reason}]`, test, timeoutMs);
	};

/** `it` where this n8n can do that; elsewhere a skipped test whose name says why. */
export function itWhereN8nHas(ability: Ability): AddTest {
	const reason = testedDifferences().lacks[ability];
	return reason === undefined ? it : skipped(reason);
}

/** `describe` where this n8n can do that; elsewhere its tests are skipped, and their names say why. */
export function describeWhereN8nHas(ability: Ability): Pick<jest.Describe, 'each'> & AddTests {
	const reason = testedDifferences().lacks[ability];
	if (reason === undefined) return describe;
	const why = ` [not on n8n ${testedVersion()}: ${reason}]`;
	const each = (cases: readonly unknown[]) => (name: string, tests: (one: unknown) => void) => {
		describe.skip.each(cases)(`${name}${why}`, tests);
	};
	return Object.assign(
		(name: string, tests: () => void) => {
			describe.skip(`${name}${why}`, tests);
		},
		{ each: each as jest.Each },
	);
}

type AddTests = (name: string, tests: () => void) => void;

/** `it` for what the nodes do about it where this n8n cannot; nothing elsewhere, where there is nothing to do. */
export function itWhereN8nLacks(ability: Ability): AddTest {
	return n8nHas(ability) ? () => undefined : it;
}
