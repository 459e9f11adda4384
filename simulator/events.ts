/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published with the nodes: runs on the developer's machine */
import type { DeliveryRecord, SimulatorEvent } from './records';

export type Listener = (event: SimulatorEvent) => void;

/** What happens in one simulator, told to whoever listens. */
export class Events {
	private readonly listeners = new Set<Listener>();

	readonly emit = (event: SimulatorEvent): void => {
		for (const listener of [...this.listeners]) listener(event);
	};

	/** Calls `listener` on every event from now on; returns what ends that. */
	listen(listener: Listener): () => void {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}

	/**
	 * Resolves with the next delivery that fits.
	 *
	 * @param timeLimitMs real time after which it rejects
	 */
	async nextDelivery(
		fits: (delivery: DeliveryRecord) => boolean,
		timeLimitMs = 10_000,
	): Promise<DeliveryRecord> {
		return await new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				unlisten();
				reject(new Error(`No matching delivery within ${timeLimitMs} ms`));
			}, timeLimitMs);
			const unlisten = this.listen((event) => {
				if (event.type !== 'deliveryDone' || !fits(event.delivery)) return;
				clearTimeout(timer);
				unlisten();
				resolve(event.delivery);
			});
		});
	}
}
