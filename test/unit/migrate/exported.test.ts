import { readExport } from '../../../migrate/exported';
import { earlierCall, exported } from './earlier-workflow';

const workflow = exported([earlierCall()]);
const copied = { nodes: workflow.nodes, connections: {}, pinData: {}, meta: { instanceId: 'a' } };

describe('readExport', () => {
	it.each([
		['one workflow', workflow, 1],
		['nodes copied from the canvas', copied, 1],
		['a list', [workflow, copied], 2],
		['an answer of the API', { data: [workflow], nextCursor: null }, 1],
		['an answer of the API with one workflow', { data: workflow }, 1],
	])('reads %s, and gives it back in the same shape', (_, value, count) => {
		const reading = readExport(JSON.stringify(value));
		if (!reading.ok) throw new Error(reading.reason);
		expect(reading.workflows).toHaveLength(count);
		expect(reading.wrap(reading.workflows)).toEqual(value);
	});

	it('reads a file that an editor on Windows has saved', () => {
		expect(readExport(`\uFEFF${JSON.stringify(workflow)}`).ok).toBe(true);
	});

	it.each([
		['no JSON', '{', 'It is not JSON'],
		['an empty file', '', 'It is not JSON'],
		['other JSON', '{"a":1}', 'It contains no n8n workflow.'],
		['an empty list', '[]', 'It contains no n8n workflow.'],
		['a list that is not of workflows', '[1]', 'It contains no n8n workflow.'],
		['nodes without a type', '{"nodes":[{"name":"a"}]}', 'It contains no n8n workflow.'],
		['null', 'null', 'It contains no n8n workflow.'],
	])('says what is wrong with %s', (_, text, reason) => {
		expect(readExport(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
	});
});
