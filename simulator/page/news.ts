import type { Switchboard } from '../calls/switchboard';
import type { RequestRecord, SimulatorEvent } from '../records';
import type { LiveFeed } from './live-feed';

/** Turns what happens in the simulator into changes that pages are told. */
export class News {
	constructor(
		private readonly feed: LiveFeed,
		private readonly switchboard: Switchboard,
	) {}

	happened(event: SimulatorEvent): void {
		if ('call' in event) this.feed.changed({ callId: event.call.call_id });
		if ('delivery' in event) this.feed.changed({ callId: event.delivery.call_id });
		if (!('webhook' in event)) return;
		// Who will be told the results of the calls that go on.
		for (const callId of this.switchboard.calls.openCallsOf(event.webhook.workflow_id)) {
			this.feed.changed({ callId });
		}
		this.feed.changed('settings');
	}

	requestAnswered({ made_call_id: callId, status }: RequestRecord): void {
		if (callId !== null) this.feed.changed({ callId });
		this.feed.changed(status !== null && status >= 400 ? 'refused' : 'settings');
	}
}
