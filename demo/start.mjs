/**
 * What `npm run demo` runs. It works on a fresh clone, so it uses nothing but Node itself: it installs and builds
 * what is missing and then hands over to main.ts.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));

const help = `Places calls through a real n8n and a CallCow simulator. No one is really called. The results of two calls
start a workflow, another workflow waits for the results of three more, and a campaign calls three people from a table,
one of them twice.

  npm run demo                   leaves the n8n editor open at the end; press Ctrl+C to stop
  npm run demo -- --once         stops by itself; the exit status is 0 only if every result arrived
  npm run demo -- --port 5700    the port of the editor (default 5678; with --once, any free one)

The first run installs this project's tools and n8n itself, which takes two to four minutes and 3 GB. n8n goes to
~/.cache/n8n-nodes-callcow, or to the folder in N8N_CALLCOW_CACHE. Each run starts with an empty n8n.`;

class CannotContinue extends Error {}

async function start() {
	refuseOldNode();
	const args = await readArguments();
	if (args === 'help') {
		console.log(help);
		return 0;
	}
	if (needsInstall()) {
		await step("Installing this project's tools (npm ci, one to two minutes)", 'npm', [
			'ci',
			'--loglevel=error',
		]);
	}
	if (needsBuild()) await step('Building the nodes', 'npm', ['run', 'build']);
	return await handOver(args);
}

function refuseOldNode() {
	const wanted = manifest.engines.node.replace('>=', '').split('.').map(Number);
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > wanted[0] || (major === wanted[0] && minor >= (wanted[1] ?? 0))) return;
	throw new CannotContinue(
		`This is Node ${process.versions.node}, but the demo needs ${wanted.join('.')} or newer. ` +
			'Install it from https://nodejs.org.',
	);
}

/** Read here too, because a mistyped option should not show after minutes of installing. */
async function readArguments() {
	// Imported only now: before the check of the version, an old Node would stop at the import.
	const { parseArgs } = await import('node:util');
	const args = process.argv.slice(2);
	try {
		const { values } = parseArgs({
			args,
			options: {
				once: { type: 'boolean' },
				port: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
			},
		});
		const { port } = values;
		if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) {
			throw new CannotContinue(`--port takes a number from 1 to 65535, not "${port}".`);
		}
		return values.help ? 'help' : args;
	} catch (cause) {
		throw new CannotContinue(`${cause.message}\n\n${help}`);
	}
}

function needsInstall() {
	// npm writes this file last; a lockfile that is newer came with a change of branch or a pull.
	const installed = join(checkout, 'node_modules', '.package-lock.json');
	return (
		!existsSync(installed) ||
		statSync(installed).mtimeMs < statSync(join(checkout, 'package-lock.json')).mtimeMs
	);
}

function needsBuild() {
	const built = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
		join(checkout, file),
	);
	if (!built.every((file) => existsSync(file))) return true;
	const oldestOutput = Math.min(...built.map((file) => statSync(file).mtimeMs));
	const sources = ['nodes', 'credentials', 'gulpfile.js', 'package.json'];
	return sources.some((source) => newest(join(checkout, source)) > oldestOutput);
}

function newest(path) {
	const stats = statSync(path);
	if (!stats.isDirectory()) return stats.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Runs one long step, says every ten seconds how long it has taken, and shows its output only if it goes wrong. */
async function step(name, command, args) {
	const startedAt = Date.now();
	const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
	console.log(`${name}…`);
	const ticker = setInterval(() => console.log(`${name}… ${elapsed()}`), 10_000);
	let output = '';
	const ending = await new Promise((resolve) => {
		// On Windows npm is a .cmd file, which only a shell runs.
		const shell = process.platform === 'win32';
		const child = spawn(command, args, { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'], shell });
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (text) => {
				output = (output + text).slice(-16_000);
			});
		}
		child.on('error', (cause) => resolve(cause.code ?? cause.message));
		child.on('close', (status, signal) => resolve(signal ?? status));
	});
	clearInterval(ticker);
	if (ending === 0) {
		console.log(`${name}: done in ${elapsed()}`);
	} else {
		throw new CannotContinue(explain(name, ending, output));
	}
}

function explain(name, ending, output) {
	if (ending === 'ENOENT') {
		return 'npm was not found. It comes with Node: install Node 20 or newer from https://nodejs.org.';
	}
	const network = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT/.exec(
		output,
	);
	const advice = network
		? `The npm registry could not be reached (${network[0]}). Check the connection, and HTTPS_PROXY if you are ` +
			'behind a proxy. Then run this again.'
		: `It ended with ${ending}.`;
	const lines = output.trim().split('\n');
	// npm says what is wrong first and ends with pages on how to use it; others end with what is wrong.
	const first = lines.findIndex((line) => line.startsWith('npm error'));
	const shown = first >= 0 ? lines.slice(first, first + 20) : lines.slice(-20);
	return `${name}: ${advice}\n${shown.join('\n')}`;
}

/** Runs main.ts, passing signals on; resolves with its exit status. */
async function handOver(args) {
	// tsx as a loader and not as a program: one process less between Ctrl+C and what it is for.
	const child = spawn(process.execPath, ['--import', 'tsx', join('demo', 'main.ts'), ...args], {
		cwd: checkout,
		stdio: 'inherit',
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.on(signal, () => child.kill(signal));
	return await new Promise((resolve) => {
		child.on('error', (cause) => {
			console.error(cause.message);
			resolve(1);
		});
		child.on('exit', (status) => resolve(status ?? 1));
	});
}

start().then(
	(status) => {
		process.exitCode = status;
	},
	(cause) => {
		console.error(cause instanceof CannotContinue ? cause.message : cause);
		process.exitCode = 1;
	},
);
