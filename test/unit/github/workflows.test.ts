/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import packageJson from '../../../package.json';

interface Step {
	readonly name?: string;
	readonly uses?: string;
	readonly run?: string;
}

interface Job {
	readonly if?: string;
	readonly needs?: string | readonly string[];
	readonly permissions?: Readonly<Record<string, string>>;
	readonly strategy?: { readonly matrix: Matrix };
	readonly 'timeout-minutes': number;
	readonly steps: readonly Step[];
}

interface Matrix {
	readonly tag?: readonly string[];
	readonly include?: readonly BrokenSources[];
}

interface BrokenSources {
	readonly sources: string;
	readonly tests: string;
}

interface Workflow {
	readonly permissions?: Readonly<Record<string, string>>;
	readonly jobs: Readonly<Record<string, Job>>;
}

interface Dependabot {
	readonly updates: ReadonlyArray<{
		readonly 'package-ecosystem': string;
		readonly schedule: { readonly interval: string };
		readonly allow?: ReadonlyArray<{ readonly 'dependency-name': string }>;
		readonly groups?: Readonly<Record<string, { readonly patterns: readonly string[] }>>;
	}>;
}

const github = path.join(__dirname, '../../../.github');
const read = <T>(file: string): T => parse(readFileSync(path.join(github, file), 'utf8')) as T;

const files = readdirSync(path.join(github, 'workflows'));
const jobs = files.flatMap((file) =>
	Object.entries(read<Workflow>(path.join('workflows', file)).jobs).map(
		([name, job]) => [`${file} > ${name}`, job] as const,
	),
);
const commands = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run }) => run ?? []));

describe('.github/workflows', () => {
	it.each(jobs)('%s ends by itself, and each of its steps does something', (_, job) => {
		expect(job['timeout-minutes']).toBeGreaterThan(0);
		for (const { uses, run } of job.steps) {
			expect([uses, run].filter((what) => what !== undefined)).toHaveLength(1);
			// A version or a commit, so that what runs is what was looked at.
			if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w/-]+@(v\d+|[0-9a-f]{40})$/);
		}
	});

	it('run only scripts that package.json has', () => {
		const scripts = commands.flatMap((command) =>
			[...command.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script),
		);
		expect(scripts).toEqual(expect.arrayContaining(['lint', 'numbers:diff', 'release']));
		for (const script of scripts) expect(packageJson.scripts).toHaveProperty([script!]);
	});

	it('put nothing from outside into a command but by the environment', () => {
		for (const command of commands) expect(command).not.toContain('${{');
	});

	it('say on each pull request what the numbering metadata of its lockfile change', () => {
		const { permissions, jobs: ofCi } = read<Workflow>('workflows/ci.yml');
		expect(permissions).toEqual({ contents: 'read' });
		expect(ofCi.numbering!.if).toBe("github.event_name == 'pull_request'");
		const [say] = ofCi.numbering!.steps.slice(-1);
		expect(say!.run).toContain('git show FETCH_HEAD:package-lock.json > "$RUNNER_TEMP/');
		expect(say!.run).toMatch(/numbers:diff -- --lockfile .* >> "\$GITHUB_STEP_SUMMARY"/);
	});
});

describe('.github/workflows/weekly.yml', () => {
	const { permissions, jobs: weekly } = read<Workflow>('workflows/weekly.yml');
	const commandsOf = (job: string) => weekly[job]!.steps.map(({ run }) => run ?? '').join('\n');

	it('tests on the newest releases of n8n, from npm and in Docker', () => {
		for (const job of ['npm', 'docker']) {
			expect(weekly[job]!.strategy!.matrix).toEqual({ tag: ['latest', 'next'] });
		}
		expect(commandsOf('npm')).toContain('npm run test:n8n -- "$version"');
		expect(commandsOf('docker')).toContain('npm run test:n8n -- --url http://127.0.0.1:5678');
	});

	it("tests the package with n8n's newest checks", () => {
		expect(commandsOf('checks')).toMatch(
			/@n8n\/node-cli@latest @n8n\/scan-community-package@latest/,
		);
		expect(commandsOf('checks')).toContain('npx jest --selectProjects package');
	});

	it('has an issue opened when one of them fails, by a job that may do nothing else', () => {
		const { report, ...others } = weekly;
		expect(report!.needs).toEqual(Object.keys(others));
		expect(report!.permissions).toEqual({ issues: 'write' });
		expect(report!.steps.map(({ uses }) => uses)).toEqual([undefined]);
		expect(permissions).toEqual({ contents: 'read' });
		for (const other of Object.values(others)) expect(other.permissions).toBeUndefined();
	});
});

describe('what is broken each night', () => {
	const { include = [] } = read<Workflow>('workflows/nightly.yml').jobs.mutants!.strategy!.matrix;
	const root = path.join(github, '..');
	const filesIn = (folder: string) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')));
	/** Patterns with `*` and `**`, and no others. */
	const isNamed = (pattern: string, file: string) =>
		new RegExp(
			`^${pattern
				.replaceAll('.', '\\.')
				.replaceAll('**/', '(.+/)?')
				.replace(/(?<!\))\*/g, '[^/]*')}$`,
		).test(file);

	it('is every source below the shells, once', () => {
		const sources = ['domain', 'transport', 'trigger', 'actions'].flatMap((layer) =>
			filesIn(`nodes/CallCow/${layer}`),
		);
		for (const source of sources) {
			const by = include.filter((job) =>
				job.sources.split(',').some((pattern) => isNamed(pattern, source)),
			);
			expect([source, by.length]).toEqual([source, 1]);
		}
	});

	it('is held against tests that are there', () => {
		const tests = filesIn('test');
		for (const pattern of include.flatMap((job) => job.tests.split(' '))) {
			expect([pattern, tests.some((test) => isNamed(pattern, test))]).toEqual([pattern, true]);
		}
	});
});

describe('.github/dependabot.yml', () => {
	it('brings new numbering metadata each month, in a pull request of their own', () => {
		const { updates } = read<Dependabot>('dependabot.yml');
		const npm = updates.filter((update) => update['package-ecosystem'] === 'npm');
		expect(npm).toEqual([
			expect.objectContaining({
				schedule: { interval: 'monthly' },
				allow: [{ 'dependency-name': 'libphonenumber-js' }],
				groups: { 'numbering-metadata': { patterns: ['libphonenumber-js'] } },
			}),
		]);
		expect(packageJson.devDependencies).toHaveProperty('libphonenumber-js');
	});
});
