import { testNumberPrefixes, testNumbers } from '../../plan/test-numbers';
import { schemas, type SchemaName } from './schemas';

const json = (name: SchemaName) => ({
	'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});
const body = (name: SchemaName) => ({ required: true, content: json(name) });
const answer = (description: string, name: SchemaName) => ({ description, content: json(name) });

const refusals = {
	400: answer('A field is missing or malformed', 'Refusal'),
	401: answer('No key, or an unknown key', 'Refusal'),
	404: answer('There is no such workflow or webhook', 'Refusal'),
	429: {
		...answer('Above the rate limit, by default 60 requests a minute per organization', 'Refusal'),
		headers: {
			'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 0 } },
		},
	},
	/** Documented, and answered here only when somebody asks for it. */
	409: onlyOnDemand('The workflow created for this call has already been used'),
	410: onlyOnDemand('The workflow created for this call is too old'),
	422: onlyOnDemand('The prompt could not be turned into a call'),
	500: onlyOnDemand('The call could not be started'),
};

function onlyOnDemand(description: string) {
	return {
		...answer(description, 'Refusal'),
		'x-simulator': 'Only with a fault, or with a test number for it',
	};
}

function refused(...statuses: Array<keyof typeof refusals>) {
	return Object.fromEntries(statuses.map((status) => [status, refusals[status]]));
}

const received = { '2XX': { description: 'Received' } };

const paths = {
	'/call-prompt': {
		post: {
			operationId: 'callWithPrompt',
			summary: 'Place a call with a prompt',
			requestBody: body('CallPromptRequest'),
			responses: {
				200: answer('The call is under way', 'CallPromptAnswer'),
				...refused(400, 401, 409, 410, 422, 429, 500),
			},
			callbacks: {
				result: {
					'{$request.body#/callback_url}': {
						post: {
							summary: 'The call has ended, whatever its outcome',
							description: 'With `Authorization: Bearer <callback_secret>` if there is a secret.',
							requestBody: body('Result'),
							responses: received,
							'x-simulator': 'One delivery, which may take 30 seconds; redirects are not followed',
						},
					},
				},
			},
		},
	},
	'/call': {
		post: {
			operationId: 'callWithWorkflow',
			summary: 'Place a call with a CallCow workflow',
			requestBody: body('CallRequest'),
			responses: {
				200: answer('The call is under way; the response does not identify it', 'CallAnswer'),
				...refused(400, 401, 404, 429),
			},
		},
	},
	'/workflows': {
		get: {
			operationId: 'listWorkflows',
			summary: 'List the CallCow workflows',
			responses: { 200: answer('All of them', 'Workflows'), ...refused(401) },
			'x-simulator': 'Does not count toward the rate limit',
		},
	},
	'/webhooks': {
		post: {
			operationId: 'registerWebhook',
			summary: 'Register a webhook for every call of a workflow',
			requestBody: body('WebhookRequest'),
			responses: { 200: answer('Registered', 'WebhookAnswer'), ...refused(400, 401, 404, 429) },
			'x-simulator': 'Registering the same address twice creates two webhooks',
		},
	},
	'/webhooks/{id}': {
		delete: {
			operationId: 'removeWebhook',
			summary: 'Remove a webhook',
			parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
			responses: {
				'2XX': {
					description: 'Removed; which of these statuses is not documented',
					'x-simulator': '204, without a body',
				},
				...refused(401, 404, 429),
			},
		},
	},
};

/**
 * CallCow's API as an OpenAPI document: what is documented or known of it. What only the simulator
 * has, or had to choose, stands under `x-simulator`.
 *
 * @param withTestNumbers whether the test numbers do here what they are for
 */
export function openApiDocument(baseUrl: string, withTestNumbers: boolean) {
	return {
		openapi: '3.1.0',
		info: {
			title: 'CallCow (simulated)',
			version: '1',
			description: 'The API that places AI phone calls, as the simulator implements it.',
		},
		servers: [{ url: baseUrl }],
		security: [{ apiKey: [] }],
		paths,
		webhooks: {
			workflowResult: {
				post: {
					summary: 'A call of a workflow has ended; posted to each of its webhooks',
					requestBody: body('WorkflowResult'),
					responses: received,
				},
			},
		},
		components: {
			schemas,
			securitySchemes: {
				apiKey: { type: 'http', scheme: 'bearer', description: 'Starts with `ck_live_`' },
			},
		},
		'x-simulator': {
			controlRoutes: '/__simulator',
			orderOfChecks: ['key', 'pace', 'body', 'workflow or webhook'],
			testNumbers: withTestNumbers
				? testNumbers.map(({ digits, meaning }) => ({
						numbers: testNumberPrefixes.map((prefix) => prefix + digits),
						meaning,
					}))
				: [],
		},
	};
}
