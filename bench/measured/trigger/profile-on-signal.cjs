/*
 * For NODE_OPTIONS=--require: the process begins to profile itself on SIGUSR2, and on the next one it
 * writes the profile to CALLCOW_PROFILE_FILE. It then holds just the time between, without the start of n8n.
 */
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');

const file = process.env.CALLCOW_PROFILE_FILE;
let session;

process.on('SIGUSR2', () => {
	if (session === undefined) {
		session = new Session();
		session.connect();
		session.post('Profiler.enable');
		session.post('Profiler.setSamplingInterval', { interval: 500 });
		session.post('Profiler.start');
		return;
	}
	session.post('Profiler.stop', (error, { profile } = {}) => {
		session.disconnect();
		session = undefined;
		writeFileSync(file, JSON.stringify(profile ?? { error }));
	});
});
