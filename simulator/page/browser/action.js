import { useState } from 'preact/hooks';
import { html } from './html.js';

/** Runs commands, and keeps what the last one said when it did not work. */
export function useAction() {
	const [problem, setProblem] = useState(null);
	const run = async (work) => {
		setProblem(null);
		try {
			return await work();
		} catch (error) {
			setProblem(error.message);
			return undefined;
		}
	};
	return [run, problem];
}

export function Problem({ text }) {
	return text ? html`<p class="problem" role="alert">${text}</p>` : null;
}
