/**
 * A number that can be shown: enough to recognise the row, too little to phone anybody.
 * `+14155552671` becomes `+1415***2671`; what is shorter keeps less, what is no number keeps nothing.
 */
export function maskPhoneNumber(text: string): string {
	const plus = /^\s*\+/.test(text) ? '+' : '';
	const characters = Array.from(plus + text.replace(/\P{Nd}/gu, ''));
	const shown = (first: number, last: number) =>
		`${characters.slice(0, first).join('')}***${characters.slice(-last).join('')}`;
	if (characters.length >= 11) return shown(5, 4);
	if (characters.length >= 7) return shown(3, 2);
	return '***';
}
