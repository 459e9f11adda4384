const everything = require('./jest.config.js');
const files = require('./test/e2e/by-address.json');

/**
 * End-to-end tests that need nothing of n8n but its address: an n8n that runs elsewhere on this machine, such as in a
 * container, with the package installed. The others start, stop or kill an n8n, or look into its files.
 */
module.exports = {
	...everything,
	projects: everything.projects
		.filter(({ displayName }) => displayName === 'e2e')
		.map((project) => ({
			...project,
			displayName: 'by-address',
			testMatch: files.map((name) => `<rootDir>/test/e2e/${name}.test.ts`),
			globalSetup: '<rootDir>/test/e2e/by-address-setup.ts',
		})),
};
