/** The build: checks the types, then fills dist/ with what is published, and simulator/dist/ with the simulator. */
const { execFile } = require('node:child_process');
const {
	chmod,
	copyFile,
	cp,
	mkdir,
	readdir,
	readFile,
	rm,
	writeFile,
} = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const manifest = require('./package.json');

const run = promisify(execFile);

/** Each file that package.json names to n8n, back from dist/*.js to its source. */
const entryPoints = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
	path.relative('dist', file).replace(/\.js$/, '.ts'),
);

/**
 * What the nodes do, beside what they tell about themselves: most of the code, and all libraries. In files of its own,
 * which a node loads when it is first used, so that n8n starts sooner.
 */
const loadedWhenUsed = ['nodes/CallCow/actions/work.ts', 'nodes/CallCow/trigger/work.ts'];

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function typecheck() {
	const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
	await run(process.execPath, [tsc, '--noEmit']).catch(({ stdout }) => {
		throw new Error(`The types do not fit:\n${stdout}`);
	});
}

/**
 * One file for each entry point, libraries included: a verified package has no run-time dependencies. zod, luxon and n8n-workflow are n8n's own. Not minified, so that it can be read and reviewed.
 */
async function bundle() {
	const { metafile } = await esbuild.build({
		entryPoints: [...entryPoints, ...loadedWhenUsed],
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		external: ['n8n-workflow', 'zod', 'luxon', './*/work'],
		// Becomes a require: an import() in CommonJS would want the file's ending.
		supported: { 'dynamic-import': false },
		metafile: true,
	});
	await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licensesOf(Object.keys(metafile.inputs)));
}

/** The licences of the bundled libraries ask to travel with every copy of them. */
async function licensesOf(inputs) {
	const folders = new Set(
		inputs.map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean),
	);
	const texts = [...folders].sort().map(async (folder) => {
		const { name, version, license, author } = require(`./${folder}/package.json`);
		const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
		const text = file && (await readFile(`${folder}/${file}`, 'utf8'));
		if (!text && !license) throw new Error(`${name} does not say under which licence it is`);
		return `${name} ${version}\n\n${text ?? `${license}, by ${author?.name ?? author}\n`}`;
	});
	return (await Promise.all(texts)).join(`\n${'-'.repeat(72)}\n\n`);
}

function icons() {
	return src('nodes/**/*.svg', { encoding: false }).pipe(dest('dist/nodes'));
}

/** The codex tells n8n's search and node panel where the nodes belong. */
function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

/** As n8n pads them. It looks for the very version of a node, and they are all the same (ADR 20). */
const nodeVersions = ['1.0.0', '1.1.0'];

/** The fields of each operation's output, which n8n shows before the node has ever run; output.json is the trigger's. */
async function outputSchemas() {
	for (const version of nodeVersions) {
		await cp('nodes/CallCow/__schema__', `dist/nodes/CallCow/__schema__/v${version}`, {
			recursive: true,
		});
	}
}

/** The page imports these by name; the packages bring them for browsers. */
const librariesOfThePage = [
	'preact/dist/preact.module.js',
	'preact/hooks/dist/hooks.module.js',
	'htm/dist/htm.module.js',
];

/**
 * The simulator as a package of its own (ADR 25): one file with all libraries, and the page beside it. Not minified
 * either, so that it can be read.
 */
async function simulator() {
	const folder = 'simulator/dist';
	await rm(folder, { recursive: true, force: true });
	// Without an ending: n8n's lint, whose settings are not ours, would look at every .js file.
	const program = `${folder}/callcow-simulator`;
	const { metafile } = await esbuild.build({
		entryPoints: ['simulator/command-line/main.ts'],
		outfile: program,
		banner: { js: '#!/usr/bin/env node' },
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		metafile: true,
	});
	await chmod(program, 0o755);
	await cp('simulator/page/browser', `${folder}/browser`, {
		recursive: true,
		filter: (file) => !file.endsWith('jsconfig.json'),
	});
	await mkdir(`${folder}/browser/modules`);
	const libraries = librariesOfThePage.map((file) => `node_modules/${file}`);
	for (const file of libraries) {
		await copyFile(file, `${folder}/browser/modules/${path.basename(file)}`);
	}
	const inputs = [...Object.keys(metafile.inputs), ...libraries];
	await writeFile(`${folder}/THIRD-PARTY-LICENSES.txt`, await licensesOf(inputs));
}

exports.clean = clean;
exports.typecheck = typecheck;
exports.build = series(clean, parallel(typecheck, bundle, icons, codex, outputSchemas, simulator));
exports.simulator = simulator;
exports.default = exports.build;
