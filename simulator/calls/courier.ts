import type { Clock } from '../clock';
import { hideAuthorization } from '../hidden';
import type { CallRecord, DeliveryRecord, SimulatorEvent } from '../records';
import { postCallback } from './delivery';

/** Somebody who is told the result of a call. */
export interface Receiver {
	readonly url: string;
	/** Sent as a Bearer token; `null` sends none. */
	readonly secret: string | null;
	/** The webhook for which it is meant; without it, the call's own callback. */
	readonly webhookId?: string | undefined;
}

/** The result of a call on its way to one receiver. */
export interface ResultMessage extends Receiver {
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly resent?: boolean;
}

export interface CourierOptions {
	readonly clock: Clock;
	readonly newId: () => string;
	readonly deliveryTimeLimitMs: number;
	readonly emit: (event: SimulatorEvent) => void;
}

/** Delivers results, once each, and keeps what became of that. */
export class Courier {
	private deliveries: DeliveryRecord[] = [];
	private underway = new AbortController();

	constructor(private readonly options: CourierOptions) {}

	async deliver(call: CallRecord, message: ResultMessage): Promise<DeliveryRecord> {
		const { clock, newId, deliveryTimeLimitMs, emit } = this.options;
		const { signal } = this.underway;
		const startedAt = clock.now();
		const request = {
			url: message.url,
			body: message.body,
			headers: {
				'content-type': 'application/json',
				'user-agent': 'callcow-simulator',
				// A connection kept open would keep the receiver from closing in time.
				connection: 'close',
				...(message.secret === null ? {} : { authorization: `Bearer ${message.secret}` }),
				...message.headers,
			},
		};
		const answer = await postCallback(request, { timeLimitMs: deliveryTimeLimitMs, signal });
		const delivery: DeliveryRecord = {
			id: newId(),
			call_id: call.call_id,
			workflow_id: call.workflow_id,
			...(message.webhookId === undefined ? {} : { webhook_id: message.webhookId }),
			recipient_phone: call.recipient_phone,
			url: message.url,
			resent: message.resent ?? false,
			sent_at: new Date(startedAt).toISOString(),
			request_headers: withoutSecrets(request.headers),
			request_body: message.body,
			status: answer.status,
			response_body: answer.body,
			duration_ms: clock.now() - startedAt,
			error: answer.error,
		};
		// A delivery broken off by a reset belongs to what was forgotten.
		if (!signal.aborted) {
			this.deliveries.push(delivery);
			emit({ type: 'deliveryDone', delivery });
		}
		return delivery;
	}

	find(deliveryId: string): DeliveryRecord | undefined {
		return this.deliveries.find(({ id }) => id === deliveryId);
	}

	records(): DeliveryRecord[] {
		return [...this.deliveries];
	}

	/** Forgets every delivery and breaks off those that are underway. */
	reset(): void {
		this.underway.abort();
		this.underway = new AbortController();
		this.deliveries = [];
	}
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			name.toLowerCase() === 'authorization' ? hideAuthorization(value) : value,
		]),
	);
}
