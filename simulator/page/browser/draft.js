import { useState } from 'preact/hooks';

/**
 * A text that the user edits, kept for this tab over reloads.
 *
 * @param name what it is kept under
 * @param proposal what stands there until the user has written something
 */
export function useDraft(name, proposal) {
	const [text, setText] = useState(() => sessionStorage.getItem(name));
	const write = (value) => {
		sessionStorage.setItem(name, value);
		setText(value);
	};
	const forget = () => sessionStorage.removeItem(name);
	return [text ?? proposal, write, forget];
}
