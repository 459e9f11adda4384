import type { CallFailure } from './errors';

/** What these statuses mean for a call with a prompt they do not mean for a call with a workflow. */
const MEANT_FOR_PROMPTS: ReadonlySet<number | undefined> = new Set([409, 410, 422]);

/**
 * The failure of a call that was asked for with a workflow made in CallCow, where only 400, 401, 404
 * and 429 are documented.
 * @see https://docs.callcow.ai (Trigger AI Phone Call)
 */
export function ofWorkflowCall(failure: CallFailure): CallFailure {
	const { status } = failure;
	if (status === 404) {
		return reworded(
			failure,
			"CallCow cannot find this 'Workflow' (status 404)",
			"Choose the 'Workflow' again. It may have been deleted in CallCow, or it belongs to another account.",
		);
	}
	if (MEANT_FOR_PROMPTS.has(status)) {
		return reworded(
			failure,
			`CallCow answered with status ${status}`,
			'Check the workflow in CallCow.',
		);
	}
	return failure;
}

/** With what CallCow said; and of a call that may have been placed, what there is to say of those. */
function reworded(failure: CallFailure, message: string, whatToDo: string): CallFailure {
	const said = /: .*$/.exec(failure.message)?.[0] ?? '';
	return {
		...failure,
		message: `${message}${said}`,
		next: failure.placed === 'no' ? undefined : failure.next,
		description:
			failure.placed === 'no' ? `This call was not placed. ${whatToDo}` : failure.description,
	};
}
