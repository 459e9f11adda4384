/**
 * Ends a test run with the line `N passed, N failed`, counting a test file that could not run as a failed test. Tests
 * that were skipped are named before it, and counted in it, so that none goes unseen.
 */
module.exports = class ClosingLineReporter {
	constructor({ testNamePattern }) {
		/** With -t, all tests that were not asked for count as skipped: nobody wants to read their names. */
		this.namesSkipped = !testNamePattern;
	}

	onRunComplete(_contexts, results) {
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		const skipped = results.numPendingTests + results.numTodoTests;
		const names = results.testResults
			.flatMap((file) => file.testResults)
			.filter(({ status }) => status === 'pending' || status === 'todo')
			.map(({ fullName }) => `skipped: ${fullName}\n`);
		const line = `${results.numPassedTests} passed, ${failed} failed`;
		// Jest prints its own summary after the reporters' callbacks; the line has to be the last.
		process.on('exit', () => {
			if (this.namesSkipped) process.stdout.write(names.join(''));
			process.stdout.write(`${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
		});
	}
};
