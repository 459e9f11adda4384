const everything = require('./jest.config.js');

const LAYERS = 'domain,transport,trigger,actions';

/** Which tests look at changed sources: quick ones. For some sources there are better ones, such as those of the engine. */
const tests = (process.env.CALLCOW_TESTS ?? `test/unit/{${LAYERS}}/**/*.test.ts`)
	.split(' ')
	.map((pattern) => `<rootDir>/${pattern}`);

/** Only the projects that run in the process of the test, with tests for `npm run test:mutants`. */
module.exports = {
	...everything,
	projects: everything.projects
		.filter(({ displayName }) => ['unit', 'engine'].includes(displayName))
		.map((project) => ({
			...project,
			testMatch: tests.filter((pattern) =>
				pattern.startsWith(`<rootDir>/test/${project.displayName}/`),
			),
		}))
		.filter(({ testMatch }) => testMatch.length > 0),
};
