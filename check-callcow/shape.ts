const DEEPEST = 6;
const MOST_KEYS = 30;
const MOST_SHAPES = 4;

/**
 * What a JSON value is made of, in words: keys and types, and none of its values. Keys that are data
 * themselves are left out, as far as that can be seen.
 *
 * @param texts values that were read elsewhere: no key that is one of them is shown
 */
export function shapeOf(value: unknown, texts: ReadonlySet<string>, depth = 0): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return `string${formatOf(value)}`;
	if (typeof value !== 'object') return typeof value;
	if (depth === DEEPEST) return '…';
	if (Array.isArray(value)) {
		const shapes = [...new Set(value.map((entry) => shapeOf(entry, texts, depth + 1)))];
		if (shapes.length === 0) return '[] (empty)';
		const shown = shapes.slice(0, MOST_SHAPES).join(' | ');
		return `[${shown}${shapes.length > MOST_SHAPES ? ' | …' : ''}]`;
	}
	const entries = Object.entries(value).slice(0, MOST_KEYS);
	const shapes = entries.map(([, entry]) => shapeOf(entry, texts, depth + 1));
	const isTable = shapes.length > 1 && new Set(shapes).size === 1 && shapes[0]!.startsWith('{');
	const fields = entries.map(
		([key], index) => `${isTable ? HIDDEN_KEY : shownKey(key, texts)}: ${shapes[index]}`,
	);
	const more = Object.keys(value).length > MOST_KEYS ? ', …' : '';
	return `{${[...new Set(fields)].join(', ')}${more}}`;
}

/** Of objects that are all alike, the keys are IDs or names. */
const HIDDEN_KEY = '(a key)';

/** What a field is called, and not what it is about. */
function shownKey(key: string, texts: ReadonlySet<string>): string {
	const isFieldName = /^[A-Za-z_][A-Za-z_]{0,39}\d?$/.test(key);
	return isFieldName && !texts.has(key) ? key : HIDDEN_KEY;
}

const FORMATS: ReadonlyArray<readonly [RegExp, string]> = [
	[/^$/, ' (empty)'],
	[/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, ' (UUID)'],
	[/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/, ' (time with zone)'],
	[/^\d{4}-\d\d-\d\dT[\d:.]+$/, ' (time without zone)'],
	[/^\+[1-9]\d{6,14}$/, ' (E.164)'],
	[/^https?:\/\/\S+$/, ' (URL)'],
];

function formatOf(text: string): string {
	return FORMATS.find(([pattern]) => pattern.test(text))?.[1] ?? '';
}
