const oneProject = require('./jest.one-project.js');

/** The tests of queue mode, those included that take too long for `npm test`. */
module.exports = {
	...oneProject('queue', { testPathIgnorePatterns: ['/node_modules/'] }),
	// Each file starts four n8n processes.
	maxWorkers: 1,
};
