import { PARTS, timeByPart } from '../../../../bench/measured/trigger/profile';

const frame = (id: number, url: string, functionName = 'f') => ({
	id,
	callFrame: { functionName, url },
});

const pnpm = 'file:///cache/n8n/node_modules/.pnpm/@n8n+typeorm@1_sqlite3@file+shim/node_modules';

describe('timeByPart', () => {
	it.each([
		['file:///user/.n8n/nodes/node_modules/n8n-nodes-callcow/dist/a.js', "the node's own files"],
		['/checkout/bench/trigger/nodes/BareTrigger.node.js', "the node's own files"],
		[`${pnpm}/n8n-nodes-base/dist/nodes/Webhook/Webhook.node.js`, "the node's own files"],
		[`${pnpm}/n8n-nodes-base/dist/nodes/Set/Set.node.js`, 'n8n and its other libraries'],
		[`${pnpm}/@n8n/expression-runtime/dist/pool.js`, 'expression engine'],
		[`${pnpm}/isolated-vm/isolated-vm.js`, 'expression engine'],
		[`${pnpm}/@n8n/typeorm/query.js`, 'database'],
		// The folder is named after a database, the package is none.
		[`${pnpm}/express/index.js`, 'n8n and its other libraries'],
		['node:net', 'Node.js: network, files, timers'],
		['', 'native code and system'],
	])('counts what runs in %s as: %s', (url, part) => {
		const time = timeByPart({ nodes: [frame(1, url)], samples: [1, 1], timeDeltas: [0, 3_000] });
		expect(Object.entries(time).filter(([, ms]) => ms > 0)).toEqual([[part, 3]]);
	});

	it('counts the collection of garbage, and no waiting', () => {
		const time = timeByPart({
			nodes: [frame(1, '', '(idle)'), frame(2, '', '(garbage collector)')],
			samples: [1, 2, 1],
			timeDeltas: [500, 10_000, 2_000],
		});
		expect(time['garbage collection']).toBe(2);
		expect(PARTS.reduce((sum, part) => sum + time[part], 0)).toBe(2);
	});
});
