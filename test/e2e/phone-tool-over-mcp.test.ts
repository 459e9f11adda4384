/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { itemsOf } from '../../local-n8n/execution-items';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import { readExample, withCredentials, withParameters } from '../support/example-workflow';
import { withMcpStage, type McpServer } from '../support/mcp-stage';
import { registeredUrl } from '../support/registered-trigger';

const PATH = 'phone-people';
const TOKEN = 'a-long-random-token';
const BEARER = { Authorization: `Bearer ${TOKEN}` };
const TOOL = 'Call a Person';

const SARAH = '+14155552671';
const ANN = '+442079460958';
const REFERENCE = { Reference: 'Sarah, dentist, Thursday' };

const EVERY_DAY = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** One of them is always in the evening or at night: between 8 pm and 7 am. */
const NUMBERS_AROUND_THE_WORLD = [
	{ number: SARAH, timeZone: 'America/Los_Angeles' },
	{ number: ANN, timeZone: 'Europe/London' },
	{ number: '+81332245000', timeZone: 'Asia/Tokyo' },
];

const stage = withMcpStage();
let token: StoredCredential;

beforeAll(async () => {
	token = await stage.n8n.createCredential({
		name: 'Token of the assistant',
		type: 'httpBearerAuth',
		data: { token: TOKEN },
	});
});

afterAll(async () => {
	await stage.n8n.deleteCredential(token.id);
});

const example = async () =>
	withCredentials(await readExample('phone-tool-over-mcp.json'), stage.callCow, token);

const publish = async (workflow: WorkflowDefinition): Promise<McpServer> =>
	await stage.publish(workflow, PATH);

const optionsOf = ({ nodes }: WorkflowDefinition) =>
	nodes.find(({ name }) => name === TOOL)!.parameters.options as IDataObject;

/** The example with hours at which anybody may be phoned now: tests run at any time. */
async function atAnyHour(): Promise<WorkflowDefinition> {
	const workflow = await example();
	const hours = { clock: 'recipient', days: EVERY_DAY, from: '00:00', to: '24:00' };
	return withParameters(workflow, TOOL, {
		options: { ...optionsOf(workflow), callingHours: { hours } },
	});
}

function hourIn(timeZone: string): number {
	const hour = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' });
	return Number(hour.format(new Date()));
}

