import type { IDataObject } from 'n8n-workflow';
import { withMcpStage } from '../support/mcp-stage';

const SARAH = '+14155552671';
const ANN = '+442079460958';
const JAN = '+4930901820';

const stage = withMcpStage();

const place = { parameters: { operation: 'place', resultDestination: 'none' } };

/** What the answer holds of the call: who was phoned, and by which call. */
function callIn(text: string): IDataObject {
	const [item] = JSON.parse(text) as [IDataObject];
	const { success, recipient_phone, call_id } = item;
	return { success, recipient_phone, call_id };
}

/** What CallCow knows of the calls to a number, as the client should read it. */
const callsTo = (number: string) =>
	stage.simulator
		.calls()
		.filter(({ recipient_phone }) => recipient_phone === number)
		.map(({ recipient_phone, call_id }) => ({ success: true, recipient_phone, call_id }));

describe('the CallCow tool over the MCP Server Trigger', () => {
	it('is offered with what it does and what the client has to give', async () => {
		const { connect } = await stage.serve(place);
		const { client } = await connect();
		const { tools } = await client.listTools();

		expect(tools).toEqual([
			expect.objectContaining({
				name: 'Call_a_person',
				description: expect.stringContaining('Calls a real person'),
				inputSchema: expect.objectContaining({ required: ['Prompt', 'Recipient_Phone'] }),
			}),
		]);
	});

	it('asks for the prompt and the number by itself, in words that make good calls', async () => {
		const { connect } = await stage.serve({
			parameters: { ...place.parameters, prompt: undefined, recipientPhone: undefined },
		});
		const session = await connect();
		const { tools } = await session.client.listTools();

		expect(tools[0]!.inputSchema).toMatchObject({
			properties: {
				Prompt: {
					type: 'string',
					description: expect.stringMatching(/briefing.*on whose behalf, why.*what to find out/),
				},
				Recipient_Phone: {
					type: 'string',
					description: expect.stringMatching(/country code.*never a guess/),
				},
			},
			required: ['Prompt', 'Recipient_Phone'],
		});
		expect(callIn((await session.phone(SARAH)).text)).toMatchObject({ recipient_phone: SARAH });
	});

	it('phones three people in two sessions, two of them at once, and answers each with its own call', async () => {
		const { connect } = await stage.serve(place);
		const [one, other] = [await connect(), await connect()];
		const [sarah, ann] = await Promise.all([one.phone(SARAH), other.phone(ANN)]);
		const jan = await one.phone(JAN);

		expect(stage.dialled().sort()).toEqual([SARAH, ANN, JAN].sort());
		expect([callIn(sarah.text)]).toEqual(callsTo(SARAH));
		expect([callIn(ann.text)]).toEqual(callsTo(ANN));
		expect([callIn(jan.text)]).toEqual(callsTo(JAN));
	});

	it('phones two people that one session asks for at once', async () => {
		const { connect } = await stage.serve(place);
		const session = await connect();
		const [sarah, ann] = await Promise.all([session.phone(SARAH), session.phone(ANN)]);

		expect([callIn(sarah.text)]).toEqual(callsTo(SARAH));
		expect([callIn(ann.text)]).toEqual(callsTo(ANN));
	});

	it('phones a person again when it is asked to again', async () => {
		const { connect } = await stage.serve(place);
		const session = await connect();
		const answers = [await session.phone(SARAH), await session.phone(SARAH)];

		expect(stage.dialled()).toEqual([SARAH, SARAH]);
		expect(answers.map(({ text }) => callIn(text))).toEqual(callsTo(SARAH));
	});

	it('holds Maximum Calls per Day over all sessions, and says when the next day begins', async () => {
		const { connect } = await stage.serve({
			parameters: { ...place.parameters, options: { maximumCallsPerDay: 2 } },
		});
		const [one, other] = [await connect(), await connect()];
		await Promise.all([one.phone(SARAH), other.phone(ANN)]);
		const answers = [await one.phone(JAN), await (await connect()).phone(JAN)];

		for (const answer of answers) {
			expect(answer).toEqual({
				isError: true,
				text: expect.stringMatching(
					/has reached 'Maximum Calls per Day' \(2\) for today: the next day begins on .* No call was placed. Do not try again before that time/s,
				),
			});
		}
		expect(stage.dialled().sort()).toEqual([SARAH, ANN].sort());
	});

	it('does not answer one number with the call of another that has the same Idempotency Key', async () => {
		const { connect } = await stage.serve({
			parameters: { ...place.parameters, options: { idempotencyKey: `key of ${Date.now()}` } },
		});
		const session = await connect();
		const sarah = await session.phone(SARAH);
		const ann = await session.phone(ANN);

		expect([callIn(sarah.text)]).toEqual(callsTo(SARAH));
		expect(ann).toEqual({
			isError: true,
			text: expect.stringContaining("'Idempotency Key' was used for another number"),
		});
		expect(stage.dialled()).toEqual([SARAH]);
	});

	it.each(['call Sarah', '(415) 555-2671'])(
		'marks the refusal of the number "%s" as an error, and phones nobody',
		async (number) => {
			const { connect } = await stage.serve(place);
			const answer = await (await connect()).phone(number);

			expect(answer).toEqual({
				isError: true,
				text: expect.stringMatching(/Recipient Phone.*No call was placed/s),
			});
			expect(stage.simulator.requests()).toEqual([]);
		},
	);

	it('marks what CallCow does not take as an error', async () => {
		stage.simulator.fault({
			kind: 'answer',
			status: 422,
			body: { error: 'Could not generate workflow from prompt' },
			callMade: false,
		});
		const { connect } = await stage.serve(place);
		const answer = await (await connect()).phone(SARAH);

		expect(answer).toEqual({
			isError: true,
			text: expect.stringMatching(
				/Could not generate workflow.*No call was placed. Write a prompt that says who/s,
			),
		});
	});

	it('does not phone twice with Retry On Fail, when CallCow may have placed the call', async () => {
		stage.simulator.fault({ kind: 'answer', status: 503, callMade: true });
		const { connect } = await stage.serve({
			parameters: { ...place.parameters, options: { maxRetries: 0 } },
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		const { text } = await (await connect()).phone(SARAH);

		expect(text).toContain('may or may not have been placed');
		expect(stage.dialled()).toEqual([SARAH]);
	});

	it('phones with Place with Workflow, each time it is asked to, and asks for a number only', async () => {
		const { connect } = await stage.serve({ parameters: { operation: 'placeWithWorkflow' } });
		const session = await connect();
		const [tool] = (await session.client.listTools()).tools;
		expect(tool!.inputSchema).toMatchObject({ required: ['Recipient_Phone'] });
		const [sarah, ann] = await Promise.all([session.phone(SARAH), session.phone(ANN)]);
		const again = await session.phone(SARAH);

		expect(stage.dialled().sort()).toEqual([SARAH, SARAH, ANN].sort());
		for (const [answer, number] of [
			[sarah, SARAH],
			[ann, ANN],
			[again, SARAH],
		] as const) {
			expect(answer.isError).toBe(false);
			expect(JSON.parse(answer.text)).toEqual([
				expect.objectContaining({ success: true, recipient_phone: number }),
			]);
		}
	});

	it('refuses to wait for the result of a call, says what to do instead, and phones nobody', async () => {
		const { connect } = await stage.serve({ parameters: { operation: 'placeAndWait' } });
		const answer = await (await connect()).phone(SARAH);

		expect(answer).toEqual({
			isError: true,
			text: expect.stringMatching(
				/No call was placed: .*MCP Server Trigger.*Place operation.*n8n's own MCP server/s,
			),
		});
		expect(answer.text).not.toContain('AI Agent');
		expect(stage.simulator.requests()).toEqual([]);
	});
});
