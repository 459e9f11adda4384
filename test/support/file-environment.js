const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/** Those in which something was run since the last test file ended. */
const used = new Set();

for (const method of ['run', 'enterWith']) {
	const original = AsyncLocalStorage.prototype[method];
	AsyncLocalStorage.prototype[method] = function (...given) {
		used.add(this);
		return original.apply(this, given);
	};
}

/**
 * Node's environment, and behind each test file no storage is left in use. jest makes one for each file (30.5 knows by
 * it to which test a rejection belongs), and so does what a file loads. Until Node 24 each of them has every promise
 * of the process carry its value, for as long as the process lives: tests with many promises took the longer, the
 * more files had run before them.
 */
module.exports = class FileEnvironment extends TestEnvironment {
	async teardown() {
		await super.teardown();
		for (const storage of used) storage.disable();
		used.clear();
	}
};
