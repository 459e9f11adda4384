import type { IWebhookDescription } from 'n8n-workflow';

/** Where CallCow delivers the result of a call that an execution waits for. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Without it the sender would read n8n's literal "firstEntryJson".
		responseData: '={{ { received: true } }}',
		path: '',
		restartWebhook: true,
	},
];
