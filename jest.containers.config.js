const oneProject = require('./jest.one-project.js');

/** What is tried in containers, where there is a Docker engine. */
module.exports = {
	...oneProject('unit', {
		displayName: 'containers',
		testMatch: ['<rootDir>/test/containers/**/*.test.ts'],
	}),
	maxWorkers: 1,
};
