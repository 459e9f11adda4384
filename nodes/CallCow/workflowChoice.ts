import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';
import { requiredText } from './domain/parameters';
import { listWorkflows } from './transport/workflows';

/** The chosen ID. An expression may give it as a text, without the locator around it. */
export const workflowIdSchema = z.preprocess(
	(value) => (isLocator(value) ? value.value : value),
	requiredText,
);

export const CHOOSE_A_WORKFLOW = 'Choose one from the list, or enter its ID.';

export const listSearch = {
	/** The workflows whose name or ID holds the text, by name. */
	async searchWorkflows(
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const wanted = filter?.trim().toLowerCase() ?? '';
		const results = (await listWorkflows(this))
			.map(({ id, name }) => ({ name: name || `Unnamed (${id})`, value: id }))
			.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted))
			.sort((a, b) => a.name.localeCompare(b.name, 'en'));
		return { results };
	},
};

function isLocator(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && 'value' in value;
}
