// Runs a server that knows nothing of us: `node with-parent.cjs OPTIONS PROGRAM ARGUMENT …`, the options of its process
// in JSON. Hands it the signals that it gets, and ends it when the process that started it is gone without having
// stopped it (killed, crashed).
const { spawn } = require('node:child_process');

const [options, program, ...args] = process.argv.slice(2);
const parent = process.ppid;
const server = spawn(program, args, { stdio: 'inherit', ...JSON.parse(options) });
server.once('error', (cause) => {
	console.error(cause.message);
	process.exit(1);
});
server.once('exit', (status) => process.exit(status ?? 1));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
setInterval(() => {
	if (process.ppid !== parent) server.kill('SIGINT');
}, 1_000).unref();
