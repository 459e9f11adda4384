import type { IExecuteFunctions } from 'n8n-workflow';
import { leftoverWords } from '../../domain/leftoverWords';
import { itemRanges } from '../story';
import { writtenAt } from '../writtenParameter';

/** A parameter of one item in which an expression has left such a word as `undefined`. */
export interface Leftover {
	readonly itemIndex: number;
	/** The parameter's name in the form. */
	readonly label: string;
	readonly words: readonly string[];
}

/** A parameter that was read: where it stands in the node, its name in the form, and its value. */
export type ReadText = readonly [path: string, label: string, value: string | undefined];

export function leftoversIn(
	context: IExecuteFunctions,
	itemIndex: number,
	texts: readonly ReadText[],
): Leftover[] {
	return texts.flatMap(([path, label, value]) => {
		if (value === undefined) return [];
		const words = leftoverWords(value, writtenAt(context, path));
		return words.length === 0 ? [] : { itemIndex, label, words };
	});
}

/** Says it once for all items; there is at least one. */
export function explainLeftovers(leftovers: readonly Leftover[]): string {
	const labels = [...new Set(leftovers.map(({ label }) => label))];
	const places = labels.map((label) => {
		const items = leftovers.filter((leftover) => leftover.label === label);
		return `'${label}'${itemRanges(items.map(({ itemIndex }) => itemIndex))}`;
	});
	const words = [...new Set(leftovers.flatMap((leftover) => leftover.words))];
	return `An expression without a value left the word ${words.join(' or ')} in ${places.join(' and ')}, and the text was sent that way. Check what the expression refers to, or give it a fallback, such as {{ $json.name ?? "the customer" }}.`;
}
