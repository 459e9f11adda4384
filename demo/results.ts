import type { IDataObject } from 'n8n-workflow';

/** A call as the simulator made it and the CallCow node put it out. */
export interface PlacedCall {
	readonly callId: string;
	readonly workflowId: string;
	readonly reference: string;
	/** How the simulator ended it. */
	readonly outcome: string | null;
}

/** An item that a CallCow node put out when a call had ended. */
export interface ReceivedResult {
	readonly callId: unknown;
	readonly workflowId: unknown;
	readonly reference: unknown;
	readonly outcome: unknown;
}

export function readResult(item: IDataObject): ReceivedResult {
	return {
		callId: item.call_id,
		workflowId: item.workflow_id,
		reference: item.reference,
		outcome: item.outcome,
	};
}

/**
 * Holds what arrived against the calls that were placed, and says in a sentence each what is missing or different.
 * Empty when every call has exactly one result with its own IDs, reference and outcome.
 */
export function compareResults(
	calls: readonly PlacedCall[],
	results: readonly ReceivedResult[],
): string[] {
	const differences = calls.flatMap((call) => compareCall(call, results));
	const strangers = results.filter(
		({ callId }) => !calls.some((call) => call.callId === callId),
	).length;
	if (strangers > 0)
		differences.push(`${strangers} results that arrived do not belong to any call.`);
	return differences;
}

function compareCall(call: PlacedCall, results: readonly ReceivedResult[]): string[] {
	const own = results.filter(({ callId }) => callId === call.callId);
	const [result] = own;
	if (result === undefined) return [`The result of the call to ${call.reference} did not arrive.`];
	const differences = (['workflowId', 'reference', 'outcome'] as const)
		.filter((field) => result[field] !== call[field])
		.map(
			(field) =>
				`The result of the call to ${call.reference} has ${field} "${String(result[field])}", not "${String(call[field])}".`,
		);
	if (own.length > 1) {
		differences.push(`The result of the call to ${call.reference} arrived ${own.length} times.`);
	}
	return differences;
}

/** Says in a sentence each whose row is missing in the table that comes after all calls, and which is too much. */
export function compareTable(
	appointments: readonly IDataObject[],
	table: readonly IDataObject[],
): string[] {
	const names = appointments.map(({ name }) => String(name));
	const differences = names
		.filter((name) => !table.some((row) => row.name === name))
		.map((name) => `The results table has no row for ${name}.`);
	if (names.length === 0) differences.push('There was no appointment to call about.');
	if (table.length > names.length) {
		differences.push(
			`The results table has ${table.length} rows for ${names.length} appointments.`,
		);
	}
	return differences;
}

/**
 * Says in a sentence each which row of a campaign was not answered, and who was not called again.
 *
 * @param busyAtFirst the names of those who were
 */
export function compareCampaign(
	rows: readonly IDataObject[],
	busyAtFirst: readonly string[],
): string[] {
	const differences = rows
		.filter(({ status }) => status !== 'answered')
		.map(
			({ name, status }) => `The row for ${String(name)} is "${String(status)}", not "answered".`,
		);
	if (rows.length === 0) differences.push('The campaign table has no rows.');
	for (const name of busyAtFirst) {
		const attempts = rows.find((row) => row.name === name)?.attempts;
		if (attempts !== 2) {
			differences.push(`${name} was called ${String(attempts)} times instead of 2.`);
		}
	}
	return differences;
}
