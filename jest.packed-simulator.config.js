const oneProject = require('./jest.one-project.js');

const files = ['call-everybody', 'place', 'wait', 'webhook-answers', 'workflow-source'];

/**
 * End-to-end tests against the packed simulator, installed and started as its users do: what they import as the simulator
 * is one that asks the command over HTTP.
 */
module.exports = oneProject('e2e', {
	displayName: 'packed-simulator',
	testMatch: files.map((name) => `<rootDir>/test/e2e/${name}.test.ts`),
	moduleNameMapper: {
		'^(\\.\\./)+simulator/server$': '<rootDir>/test/support/packed-server.ts',
	},
});
