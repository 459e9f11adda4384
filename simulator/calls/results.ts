import type { RecordedDelivery } from '../plan/replay';
import type { Decision } from '../plan/script';
import type { DeliveryRecord } from '../records';
import type { Call } from './call';
import { Courier, type CourierOptions } from './courier';
import { Refusal } from './refusal';
import type { Timetable } from './timetable';

/** How the sending of a result once more differs from the delivery before. */
export interface Resend {
	/** Instead of the call's own secret; `null` sends none. */
	readonly secret?: string | null | undefined;
	/** Sent as it is instead of the result. */
	readonly body?: string | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Takes the results of calls to those who are told, unless a fault of the callback prevents it. */
export class Results {
	private readonly courier: Courier;

	constructor(
		options: CourierOptions,
		private readonly timetable: Timetable,
	) {
		this.courier = new Courier(options);
	}

	/**
	 * Delivers the result of a call that has ended. Of several deliveries, all are made and the first
	 * is given back; `null` when nobody is told, or not now.
	 */
	async tell(call: Call, decision: Decision): Promise<DeliveryRecord | null> {
		const { told, callbackFault: fault } = call;
		if (!told || told.length === 0 || fault?.kind === 'noCallback') return null;
		const body = call.body(decision);
		const send = async (resent = false) =>
			await Promise.all(
				told.map((receiver) => this.courier.deliver(call.record, { ...receiver, body, resent })),
			);
		if (fault?.kind === 'lateCallback') {
			this.timetable.plan(fault.delayMs, async () => void (await send()));
			return null;
		}
		const [first] = await send();
		if (fault?.kind === 'doubleCallback') await send(true);
		return first ?? null;
	}

	/** Delivers a body that was recorded to all who are told now. */
	async tellRecorded(call: Call, { body, resent }: RecordedDelivery): Promise<void> {
		const receivers = call.told ?? call.receivers();
		await Promise.all(
			receivers.map((receiver) => this.courier.deliver(call.record, { ...receiver, body, resent })),
		);
	}

	/**
	 * Sends a result once more, with the changes that `resend` names.
	 *
	 * @param callOf finds the call of a delivery
	 */
	async resend(
		deliveryId: string,
		resend: Resend,
		callOf: (callId: string) => Call,
	): Promise<DeliveryRecord> {
		const delivery = this.courier.find(deliveryId);
		if (!delivery) throw new Refusal(404, `There is no delivery ${deliveryId}`);
		const call = callOf(delivery.call_id);
		return await this.courier.deliver(call.record, {
			url: delivery.url,
			body: resend.body ?? delivery.request_body,
			secret: resend.secret === undefined ? call.secret : resend.secret,
			webhookId: delivery.webhook_id,
			headers: resend.headers,
			resent: true,
		});
	}

	records(): DeliveryRecord[] {
		return this.courier.records();
	}

	/** Forgets every delivery and breaks off those that are underway. */
	reset(): void {
		this.courier.reset();
	}
}
