import { nextTurn } from '../calls/assistant';
import { hideSecretsInBody, hideSecretsInUrl } from '../hidden';
import type { CallRecord, DeliveryRecord, RequestRecord } from '../records';

/** A call with all that belongs to it, as the page shows it: phone numbers in full, no secrets. */
export interface ShownCall extends CallRecord {
	/** What the caller wants to have back; travels in the callback URL. */
	readonly reference: string | null;
	/** The addresses that will be told its result, or were when it ended. */
	readonly receivers: readonly string[];
	/** Whether the simulated assistant has nothing more to say. */
	readonly assistant_finished: boolean;
	/** The request that made the call. */
	readonly request: RequestRecord | null;
	/** Every delivery of its result, the earliest first. */
	readonly deliveries: readonly DeliveryRecord[];
}

export function shownCall(
	call: CallRecord,
	{
		receivers,
		request,
		deliveries,
	}: {
		receivers: readonly string[];
		request: RequestRecord | undefined;
		deliveries: readonly DeliveryRecord[];
	},
): ShownCall {
	const { callback_url: url } = call;
	return {
		...call,
		callback_url: url === null ? null : hideSecretsInUrl(url),
		reference: url === null ? null : new URL(url).searchParams.get('reference'),
		receivers: receivers.map(hideSecretsInUrl),
		assistant_finished: nextTurn(call.prompt, call.turns) === undefined,
		request: request ? shownRequest(request) : null,
		deliveries: deliveries.map((delivery) => ({
			...delivery,
			url: hideSecretsInUrl(delivery.url),
		})),
	};
}

export function shownRequest(request: RequestRecord): RequestRecord {
	return { ...request, body: hideSecretsInBody(request.body) };
}
