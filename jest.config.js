const path = require('node:path');

const transform = {
	'^.+\\.ts$': [
		'@swc/jest',
		{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
	],
};

/** One jest project for each kind of test, so that each can be run alone with --selectProjects. */
const project = (name, settings = {}) => ({
	displayName: name,
	rootDir: __dirname,
	testEnvironment: '<rootDir>/test/support/file-environment.js',
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	transform,
	...settings,
});

const runsEngine = { setupFiles: ['<rootDir>/test/engine/engine-environment.ts'] };

module.exports = {
	projects: [
		project('unit'),
		project('contract', runsEngine),
		project('engine', runsEngine),
		project('package'),
		project('browser', {
			globalSetup: '<rootDir>/test/browser/global-setup.ts',
			globalTeardown: '<rootDir>/test/e2e/global-teardown.ts',
		}),
		// What takes longer is in test/e2e/nightly, for `npm run test:nightly`.
		project('e2e', {
			globalSetup: '<rootDir>/test/e2e/global-setup.ts',
			globalTeardown: '<rootDir>/test/e2e/global-teardown.ts',
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/nightly/'],
		}),
		// What takes longer is in test/queue/full, for `npm run test:queue`.
		project('queue', {
			globalSetup: '<rootDir>/test/queue/global-setup.ts',
			testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/queue/full/'],
		}),
	],
	reporters: ['default', path.join(__dirname, 'test/support/closing-line-reporter.js')],
	testTimeout: 60_000,
	// Most of an end-to-end test is waiting; two at a time are still certain on a machine with two cores.
	maxWorkers: 2,
};
