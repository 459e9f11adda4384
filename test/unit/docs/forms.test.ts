/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { CallCowApi } from '../../../credentials/CallCowApi.credentials';
import {
	numberOfOutputs,
	onOutputOf,
	outputsExpression,
} from '../../../nodes/CallCow/actions/call/outcomeOutputs';
import { CallCow } from '../../../nodes/CallCow/CallCow.node';
import { CallCowTrigger } from '../../../nodes/CallCow/CallCowTrigger.node';
import { OUTCOMES, outcomeOf } from '../../../nodes/CallCow/domain/outcome';
import {
	readMarkdownPage,
	type MarkdownPage,
	type MarkdownTable,
} from '../../support/markdown-page';
import { rowOf, rowsOf, type FormRow } from './form-row';

const root = path.join(__dirname, '../../..');

const node = new CallCow().description.properties;
const trigger = new CallCowTrigger().description.properties;
const calls = ['place', 'placeAndWait', 'placeWithWorkflow'] as const;

let nodePage: MarkdownPage;
let triggerPage: MarkdownPage;
let safetyPage: MarkdownPage;
let credentialPage: MarkdownPage;
let waitingPage: MarkdownPage;

beforeAll(async () => {
	const page = async (name: string) => await readMarkdownPage(path.join(root, 'docs', name));
	nodePage = await page('callcow-node.md');
	triggerPage = await page('callcow-trigger.md');
	safetyPage = await page('safety.md');
	credentialPage = await page('credential.md');
	waitingPage = await page('waiting.md');
});

/** The tables under a heading whose first column is called so. */
function tables(page: MarkdownPage, heading: string, first: string): MarkdownTable[] {
	return page.tables.filter((table) => table.heading === heading && table.header[0] === first);
}

function table(page: MarkdownPage, heading: string, first: string): MarkdownTable {
	const found = tables(page, heading, first);
	if (found.length !== 1) throw new Error(`${found.length} tables of ${first} under ${heading}`);
	return found[0]!;
}

const byName = (rows: FormRow[]) => [...rows].sort((a, b) => (a.name < b.name ? -1 : 1));

function expectRows(documented: MarkdownTable[], fields: INodeProperties[]): void {
	expect(byName(documented.flatMap(rowsOf))).toEqual(byName(fields.map(rowOf)));
}

/** What somebody fills in: neither a notice nor the choice of the operation. */
const isField = ({ type, name }: INodeProperties) =>
	type !== 'notice' && type !== 'collection' && name !== 'resource' && name !== 'operation';

const isShown = (
	{ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties,
	shown: object,
) =>
	Object.entries(shown).every(
		([key, value]) =>
			((show as Record<string, unknown[]>)[key]?.includes(value) ?? true) &&
			!((hide as Record<string, unknown[]>)[key]?.includes(value) ?? false),
	);

/** The form of an operation, as a node or as a tool. */
const formOf = (operation: string, asTool = false) =>
	node.filter(
		(field) =>
			field.displayOptions?.show?.operation?.includes(operation) &&
			// Only in a tool is the key there at all.
			isShown(field, { '@tool': asTool }),
	);

function optionsOf(form: INodeProperties[]): INodeProperties[] {
	const collection = form.find(({ type, name }) => type === 'collection' && name === 'options');
	return (collection?.options ?? []) as INodeProperties[];
}

const headingOf: Record<string, string> = {
	place: 'Place',
	placeAndWait: 'Place and Wait for Result',
	placeWithWorkflow: 'Place with Workflow',
	getAll: 'Get Many',
};

describe('docs/callcow-node.md', () => {
	it('lists the operations that the form offers', () => {
		const offered = node
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options }) =>
				options!.map((option) => [
					String(displayOptions!.show!.resource![0]),
					option.name,
					'value' in option ? `\`${option.value}\`` : '',
				]),
			)
			.map(([resource, ...operation]) => [resource === 'call' ? 'Call' : 'Workflow', ...operation]);
		const rows = table(nodePage, 'Operations', 'Resource').rows.map((cells) => cells.slice(0, 3));
		expect(rows).toEqual(offered);
		expect(Object.values(headingOf)).toEqual(offered.map(([, name]) => name));
	});

	it.each(Object.keys(headingOf))('has the parameters of %s as the form has them', (operation) => {
		expectRows(
			[table(nodePage, headingOf[operation]!, 'Parameter')],
			formOf(operation).filter(isField),
		);
	});

	it.each(calls)('has the options of %s as the form has them', (operation) => {
		expectRows(
			[
				table(nodePage, 'Options for every call', 'Option'),
				table(nodePage, headingOf[operation]!, 'Option'),
			],
			optionsOf(formOf(operation)),
		);
	});

	it('has what is other in the form of a tool', () => {
		const fields = calls
			.flatMap((operation) => formOf(operation, true).filter(isField))
			.filter((field) => field.displayOptions?.show?.['@tool'] !== undefined)
			.filter((field, index, all) => all.findIndex(({ name }) => name === field.name) === index);
		expectRows([table(nodePage, 'As a tool for an AI agent', 'Parameter')], fields);
	});

	it.each([
		['place', 'call'],
		['placeAndWait', 'call'],
		['placeWithWorkflow', 'call'],
		['getAll', 'workflow'],
	])('has the fields of the output of %s that n8n shows', async (operation, resource) => {
		const output = table(nodePage, headingOf[operation]!, 'Field');
		expect(fieldsIn(output)).toEqual(await fieldsOfSchema(`${resource}/${operation}`));
	});
});

