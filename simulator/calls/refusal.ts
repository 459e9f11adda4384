/** Why a command cannot be carried out: no such call, or one that has ended. */
export class Refusal extends Error {
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
