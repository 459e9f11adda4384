import type { IExecuteFunctions } from 'n8n-workflow';
import { webhookBaseOf } from '../../../nodes/CallCow/actions/call/n8nAddress';

/** Of n8n's context, only what tells addresses. */
const context = (resumeUrl: string, additionalData?: object) =>
	({ additionalData, evaluateExpression: () => resumeUrl }) as unknown as IExecuteFunctions;

describe('webhookBaseOf', () => {
	it('takes the address of webhooks that n8n has beside its context, whatever they are called', () => {
		expect(
			webhookBaseOf(
				context('https://b.example.com/n8n/in/wait/7', {
					webhookBaseUrl: 'https://b.example.com/n8n/in/calls',
				}),
			),
		).toBe('https://b.example.com/n8n/in/calls');
	});

	it.each([undefined, {}, { webhookBaseUrl: '' }, { webhookBaseUrl: 7 }])(
		'tells it from the address for resuming where n8n has %j there',
		(additionalData) => {
			expect(
				webhookBaseOf(context('https://b.example.com/n8n/webhook-waiting/7', additionalData)),
			).toBe('https://b.example.com/n8n/webhook');
		},
	);

	it('does not know it when that has a name of its own', () => {
		expect(webhookBaseOf(context('https://b.example.com/in/wait/7'))).toBeUndefined();
	});
});