describe('docs/callcow-trigger.md', () => {
	it('has the parameters as the form has them', () => {
		expectRows([table(triggerPage, 'Parameters', 'Parameter')], trigger.filter(isField));
	});

	it('has the options as the form has them', () => {
		expectRows([table(triggerPage, 'Options', 'Option')], optionsOf(trigger));
	});

	it('has the fields of the output that n8n shows', async () => {
		expect(fieldsIn(table(triggerPage, 'Output', 'Field'))).toEqual(await fieldsOfSchema('output'));
	});

	it('makes of the statuses the outcomes that the trigger makes of them', () => {
		const rows = table(triggerPage, 'Outcomes', 'Outcome').rows;
		// No trigger says so: only who waits gives up waiting.
		const outcomes = OUTCOMES.filter((outcome) => outcome !== 'timed_out');
		expect(rows.map(([outcome]) => codeIn(outcome!)[0]).sort()).toEqual(outcomes.sort());
		for (const [outcome, status, provider] of rows) {
			const statuses = provider!.endsWith('or none')
				? [...codeIn(provider!), null]
				: codeIn(provider!);
			for (const providerStatus of statuses.length > 0 ? statuses : ['anything']) {
				const [callStatus = 'anything'] = codeIn(status!);
				expect(`\`${outcomeOf(callStatus, providerStatus)}\``).toBe(outcome);
			}
		}
	});
});

describe('docs/safety.md', () => {
	it('has the fields of Calling Hours as the form has them', () => {
		const [option] = optionsOf(formOf('place')).filter(({ name }) => name === 'callingHours');
		const [hours] = option!.options as Array<{ values: INodeProperties[] }>;
		expectRows([table(safetyPage, 'Calling Hours', 'Field')], hours!.values);
	});

	it('names each guard as the forms do', () => {
		const [credential, options] = table(safetyPage, 'Guards', 'Guard').rows.map(
			([guards]) => guards!,
		);
		const names = optionsOf(formOf('place')).map(({ displayName }) => displayName);
		const linked = [...options!.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name!);
		expect(names).toEqual(expect.arrayContaining(linked));
		expect(linked).toHaveLength(5);
		const fields = new CallCowApi().properties.map(({ displayName }) => displayName);
		expect(fields).toEqual(
			expect.arrayContaining([...credential!.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name!)),
		);
	});
});

describe('docs/credential.md', () => {
	it('has the fields as the form has them', () => {
		expectRows([table(credentialPage, 'Fields', 'Field')], new CallCowApi().properties);
	});
});

describe('docs/waiting.md', () => {
	it('has the outputs of the node, with the outcomes that leave by them', () => {
		const [, names] = /\? (\[.+?\]) :/.exec(outputsExpression)!;
		const outputs = JSON.parse(names!) as Array<{ displayName: string }>;
		expect(outputs).toHaveLength(numberOfOutputs('byOutcome'));
		const item = { json: {} };
		const rows = table(waitingPage, 'Four outputs', 'Output').rows;
		expect(rows.map(([name]) => name)).toEqual(outputs.map(({ displayName }) => displayName));
		rows.forEach(([, outcomes], index) => {
			const leaving = OUTCOMES.filter(
				(outcome) => onOutputOf(outcome, 'byOutcome', [item])[index]!.length > 0,
			);
			expect(codeIn(outcomes!).sort()).toEqual(leaving.sort());
		});
	});
});

describe('README.md', () => {
	it('lists each operation, and each source of the trigger', async () => {
		const page = await readMarkdownPage(path.join(root, 'README.md'));
		const listed = table(page, 'Operations', 'Node').rows.map((cells) => cells.join(' '));
		const sources = trigger.find(({ name }) => name === 'source')!.options!;
		const names = [...Object.values(headingOf), ...sources.map(({ name }) => `Source: ${name}`)];
		for (const name of names) expect(listed.join('\n')).toContain(`[${name}`);
	});
});

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

const fieldsIn = ({ rows }: MarkdownTable) => rows.flatMap(([fields]) => codeIn(fields!)).sort();

async function fieldsOfSchema(name: string): Promise<string[]> {
	const file = path.join(root, 'nodes/CallCow/__schema__', `${name}.json`);
	const schema = JSON.parse(await readFile(file, 'utf8')) as { properties: object };
	return Object.keys(schema.properties).sort();
}
