import { startSimulator, type Simulator } from '../../simulator/server';
import { runNode, type NodeRun } from '../engine/engine';
import { documentedRequestFields, findings, requestValidator } from './openapi';

let simulator: Simulator;

beforeAll(async () => {
	simulator = await startSimulator({ allowPrivateCallbacks: true, requestsPerMinute: 100_000 });
});
afterAll(async () => await simulator.close());

const NUMBERS = ['+1 (415) 555-2671', '0044 20 7946 0958', '(415) 555-2672', '+49 30 901820'];
const PROMPTS = ['Confirm', 'Zeile 1\nZeile 2 ☎ "quoted" \\', 'مرحبا', 'x'.repeat(20_000)];
const DESTINATIONS = [
	{ resultDestination: 'none' },
	{ resultDestination: 'auto' },
	{ resultDestination: 'url', callbackUrl: 'https://n8n.example.com/webhook/a?b=ü' },
];
const OPTIONS = [
	{},
	{ defaultCountry: 'US' },
	{ reference: 'row 7 & ünï/cödé' },
	{ idempotencyKey: '=mine-{{ $itemIndex }}-{{ $json.phone }}' },
	{ timeoutSeconds: 5, maxRetries: 0, reference: '42', defaultCountry: 'GB' },
];

describe('what the CallCow node sends', () => {
	const validate = requestValidator();

	it.each(
		DESTINATIONS.flatMap((destination) => OPTIONS.map((options) => ({ destination, options }))),
	)('fits the contract: $destination.resultDestination, $options', async (given) => {
		simulator.reset();
		const items = NUMBERS.flatMap((phone) => PROMPTS.map((prompt) => ({ phone, prompt })));
		const { status } = await runNode({
			credential: {
				apiKey: simulator.apiKey,
				baseUrl: `${simulator.baseUrl}/`,
				requestsPerMinute: 100_000,
			},
			items,
			staticData: {
				global: {
					callCowTriggers: {
						node: { url: 'http://127.0.0.1:5678/webhook/a/callcow', workflowId: 'workflow-1' },
					},
				},
			},
			node: { onError: 'continueRegularOutput' },
			parameters: {
				resource: 'call',
				operation: 'place',
				prompt: '={{ $json.prompt }}',
				recipientPhone: '={{ $json.phone }}',
				...given.destination,
				options: given.options,
			} as NodeRun['parameters'],
		});
		expect(status).toBe('success');
		const requests = simulator.requests();
		// The number without a country code is refused unless the default country has such a number.
		const numbers =
			'defaultCountry' in given.options && given.options.defaultCountry === 'US' ? 4 : 3;
		expect(requests).toHaveLength(numbers * PROMPTS.length);
		for (const { body, headers, method, path } of requests) {
			expect([method, path]).toEqual(['POST', '/api/call-prompt']);
			expect(headers['content-type']).toContain('application/json');
			expect(validate(body) ? [] : findings(validate.errors)).toEqual([]);
			const undocumented = Object.keys(body as object).filter(
				(field) => !documentedRequestFields().includes(field),
			);
			expect(undocumented).toEqual([]);
			expect(body).toHaveProperty('idempotency_key');
		}
	});
});
