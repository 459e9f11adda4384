/** What JavaScript writes into a text where a value is missing or is none. */
const LEFTOVER = /(?<![A-Za-z0-9])(?:undefined|null|NaN|Invalid Date(?:Time)?)(?![A-Za-z0-9])/g;

/** In JSON a null is a value like any other. */
const NULL_IN_JSON = /(?<=[:[,]\s*)null(?=\s*[,}\]])/g;

const EXPRESSION = /\{\{[\s\S]*?\}\}/g;

/**
 * The words in a text that expressions without a value have left there, each once. Those that the user
 * has written beside the expressions are meant, and so is a text without any expression.
 *
 * @param written the parameter as it stands in the node, `=` in front when it holds expressions
 */
export function leftoverWords(text: string, written: unknown): string[] {
	if (typeof written !== 'string' || !written.startsWith('=')) return [];
	const found = text.replace(NULL_IN_JSON, '').match(LEFTOVER);
	if (found === null) return [];
	const meant: readonly string[] = written.slice(1).replace(EXPRESSION, ' ').match(LEFTOVER) ?? [];
	return [...new Set(found)].filter((word) => !meant.includes(word));
}
