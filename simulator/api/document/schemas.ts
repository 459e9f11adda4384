/**
 * The bodies of CallCow's API as JSON Schema: what is documented or known of them. Nothing is
 * required of an answer or a result but what is certain.
 */
const phone = {
	type: 'string',
	pattern: '^\\+[1-9]\\d{6,14}$',
	description: 'The number to call, in E.164',
	examples: ['+14155550170'],
};

const idempotencyKey = {
	type: 'string',
	description:
		'A second request from the organization with this key within five minutes places no second call',
};

const text = (description: string) => ({ type: 'string', description });
const textOrNull = (description: string) => ({ type: ['string', 'null'], description });

const webhookUrl = { type: 'string', format: 'uri', description: 'HTTPS, on a public address' };

const turn = {
	type: 'object',
	required: ['role', 'content'],
	properties: { role: { enum: ['user', 'assistant'] }, content: { type: 'string' } },
};

export const schemas = {
	CallPromptRequest: {
		type: 'object',
		required: ['prompt', 'recipient_phone'],
		properties: {
			prompt: { ...text('What the call is for, in plain language'), minLength: 1 },
			recipient_phone: phone,
			callback_url: {
				...webhookUrl,
				description: 'Where the result is sent: HTTPS, on a public address',
			},
			callback_secret: text('Sent with the result as a Bearer token'),
			idempotency_key: idempotencyKey,
		},
	},
	CallPromptAnswer: {
		type: 'object',
		required: ['success'],
		properties: {
			success: { const: true },
			workflow_id: text('The workflow created for this call'),
			call_id: textOrNull('The call, if it is already known'),
		},
	},
	CallRequest: {
		type: 'object',
		required: ['workflow_id', 'recipient_phone'],
		properties: {
			workflow_id: { ...text('The CallCow workflow that the call follows'), minLength: 1 },
			recipient_phone: phone,
			recipient_name: text('The name of the person'),
			recipient_email: text('For calls that schedule a meeting'),
			recipient_context: text('What the AI should know about the person'),
			idempotency_key: idempotencyKey,
		},
	},
	CallAnswer: {
		type: 'object',
		required: ['success'],
		properties: { success: { const: true }, message: text('A message for people to read') },
	},
	Workflows: {
		type: 'object',
		required: ['workflows'],
		properties: {
			workflows: {
				type: 'array',
				items: {
					type: 'object',
					required: ['id', 'name'],
					properties: { id: { type: 'string' }, name: textOrNull('Its name in CallCow') },
				},
			},
		},
	},
	WebhookRequest: {
		type: 'object',
		required: ['workflow_id', 'webhook_url', 'name'],
		properties: {
			workflow_id: { ...text('The workflow whose calls are reported'), minLength: 1 },
			webhook_url: webhookUrl,
			name: text('The name shown in CallCow'),
		},
	},
	WebhookAnswer: {
		type: 'object',
		required: ['id'],
		properties: { id: text('Used to remove the webhook') },
	},
	Result: {
		type: 'object',
		required: ['call_id', 'call_status'],
		properties: {
			call_id: { type: 'string' },
			workflow_id: { type: 'string' },
			call_status: text('`success`, `voicemail`, `not_picked_up`, or one that is not documented'),
			provider_status: text(
				'`completed`, `no-answer`, `busy`, `failed`, `canceled`, or one that is not documented',
			),
			call_summary: textOrNull('A summary of the call'),
			messages: { type: 'array', items: turn },
			context: {},
			form_fills: { type: 'array', description: 'What an entry looks like is not documented' },
			created_at: { type: 'string', format: 'date-time' },
		},
	},
	WorkflowResult: {
		type: 'object',
		required: ['call_id', 'call_status'],
		properties: {
			call_id: { type: 'string' },
			workflow_id: { type: 'string' },
			workflow_name: textOrNull('Its name in CallCow'),
			phone_number_from: { type: 'string' },
			phone_number_to: text('A number, or `browser` for a call made in the dashboard'),
			call_status: { type: 'string' },
			call_summary: textOrNull('A summary of the call'),
			messages: { type: 'array', items: turn },
			context: { ...text('JSON as text'), contentMediaType: 'application/json' },
			created_at: text('Without a time zone'),
		},
	},
	Refusal: {
		type: 'object',
		required: ['error'],
		properties: {
			error: text('The reason'),
			details: { type: 'object', description: "With 400: zod's flattened issues" },
		},
	},
} as const;

export type SchemaName = keyof typeof schemas;
