import type { SimulatorEvent, WebhookRecord } from '../records';

/** The addresses that are told the result of every call of a workflow. */
export class WebhookRegistry {
	private readonly webhooks = new Map<string, WebhookRecord>();

	constructor(
		private readonly options: {
			readonly newId: () => string;
			readonly emit: (event: SimulatorEvent) => void;
		},
	) {}

	/** The same address twice makes two webhooks: CallCow does not say otherwise. */
	register({ workflow_id, webhook_url, name }: Omit<WebhookRecord, 'id'>): WebhookRecord {
		const webhook = { id: this.options.newId(), workflow_id, webhook_url, name };
		this.webhooks.set(webhook.id, webhook);
		this.options.emit({ type: 'webhookRegistered', webhook });
		return webhook;
	}

	/** Whether there was such a webhook. */
	remove(id: string): boolean {
		const webhook = this.webhooks.get(id);
		if (!webhook) return false;
		this.webhooks.delete(id);
		this.options.emit({ type: 'webhookRemoved', webhook });
		return true;
	}

	ofWorkflow(workflowId: string): WebhookRecord[] {
		return this.records().filter(({ workflow_id }) => workflow_id === workflowId);
	}

	/** The earliest first. */
	records(): WebhookRecord[] {
		return [...this.webhooks.values()];
	}

	clear(): void {
		this.webhooks.clear();
	}
}
