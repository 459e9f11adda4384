const everything = require('./jest.config.js');

/** The settings of `npm test` for one of its projects alone, changed as given. */
module.exports = (name, changes) => ({
	...everything,
	projects: everything.projects
		.filter(({ displayName }) => displayName === name)
		.map((project) => ({ ...project, ...changes })),
});
