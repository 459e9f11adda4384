import type { IExecuteFunctions } from 'n8n-workflow';

/** What the user should know about a run that worked. */
export interface Hint {
	readonly message: string;
	readonly type: 'info' | 'warning';
}

/** n8n shows one hint a run: they become one, as grave as the gravest. */
export function giveHints(context: IExecuteFunctions, hints: readonly Hint[]): void {
	if (hints.length === 0) return;
	context.addExecutionHints({
		message: hints.map(({ message }) => message).join(' '),
		type: hints.some(({ type }) => type === 'warning') ? 'warning' : 'info',
		location: 'outputPane',
	});
}
