const oneProject = require('./jest.one-project.js');

/** The tests of a real n8n that take too long for `npm test`. */
module.exports = oneProject('e2e', {
	displayName: 'nightly',
	testMatch: ['<rootDir>/test/e2e/nightly/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
});
