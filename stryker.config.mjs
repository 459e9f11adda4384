/**
 * `npm run test:mutants`: breaks the nodes' sources in small ways, one at a time, and says which changes
 * no quick test notices. `-- --mutate nodes/CallCow/domain/pace.ts` does it with some sources only, and
 * CALLCOW_TESTS names other tests to run, by paths or globs, with spaces between them. Nearly all of the
 * actions is held by tests of the engine, which take seconds each; so .github/workflows/nightly.yml names
 * the tests of each layer, and goes through all of them.
 *
 * What is left over need not be a gap: some changes change nothing, such as a count that is skipped where
 * its result does not matter. A change that makes a loop endless is told by its time-out.
 */
export default {
	testRunner: 'jest',
	// Without related tests only, the runner loads each test file for each change.
	jest: { configFile: 'jest.mutants.config.js', enableFindRelatedTests: true },
	coverageAnalysis: 'perTest',
	// Constants, tables and forms: each change would run all tests.
	ignoreStatic: true,
	mutate: ['nodes/CallCow/{domain,transport,trigger,actions}/**/*.ts'],
	ignorePatterns: ['.stryker', 'bench/results', 'docs', 'screenshots', 'dist', 'simulator/dist'],
	reporters: ['clear-text', 'progress-append-only', 'html'],
	htmlReporter: { fileName: '.stryker/mutants.html' },
	clearTextReporter: { allowColor: false, logTests: false },
	// Below it the run fails.
	thresholds: { high: 95, low: 90, break: Number(process.env.CALLCOW_LEAST_SCORE) || null },
	incremental: true,
	incrementalFile: '.stryker/incremental.json',
	tempDirName: '.stryker/tmp',
	concurrency: 2,
};
