/* eslint-disable @n8n/community-nodes/require-node-api-error -- never published with the nodes: runs on the developer's machine */
import { z } from 'zod';
import { outcomes } from '../outcome';
import type { RecordedCall, Scene } from '../plan/replay';

/** What is read of the lines of a recording; everything else in them is for people. */
const requestLine = z.object({
	type: z.literal('request'),
	at: z.string().datetime(),
	path: z.string(),
	body: z.unknown(),
	status: z.number().int().nullable(),
	made_call_id: z.string().nullable(),
	answer: z.unknown(),
	answer_headers: z.record(z.unknown()).default({}),
	answered_after_ms: z.number().nonnegative().default(0),
});

const deliveryLine = z.object({
	type: z.literal('delivery'),
	call_id: z.string(),
	webhook_id: z.string().optional(),
	sent_at: z.string().datetime(),
	request_body: z.string(),
	resent: z.boolean().default(false),
});

const endLine = z.object({
	type: z.literal('end'),
	call_id: z.string(),
	workflow_id: z.string(),
	ended_at: z.string().datetime(),
	outcome: z.enum(outcomes),
});

const line = z.discriminatedUnion('type', [requestLine, deliveryLine, endLine]);

const aimSchema = z.object({
	recipient_phone: z.string(),
	workflow_id: z.string().nullable().default(null),
});

type RequestLine = z.output<typeof requestLine>;
type Line = z.output<typeof line>;

const placing = ['/api/call-prompt', '/api/call'];

/** A recording that cannot be read; the message names the line. */
export class NotARecording extends Error {}

/**
 * The requests to place calls of a recording, the earliest first. Those with a wrong key are left
 * out: they are refused without it.
 *
 * @param text what `--record` has written
 */
export function scenesOf(text: string): Scene[] {
	const lines = text
		.split('\n')
		.map((entry, index) => (entry.trim() === '' ? [] : [lineOf(entry, index + 1)]))
		.flat();
	// A line is written when its request is over: a slow one stands behind what came later.
	const requests = lines
		.filter((entry): entry is RequestLine => entry.type === 'request')
		.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
	return requests.flatMap((request) => {
		const [path] = request.path.split('?') as [string];
		const aim = aimSchema.safeParse(request.body);
		if (!placing.includes(path) || request.status === 401 || !aim.success) return [];
		const { status, answer, answered_after_ms: answeredAfterMs } = request;
		const headers = headersOf(request.answer_headers);
		const call = callOf(request, lines);
		return [{ path, ...aim.data, status, headers, answer, answeredAfterMs, call }];
	});
}

function lineOf(text: string, number: number): Line {
	try {
		return line.parse(JSON.parse(text));
	} catch {
		throw new NotARecording(`line ${number} was not written by --record`);
	}
}

/** Without those that belong to one connection. */
function headersOf(recorded: Readonly<Record<string, unknown>>): Record<string, string> {
	const own = Object.entries(recorded).filter(
		([name, value]) =>
			typeof value === 'string' && !/^(connection|content-length|date|keep-alive)$/i.test(name),
	);
	return Object.fromEntries(own) as Record<string, string>;
}

function callOf(
	{ at, made_call_id: id, answer }: RequestLine,
	lines: readonly Line[],
): RecordedCall | null {
	if (id === null) return null;
	const since = (time: string) => Math.max(0, Date.parse(time) - Date.parse(at));
	let call: RecordedCall = {
		call_id: id,
		workflow_id: workflowIn(answer),
		ending: null,
		deliveries: [],
	};
	let told: string | undefined;
	for (const entry of lines) {
		if (entry.type === 'request' || entry.call_id !== id) continue;
		if (entry.type === 'end') {
			const ending = { afterMs: since(entry.ended_at), outcome: entry.outcome };
			call = { ...call, workflow_id: entry.workflow_id, ending };
			continue;
		}
		// Each of several webhooks was told the same: the first stands for all.
		told ??= entry.webhook_id;
		if (entry.webhook_id !== told) continue;
		const { sent_at, request_body: body, resent } = entry;
		const deliveries = [...call.deliveries, { afterMs: since(sent_at), body, resent }];
		call = { ...call, deliveries };
	}
	return call;
}

function workflowIn(answer: unknown): string | null {
	return z.object({ workflow_id: z.string() }).safeParse(answer).data?.workflow_id ?? null;
}
