const { readFileSync, realpathSync, statSync } = require('node:fs');
const { join, sep } = require('node:path');
const { performance } = require('node:perf_hooks');

// How long n8n-workflow, then the files that n8n loads of the packages in these folders, and then the first use of
// their nodes take in a new process.
const folders = process.argv.slice(2).map((folder) => realpathSync(folder));

function millisecondsOf(work) {
	const start = performance.now();
	const result = work();
	return { ms: performance.now() - start, result };
}

/** The files that package.json names to n8n. */
function filesOf(folder) {
	const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return [...n8n.nodes, ...n8n.credentials].map((file) => join(folder, file));
}

/** An instance of each class, as n8n makes them when it starts. */
function load(files) {
	return files.flatMap((file) => Object.values(require(file)).map((Class) => new Class()));
}

/** How long it takes until a node asks n8n for something, when it is run: what it has put off until then. */
async function firstUse(node) {
	const work = node.execute ?? node.webhook;
	if (work === undefined) return 0;
	const start = performance.now();
	let askedAt;
	const context = new Proxy(
		{},
		{
			get() {
				askedAt ??= performance.now();
				throw new Error('Nobody answers');
			},
		},
	);
	try {
		await work.call(context);
	} catch {
		// As it should: it was asked for nothing but to begin.
	}
	return (askedAt ?? performance.now()) - start;
}

/** The files of the package that are loaded now. */
function loadedFiles(folder) {
	const files = Object.keys(require.cache).filter((file) => file.startsWith(folder + sep));
	return { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) };
}

async function main() {
	const n8nWorkflow = millisecondsOf(() => require('n8n-workflow')).ms;
	const loads = folders.map((folder) => {
		const files = filesOf(folder);
		const { ms, result: instances } = millisecondsOf(() => load(files));
		return { folder, instances, load: { ms, ...loadedFiles(folder) } };
	});
	const packages = [];
	for (const { folder, instances, load } of loads) {
		let ms = 0;
		for (const instance of instances) ms += await firstUse(instance);
		packages.push({ load, firstUse: { ms, ...loadedFiles(folder) } });
	}
	console.log(JSON.stringify({ n8nWorkflow, packages }));
}

void main();
