import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { toRawWorkflowResult, toWorkflowResult } from '../domain/workflowResult';
import type { Source } from './source';
import { toCallResult, toRawResult, type CallbackPayload } from '../domain/callback';

export interface ResultForm {
	readonly source: Source;
	readonly simplify: boolean;
	readonly splitFormFills: boolean;
	readonly reference?: string;
}

/** The items of one call: one, or one for each form fill. A call without form fills is not lost. */
export function resultItems(payload: CallbackPayload, form: ResultForm): INodeExecutionData[] {
	const { splitFormFills } = form;
	const result = resultOf(payload, form);
	if (!splitFormFills) return [{ json: result as unknown as IDataObject }];

	const { form_fills: formFills, ...call } = result as unknown as IDataObject;
	if (!Array.isArray(formFills)) return [{ json: { ...call, form_fill: formFills ?? null } }];
	const entries = formFills.length > 0 ? formFills : [null];
	return entries.map((entry) => ({ json: { ...call, form_fill: entry } }));
}

function resultOf(payload: CallbackPayload, { source, simplify, reference }: ResultForm): unknown {
	if (source === 'workflow') {
		return simplify ? toWorkflowResult(payload) : toRawWorkflowResult(payload);
	}
	return simplify ? toCallResult(payload, reference) : toRawResult(payload, reference);
}
