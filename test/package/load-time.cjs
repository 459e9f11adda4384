const { join } = require('node:path');
const { performance } = require('node:perf_hooks');

// How long n8n-workflow, and then the files that n8n loads of the packages in these folders, take in a new process.
const folders = process.argv.slice(2);

function millisecondsOf(work) {
	const start = performance.now();
	work();
	return performance.now() - start;
}

const n8nWorkflow = millisecondsOf(() => require('n8n-workflow'));
const packages = folders.map((folder) => {
	const { n8n } = require(join(folder, 'package.json'));
	return millisecondsOf(() => {
		for (const file of [...n8n.nodes, ...n8n.credentials]) {
			for (const Class of Object.values(require(join(folder, file)))) new Class();
		}
	});
});
console.log(JSON.stringify({ n8nWorkflow, packages }));
