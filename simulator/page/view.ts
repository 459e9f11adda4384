import type { RateLimit } from '../api/rate-limit';
import type { RequestLog } from '../api/request-log';
import type { Switchboard } from '../calls/switchboard';
import type { WebhookRegistry } from '../calls/webhook-registry';
import type { WorkflowRecord } from '../calls/workflows';
import type { Clock } from '../clock';
import { hideSecretsInUrl } from '../hidden';
import type { Plan } from '../plan/plan';
import type { Script } from '../plan/script';
import type { StandingFaults } from '../plan/standing-faults';
import type { RequestRecord, WebhookRecord } from '../records';
import { shownCall, shownRequest, type ShownCall } from './shown-call';

export interface ShownSettings {
	readonly outcome: Script['outcome'];
	readonly afterMs: number;
	/** How many numbers have a script of their own, which goes before these settings. */
	readonly numbers: number;
	readonly faults: StandingFaults;
	/** How many faults wait for the requests that come next. */
	readonly waitingFaults: number;
}

/** All that a page shows. */
export interface PageState {
	readonly settings: ShownSettings;
	readonly rate: { readonly used: number; readonly limit: number };
	/** The workflows made beforehand. */
	readonly workflows: readonly WorkflowRecord[];
	/** Who is told the results of their calls, the earliest first. */
	readonly webhooks: readonly WebhookRecord[];
	/** How many calls there are, the ones that are not among `calls` included. */
	readonly total: number;
	/** The newest first. */
	readonly calls: readonly ShownCall[];
	/** Requests to place a call that made none, the newest first. */
	readonly refused: readonly RequestRecord[];
}

/** More are kept, but a page is sent no more than so many calls: a load test should not choke it. */
export const mostCallsShown = 1_000;
const mostRefusedShown = 20;

/** All but what may be long. */
export type Surroundings = Omit<PageState, 'calls' | 'refused'>;

/** Puts together what pages show. */
export class PageView {
	constructor(
		private readonly parts: {
			clock: Clock;
			plan: Plan;
			rateLimit: RateLimit;
			requestLog: RequestLog;
			switchboard: Switchboard;
			workflows: readonly WorkflowRecord[];
			webhooks: WebhookRegistry;
		},
	) {}

	state(): PageState {
		return { ...this.surroundings(), calls: this.calls(), refused: this.refused() };
	}

	/** What is short, and so goes with every message. */
	surroundings(): Surroundings {
		const { clock, plan, rateLimit, switchboard, workflows, webhooks } = this.parts;
		const { default: script, numbers } = plan.changeScripts({});
		return {
			settings: {
				outcome: script.outcome,
				afterMs: script.afterMs,
				numbers: Object.keys(numbers).length,
				faults: plan.stand({}),
				waitingFaults: plan.waitingFaults.waiting(),
			},
			rate: { used: rateLimit.used(clock.now()), limit: rateLimit.requestsPerMinute },
			workflows,
			webhooks: webhooks.records().map((webhook) => ({
				...webhook,
				webhook_url: hideSecretsInUrl(webhook.webhook_url),
			})),
			total: switchboard.calls.count(),
		};
	}

	/** The newest calls, or those of them that are asked for; the newest first. */
	calls(isWanted: (callId: string) => boolean = () => true): ShownCall[] {
		const { requestLog, switchboard } = this.parts;
		const records = switchboard.calls
			.records()
			.slice(-mostCallsShown)
			.filter(({ call_id: id }) => isWanted(id))
			.reverse();
		const deliveries = grouped(switchboard.deliveryRecords(), ({ call_id: id }) => id);
		const requests = grouped(requestLog.records(), ({ made_call_id: id }) => id);
		return records.map((call) =>
			shownCall(call, {
				receivers: switchboard.calls.receiversOf(call.call_id),
				request: requests.get(call.call_id)?.[0],
				deliveries: deliveries.get(call.call_id) ?? [],
			}),
		);
	}

	refused(): RequestRecord[] {
		return this.parts.requestLog
			.records()
			.filter(({ status }) => status !== null && status >= 400)
			.slice(-mostRefusedShown)
			.reverse()
			.map(shownRequest);
	}
}

function grouped<Entry>(
	entries: readonly Entry[],
	keyOf: (entry: Entry) => string | null,
): Map<string, Entry[]> {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries) {
		const key = keyOf(entry);
		if (key === null) continue;
		const group = groups.get(key);
		if (group) group.push(entry);
		else groups.set(key, [entry]);
	}
	return groups;
}
