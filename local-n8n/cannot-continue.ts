/**
 * Something outside this project stands in the way: no network, a taken port, a full disk. The message says what
 * happened and then what to do; show it to the person at the terminal as it is, without a stack.
 */
export class CannotContinue extends Error {
	override readonly name = 'CannotContinue';
}
