/**
 * The environment in which `npm run test:mutants` runs tests: as that of jest, but libraries are loaded once in
 * the process, by Node itself, and not again for each change. For tests of the engine that is most of their time.
 *
 * Without the wall around it that jest builds, or an error of a library would be none to the tests.
 */
const vm = require('node:vm');
const { TestEnvironment: NodeEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

/** In place of a context of its own. */
const THIS_REALM = {};

const isLibrary = (file) => /[\\/]node_modules[\\/](?!@?jest|expect[\\/])/.test(file);

const ownConsole = globalThis.console;

const { compileFunction } = vm;
vm.compileFunction = (source, parameters, options) => {
	if (options?.parsingContext !== THIS_REALM) return compileFunction(source, parameters, options);
	if (isLibrary(options.filename)) {
		return (module) => {
			module.exports = require(options.filename);
		};
	}
	return compileFunction(source, parameters, { ...options, parsingContext: undefined });
};

module.exports = class extends NodeEnvironment {
	constructor(config, context) {
		super(config, context);
		Object.assign(globalThis, config.projectConfig.globals);
		this.global = globalThis;
		this.moduleMocker = new ModuleMocker(globalThis);
	}

	getVmContext() {
		return THIS_REALM;
	}

	async teardown() {
		// Jest has put its own in its place, which takes nothing any more when the tests are done.
		globalThis.console = ownConsole;
		await super.teardown();
	}
};
