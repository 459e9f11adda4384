/** Hides the middle of an E.164 number: `+14155552671` becomes `+1415***2671`. */
export function maskPhoneNumber(number: string): string {
	// Short numbers keep less, or head and tail together would show all of it.
	return number.length >= 12
		? `${number.slice(0, 5)}***${number.slice(-4)}`
		: `${number.slice(0, 3)}***${number.slice(-2)}`;
}

/** Hides everything in a text that looks like a phone number, however it is written. */
export function maskPhoneNumbersIn(text: string): string {
	return text.replace(/\+?\(?\d(?:[\s().-]{0,2}\d){6,14}/g, (found) =>
		maskPhoneNumber(found.replace(/[^+\d]/g, '')),
	);
}
