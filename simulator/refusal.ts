/** What a control command answers when it cannot be carried out. */
export class ControlRefusal extends Error {
	/**
	 * @param status the HTTP status that the control route answers
	 * @param details zod's flattened issues, for a command that is not well formed
	 */
	constructor(
		readonly status: 400 | 404 | 409,
		message: string,
		readonly details?: unknown,
	) {
		super(message);
	}
}
