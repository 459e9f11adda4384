import type { IWebhookDescription } from 'n8n-workflow';

/** Where CallCow delivers the result of a call that an execution waits for. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Empty: the sender gets the `webhookResponse`. Without it n8n would answer its literal
		// "firstEntryJson", and an expression here would be evaluated twice for each callback.
		responseData: '',
		path: '',
		restartWebhook: true,
	},
];
