/** An entry of `GET /workflows`. */
export interface WorkflowRecord {
	readonly id: string;
	readonly name: string | null;
}

/** Good enough to try: one of them without a name. */
export const defaultWorkflows: readonly WorkflowRecord[] = [
	{ id: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21', name: 'Confirm an appointment' },
	{ id: '8b7e4d12-90af-4e3c-b5d8-1c2f6a9e0734', name: 'Follow up on a quote' },
	{ id: 'd24a9c5f-6e18-4b07-8f93-52b0e7c61da8', name: null },
];

export function findWorkflow(
	workflows: readonly WorkflowRecord[],
	id: string,
): WorkflowRecord | undefined {
	return workflows.find((workflow) => workflow.id === id);
}
