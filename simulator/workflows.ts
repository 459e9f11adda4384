/** An entry of `GET /workflows`. */
export interface WorkflowRecord {
	readonly id: string;
	readonly name: string | null;
}

export function findWorkflow(
	workflows: readonly WorkflowRecord[],
	id: string,
): WorkflowRecord | undefined {
	return workflows.find((workflow) => workflow.id === id);
}