describe('the example of a phone for assistants outside n8n', () => {
	it('refuses a client without the token, or with another one', async () => {
		const server = await publish(await atAnyHour());

		for (const wrong of [undefined, { Authorization: 'Bearer another' }]) {
			await expect(server.connect(wrong)).rejects.toMatchObject({ code: 403 });
		}
		expect(stage.simulator.requests()).toEqual([]);
	});

	it('offers one tool, and tells the client what makes a good call', async () => {
		const server = await publish(await example());
		const { client } = await server.connect(BEARER);
		const { tools } = await client.listTools();

		expect(tools).toEqual([
			expect.objectContaining({
				name: 'Call_a_Person',
				description: expect.stringMatching(
					/Calls a real person.*only when the user has asked.*ask the user first.*not to you/,
				),
				inputSchema: expect.objectContaining({
					type: 'object',
					properties: {
						Prompt: {
							type: 'string',
							description: expect.stringMatching(
								/who to call and on whose behalf, what for, .*date, time, place/,
							),
						},
						Recipient_Phone: {
							type: 'string',
							description: expect.stringMatching(/country code.*never one that you have guessed/),
						},
						Reference: { type: 'string', description: expect.stringContaining('its result') },
					},
					required: ['Prompt', 'Recipient_Phone', 'Reference'],
				}),
			}),
		]);
	});

	it('phones for a client that is set up as the documentation says, and the result starts the lower half', async () => {
		stage.simulator.script({
			default: { outcome: 'answered', afterMs: 0, summary: 'Thursday suits.' },
		});
		const server = await publish(await atAnyHour());
		await registeredUrl(stage.n8n, server.id);
		const { url, headers } = await documentedClient();
		expect(new URL(url).pathname).toBe(new URL(server.url).pathname);
		const session = await server.connect(headers);
		const { isError, text } = await session.phone(
			'+1 (415) 555-2671',
			'Ask Sarah whether Thursday suits.',
			REFERENCE,
		);

		const [call] = stage.simulator.calls();
		expect(call).toMatchObject({
			recipient_phone: SARAH,
			prompt: 'Ask Sarah whether Thursday suits.',
		});
		expect(isError).toBe(false);
		expect(JSON.parse(text)).toEqual([
			expect.objectContaining({
				success: true,
				recipient_phone: SARAH,
				call_id: call!.call_id,
				result_destination: 'trigger',
			}),
		]);
		const [result] = await resultsOf(server);
		expect(result).toEqual({
			call: REFERENCE.Reference,
			outcome: 'answered',
			summary: 'Thursday suits.',
			conversation: expect.stringContaining('Assistant: '),
			call_id: call!.call_id,
		});
	});

	it('phones nobody twice on one day, and says so', async () => {
		const session = await (await publish(await atAnyHour())).connect(BEARER);
		await session.phone(SARAH, 'Ask about Thursday', REFERENCE);
		const { isError, text } = await session.phone(SARAH, 'Ask about Friday', REFERENCE);

		expect(isError).toBe(false);
		expect(JSON.parse(text)).toEqual([
			expect.objectContaining({ success: false, skipped: true, reason: expect.any(String) }),
		]);
		expect(stage.dialled()).toEqual([SARAH]);
	});

	it('refuses the eleventh call of a day, in whatever session, and says when the next day begins', async () => {
		const server = await publish(await atAnyHour());
		const session = await server.connect(BEARER);
		const numbers = Array.from({ length: 10 }, (_, index) => `+1415555260${index}`);
		for (const number of numbers) await session.phone(number, 'Ask about Thursday', REFERENCE);
		const answer = await (await server.connect(BEARER)).phone(SARAH, 'Ask', REFERENCE);

		expect(answer).toEqual({
			isError: true,
			text: expect.stringMatching(
				/has reached 'Maximum Calls per Day' \(10\) for today: the next day begins on .* No call was placed/s,
			),
		});
		expect(stage.dialled()).toEqual(numbers);
	});

	it('phones nobody in the evening of their own clock, and says when they may be phoned', async () => {
		const atNight = NUMBERS_AROUND_THE_WORLD.find(({ timeZone }) => {
			const hour = hourIn(timeZone);
			return hour >= 20 || hour < 7;
		});
		const session = await (await publish(await example())).connect(BEARER);
		const answer = await session.phone(atNight!.number, 'Ask about Thursday', REFERENCE);

		expect(answer).toEqual({
			isError: true,
			text: expect.stringMatching(/outside 'Calling Hours'.*09:00/s),
		});
		expect(stage.simulator.requests()).toEqual([]);
	});
});

/** What has come out of the lower half, once something has. */
async function resultsOf({ id }: McpServer): Promise<IDataObject[]> {
	// The tool call is an execution of its own.
	const executions = await stage.n8n.waitForExecutions(id, 2, 30_000);
	return executions.flatMap((execution) => itemsOf(execution, 'Result of the Call'));
}

interface DocumentedClient {
	readonly url: string;
	readonly headers: Record<string, string>;
}

/** The server that the first JSON in docs/agents.md connects a client to. */
async function documentedClient(): Promise<DocumentedClient> {
	const page = await readFile(join(__dirname, '..', '..', 'docs', 'agents.md'), 'utf8');
	const [, json = ''] = /```json\n(.*?)\n```/s.exec(page) ?? [];
	const { mcpServers } = JSON.parse(json.replace('THE_TOKEN', TOKEN)) as {
		mcpServers: { phone: DocumentedClient };
	};
	return mcpServers.phone;
}
