import type { INodeProperties } from 'n8n-workflow';
import type { MarkdownTable } from '../../support/markdown-page';

/** What the documentation has to say of one field of a form, and what it says. */
export interface FormRow {
	displayName: string;
	name: string;
	default: string;
	required: boolean;
	/** `Display Name (value)`, sorted. */
	choices: string[];
	range: string | undefined;
}

/** Lists as long as that of the countries are counted, not written out. */
const TOO_MANY = 20;

/** The row that a field of a form needs. */
export function rowOf(field: INodeProperties): FormRow {
	const choices = choicesOf(field);
	return {
		displayName: field.displayName,
		name: field.name,
		default: defaultOf(field),
		required: field.required ?? false,
		choices:
			choices.length > TOO_MANY
				? [`${choices.length} countries`]
				: choices.map(({ name, value }) => `${name} (${value})`).sort(),
		range: rangeOf(field),
	};
}

function choicesOf(field: INodeProperties): Array<{ name: string; value: string }> {
	if (field.type === 'resourceLocator') {
		return (field.modes ?? []).map(({ displayName, name }) => ({ name: displayName, value: name }));
	}
	if (field.type !== 'options' && field.type !== 'multiOptions') return [];
	return (field.options ?? []).map((option) => {
		if (!('value' in option)) throw new Error(`${field.name} has a choice without a value`);
		return { name: option.name, value: String(option.value) };
	});
}

function defaultOf(field: INodeProperties): string {
	const { default: value } = field;
	const nameOf = (chosen: unknown) =>
		choicesOf(field).find((choice) => choice.value === chosen)?.name ?? `${String(chosen)}?`;
	if (field.type === 'options') return nameOf(value);
	if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.map(nameOf).join(', ');
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value === 'number') return String(value);
	// An empty collection, or a resource locator with nothing chosen.
	if (typeof value === 'object') return 'empty';
	if (value === '' || value === undefined) return 'empty';
	if (value.includes('$fromAI(')) return 'the model fills it in';
	return value.length > 60 ? 'a text' : value;
}

function rangeOf({ typeOptions }: INodeProperties): string | undefined {
	const { minValue, maxValue } = typeOptions ?? {};
	if (minValue === undefined) return undefined;
	return maxValue === undefined
		? `at least ${minValue}`
		: `${minValue} to ${maxValue.toLocaleString('en-US')}`;
}

/** The rows that a table has, whose columns are display name, name, default and what the field does. */
export function rowsOf(table: MarkdownTable): FormRow[] {
	return table.rows.map((cells) => {
		const [displayName, name, byDefault, text] = cells as [string, string, string, string];
		return {
			displayName,
			name: withoutCode(name),
			default: withoutCode(byDefault),
			required: text.startsWith('Required.'),
			choices: [
				...[...text.matchAll(/\*\*([^*]+)\*\* \(`([^`]+)`/g)].map(
					([, label, value]) => `${label} (${value})`,
				),
				...(text.match(/\d+ countries/g) ?? []),
			].sort(),
			range: /(?<=^|\. |, )(\d+ to [\d,]*\d|at least \d+)/i.exec(text)?.[0].toLowerCase(),
		};
	});
}

const withoutCode = (cell: string) => cell.replace(/^`(.*)`$/, '$1');
