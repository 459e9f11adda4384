const everything = require('./jest.config.js');

/** The tests of queue mode, those included that take too long for `npm test`. */
module.exports = {
	...everything,
	projects: everything.projects
		.filter(({ displayName }) => displayName === 'queue')
		.map((project) => ({ ...project, testPathIgnorePatterns: ['/node_modules/'] })),
	// Each file starts four n8n processes.
	maxWorkers: 1,
};
