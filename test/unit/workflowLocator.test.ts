import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { CallCow } from '../../nodes/CallCow/CallCow.node';
import { CallCowTrigger } from '../../nodes/CallCow/CallCowTrigger.node';
import { listSearch, workflowIdSchema } from '../../nodes/CallCow/workflowChoice';
import { workflowLocator } from '../../nodes/CallCow/workflowLocator';
import { standInContext, type StandInReply } from '../support/stand-in-context';

const listed = (workflows: unknown): StandInReply => ({ status: 200, body: { workflows } });

async function search(reply: StandInReply, filter?: string) {
	const { context, sent } = standInContext<ILoadOptionsFunctions>([reply]);
	const { results, paginationToken } = await listSearch.searchWorkflows.call(context, filter);
	return { results, paginationToken, sent };
}

const WORKFLOWS = listed([
	{ id: 'w-2', name: 'Quotes' },
	{ id: 'w-1', name: 'Front desk' },
	{ id: 'w-3', name: null },
	{ id: 'w-4' },
]);

describe('listSearch.searchWorkflows', () => {
	it('lists all by name, with the ID for a name where there is none', async () => {
		const { results, sent } = await search(WORKFLOWS);
		expect(results).toEqual([
			{ name: 'Front desk', value: 'w-1' },
			{ name: 'Quotes', value: 'w-2' },
			{ name: 'Unnamed (w-3)', value: 'w-3' },
			{ name: 'Unnamed (w-4)', value: 'w-4' },
		]);
		expect(sent).toEqual([{ method: 'GET', url: 'https://www.callcow.ai/api/workflows' }]);
	});

	it.each([
		['desk', ['w-1']],
		[' DESK ', ['w-1']],
		['w-2', ['w-2']],
		['unnamed', ['w-3', 'w-4']],
		['nothing like it', []],
		['', ['w-1', 'w-2', 'w-3', 'w-4']],
	])('finds by name and by ID: %j', async (filter, ids) => {
		const { results } = await search(WORKFLOWS, filter);
		expect(results.map(({ value }) => value)).toEqual(ids);
	});

	it('gives a long list whole', async () => {
		const many = Array.from({ length: 500 }, (_, index) => ({ id: `w-${index}`, name: 'Same' }));
		const { results, paginationToken } = await search(listed(many));
		expect(results).toHaveLength(500);
		expect(paginationToken).toBeUndefined();
	});

	it('keeps workflows of which it knows more than it needs', async () => {
		const { results } = await search(listed([{ id: 'w-1', name: 'A', is_active: true }]));
		expect(results).toEqual([{ name: 'A', value: 'w-1' }]);
	});

	it('says what to do when the key is not accepted, and does not ask again', async () => {
		await expect(search({ status: 401, body: { error: 'Invalid API key' } })).rejects.toMatchObject(
			{
				message:
					'The workflows could not be listed: CallCow did not accept the API key: Invalid API key',
				description: expect.stringContaining('Settings > API Keys'),
			},
		);
	});

	it.each([['<h1>Welcome</h1>'], [{}], [{ workflows: [{ name: 'No ID' }] }]])(
		'does not take a web page for a list: %j',
		async (body) => {
			await expect(search({ status: 200, body })).rejects.toMatchObject({
				message: "The workflows could not be listed: CallCow's answer could not be read",
			});
		},
	);

	it('says that the credential has no key', async () => {
		const { context, sent } = standInContext<ILoadOptionsFunctions>([], { apiKey: '' });
		await expect(listSearch.searchWorkflows.call(context)).rejects.toMatchObject({
			message: "The CallCow credential has no 'API Key'",
		});
		expect(sent).toEqual([]);
	});
});

describe('workflowIdSchema', () => {
	it.each([
		['the locator of the form', { __rl: true, mode: 'list', value: 'w-1' }, 'w-1'],
		['an ID with spaces around it', { __rl: true, mode: 'id', value: ' w-1 ' }, 'w-1'],
		['a plain text, as an expression gives it', 'w-1', 'w-1'],
		['a number', 17, '17'],
	])('reads %s', (_, value, id) => {
		expect(workflowIdSchema.parse(value)).toBe(id);
	});

	it.each([[''], [undefined], [null], [{ __rl: true, mode: 'list', value: '' }], [{}], [[]]])(
		'takes %j for no choice',
		(value) => {
			expect(workflowIdSchema.safeParse(value).success).toBe(false);
		},
	);
});

describe('workflowLocator', () => {
	it.each([new CallCow(), new CallCowTrigger()])(
		'names a search that $description.displayName has',
		(node) => {
			const modes = workflowLocator('').modes!;
			const methods = modes.map(({ typeOptions }) => typeOptions?.searchListMethod).filter(Boolean);
			expect(methods).toEqual(Object.keys(node.methods.listSearch));
		},
	);
});
