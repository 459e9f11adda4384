const oneProject = require('./jest.one-project.js');
const files = require('./test/e2e/by-address.json');

/**
 * End-to-end tests that need nothing of n8n but its address: an n8n that runs elsewhere on this machine, such as in a
 * container, with the package installed. The others start, stop or kill an n8n, or look into its files.
 */
module.exports = oneProject('e2e', {
	displayName: 'by-address',
	testMatch: files.map((name) => `<rootDir>/test/e2e/${name}.test.ts`),
	globalSetup: '<rootDir>/test/e2e/by-address-setup.ts',
});
