import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { CallFailure } from '../domain/errors';
import { SETTING, type NextStep } from '../domain/nextStep';
import type { OperationResult } from './operation';
import { writtenAt } from './writtenParameter';

/* What a model, or a program that has one, reads: whether anybody was called, and what to do next. */

const WAS_PLACED: Readonly<Record<CallFailure['placed'], string>> = {
	no: 'No call was placed.',
	unknown: 'The call may or may not have been placed.',
};

/** What happened, whether anybody was called, and what to do, in three sentences or little more. */
export function messageForModel(
	context: IExecuteFunctions,
	message: string,
	placed: CallFailure['placed'] | undefined,
	next: NextStep = SETTING,
): string {
	const { sentence } = isUpToModel(context, next) ? next : SETTING;
	const whatHappened = message.replace(/[^.!?]$/, '$&.');
	return [whatHappened, placed && WAS_PLACED[placed], sentence].filter(Boolean).join(' ');
}

/** Whether the model has given what is at fault, and so can give something else. */
function isUpToModel(context: IExecuteFunctions, { parameter }: NextStep): boolean {
	if (parameter === undefined) return true;
	const written = writtenAt(context, parameter);
	return typeof written === 'string' && /\$fromAI\b/i.test(written);
}

/** Of a call that no model reads more about: it would make up the rest. */
const PLACED =
	'The call was placed. You do not get its result: do not say that anyone was reached, and do not call again for the same reason.';
const SKIPPED = 'No call was placed. Do not try again: tell the user why.';
const SKIPPED_FOR_NOW =
	'No call was placed. Do not try again before callable_at: tell the user when it will be possible.';

/** What came of one item, with what a model should make of it. */
export function resultForModel({
	kind,
	json,
}: OperationResult & { json: IDataObject }): IDataObject {
	if (kind === 'done') return { ...json, message: PLACED };
	return { ...json, message: json.callable_at === undefined ? SKIPPED : SKIPPED_FOR_NOW };
}
