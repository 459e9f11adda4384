import { isObject, type ExportedNode } from './exported';
import type { Note, Remarks } from './report';
import { leftOver, workflowChoice } from './parameters';

/** Parameters of the earlier node that have become options, by their names there. */
const options = {
	recipient_name: 'recipientName',
	recipient_email: 'recipientEmail',
	recipient_context: 'recipientContext',
	idempotency_key: 'idempotencyKey',
} as const;

/** The parameters of the CallCow node that does what an earlier Callcow node did. */
export function callParameters(
	{ name, parameters = {} }: ExportedNode,
	remarks: Remarks,
): Record<string, unknown> {
	const { workflow_id, recipient_phone, requestOptions, ...rest }: Record<string, unknown> =
		parameters;
	const note = remarks.of(name);
	const ours: Record<string, unknown> = {};
	for (const [theirs, here] of Object.entries(options)) {
		const value = rest[theirs];
		delete rest[theirs];
		// The earlier node stores what is not filled as an empty text.
		if (value !== undefined && value !== '') ours[here] = value;
	}
	const { timeoutSeconds, others } = readRequestOptions(requestOptions);
	if (timeoutSeconds !== undefined) ours.timeoutSeconds = timeoutSeconds;
	note.changed('is now the CallCow node with the operation Place with Workflow');
	leftOver(rest, note);
	leftOver(others, note, 'Request Options > ');
	remarkOnPhone(recipient_phone, note);
	if (isFixedText(ours.idempotencyKey)) {
		note.todo(
			'Idempotency Key is a fixed text. Two items of one run must not have the same key. Use an expression, or remove the option.',
		);
	}
	return {
		resource: 'call',
		operation: 'placeWithWorkflow',
		workflowId: workflowChoice(workflow_id, note),
		recipientPhone: recipient_phone ?? '',
		options: ours,
	};
}

function remarkOnPhone(phone: unknown, note: Note): void {
	if (phone === undefined || phone === '') {
		note.todo('Recipient Phone is empty.');
	} else if (!isFixedText(phone) || !phone.trim().startsWith('+')) {
		note.todo(
			'Recipient Phone is checked before anyone is called. For numbers without a country code, add the option Default Country.',
		);
	}
}

function isFixedText(value: unknown): value is string {
	return typeof value === 'string' && value !== '' && !value.startsWith('=');
}

/** What n8n itself adds to a node that is only a description of requests. */
function readRequestOptions(value: unknown): {
	timeoutSeconds?: number;
	others: Record<string, unknown>;
} {
	if (!isObject(value)) return { others: {} };
	const { timeout, ...others } = value;
	if (timeout === undefined) return { others };
	if (typeof timeout !== 'number' || !Number.isFinite(timeout)) return { others: value };
	return { timeoutSeconds: Math.min(300, Math.max(1, Math.ceil(timeout / 1_000))), others };
}
