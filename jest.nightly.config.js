const everything = require('./jest.config.js');

/** The tests of a real n8n that take too long for `npm test`. */
module.exports = {
	...everything,
	projects: everything.projects
		.filter(({ displayName }) => displayName === 'e2e')
		.map((project) => ({
			...project,
			displayName: 'nightly',
			testMatch: ['<rootDir>/test/e2e/nightly/**/*.test.ts'],
			testPathIgnorePatterns: ['/node_modules/'],
		})),
};
