const everything = require('./jest.config.js');

/** What is tried in containers, where there is a Docker engine. */
module.exports = {
	...everything,
	projects: everything.projects
		.filter(({ displayName }) => displayName === 'unit')
		.map((project) => ({
			...project,
			displayName: 'containers',
			testMatch: ['<rootDir>/test/containers/**/*.test.ts'],
		})),
	maxWorkers: 1,
};
