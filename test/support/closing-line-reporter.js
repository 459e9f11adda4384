/**
 * Ends a test run with the line `N passed, N failed`, counting a test file that could not run as a failed test,
 * and naming how many were skipped, so that no skipped test goes unseen.
 */
module.exports = class ClosingLineReporter {
	onRunComplete(_contexts, results) {
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		const skipped = results.numPendingTests + results.numTodoTests;
		const line = `${results.numPassedTests} passed, ${failed} failed`;
		// Jest prints its own summary after the reporters' callbacks; the line has to be the last.
		process.on('exit', () => {
			process.stdout.write(`${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
		});
	}
};
