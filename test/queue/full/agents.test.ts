import { itemsOf } from '../../../local-n8n/execution-items';
import { startAgentStage } from '../../support/agent-stage';
import { startMcpStage } from '../../support/mcp-stage';
import { connectToOwnMcpServerOf, type OwnMcpServer } from '../../support/own-mcp-server';
import { phoningWebhook, requestFor } from '../../support/phoning-webhook';
import { callTo, resultsRead, rounds } from '../../support/phone-script';
import { stageForTests } from '../../support/stage-for-tests';
import { describeQueueMode, openStage, type Stage, until } from '../stage';

/* What phones for a model in queue mode, where a worker runs the tool and another process has asked for it. */

const SARAH = '+14155552671';
const ANN = '+442079460958';
const withoutWaiting = ['place', 'placeWithWorkflow'] as const;

let stage: Stage;

const placed = (recipient_phone: string) => [
	expect.objectContaining({ success: true, recipient_phone }),
];

describeQueueMode('in queue mode', () => {
	beforeAll(async () => {
		// The list of tasks is made by a Code node.
		stage = await openStage({ runsCode: true });
	}, 900_000);

	afterAll(async () => await stage?.close(), 120_000);

	describe('an AI Agent', () => {
		const agents = stageForTests(async () => await startAgentStage({ host: stage.n8n.client }));

		it.each(withoutWaiting)('phones with %s whoever is asked for at once', async (operation) => {
			agents.model.play(rounds([callTo(operation, 'sarah', SARAH), callTo(operation, 'ann', ANN)]));
			await agents.runAgent({ operation });

			expect(agents.dialled().sort()).toEqual([SARAH, ANN].sort());
			expect(resultsRead(agents.model)).toEqual({ sarah: placed(SARAH), ann: placed(ANN) });
		});

		it('waits for both of two calls that are asked for at once', async () => {
			agents.model.play(
				rounds([callTo('placeAndWait', 'sarah', SARAH), callTo('placeAndWait', 'ann', ANN)]),
			);
			const execution = await agents.runAgent({ operation: 'placeAndWait' });

			expect(agents.dialled()).toEqual([SARAH, ANN]);
			expect(resultsRead(agents.model)).toMatchObject({
				sarah: [{ outcome: 'answered', recipient_phone: SARAH }],
				ann: [{ outcome: 'no_answer', recipient_phone: ANN }],
			});
			expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
		}, 120_000);
	});

	describe('the MCP Server Trigger', () => {
		const mcp = stageForTests(
			async () => await startMcpStage({ n8n: stage.n8n.client, url: stage.n8n.webhookUrl }),
		);

		it.each(withoutWaiting)(
			'phones with %s, each time it is asked to, and answers each client with its own call',
			async (operation) => {
				const { connect } = await mcp.serve({ parameters: { operation } });
				const [one, other] = [await connect(), await connect()];
				const [sarah, ann] = await Promise.all([one.phone(SARAH), other.phone(ANN)]);
				const again = await one.phone(SARAH);

				expect(mcp.dialled().sort()).toEqual([SARAH, SARAH, ANN].sort());
				expect(JSON.parse(sarah.text)).toEqual(placed(SARAH));
				expect(JSON.parse(ann.text)).toEqual(placed(ANN));
				expect(JSON.parse(again.text)).toEqual(placed(SARAH));
			},
		);

		it('refuses to wait, and says what to do instead', async () => {
			const { connect } = await mcp.serve({ parameters: { operation: 'placeAndWait' } });
			const answer = await (await connect()).phone(SARAH);

			expect(answer).toEqual({
				isError: true,
				text: expect.stringMatching(/No call was placed.*Place operation.*n8n's own MCP server/s),
			});
			expect(mcp.simulator.requests()).toEqual([]);
		});

		it('tells of a refused number', async () => {
			const { connect } = await mcp.serve({ parameters: { operation: 'place' } });
			const answer = await (await connect()).phone('call Sarah');

			expect(answer).toEqual({
				isError: true,
				text: expect.stringMatching(/'Recipient Phone'.*No call was placed/s),
			});
			expect(mcp.simulator.requests()).toEqual([]);
		});
	});

	describe('the MCP server of n8n itself', () => {
		const agents = stageForTests(async () => await startAgentStage({ host: stage.n8n.client }));
		let assistant: OwnMcpServer;

		beforeAll(async () => {
			assistant = await connectToOwnMcpServerOf(stage.n8n.client);
		});
		afterAll(async () => await assistant.close());

		it.each(['place', 'placeAndWait', 'placeWithWorkflow'] as const)(
			'runs a workflow with %s, and has what came of it',
			async (operation) => {
				const workflowId = await agents.createPublished(phoningWebhook(agents.callCow, operation));
				const { executionId } = await assistant.askForData<{ executionId: string }>(
					'execute_workflow',
					{ workflowId, executionMode: 'production', ...requestFor(SARAH) },
				);
				let read = '';
				await until('the execution has ended', async () => {
					read = await assistant.ask('get_workflow_execution', {
						workflowId,
						executionId,
						includeData: true,
					});
					return read.includes('"status":"success"');
				});

				expect(read).toContain(operation === 'placeAndWait' ? '"answered"' : '"success":true');
				expect(agents.dialled()).toEqual([SARAH]);
			},
			120_000,
		);
	});
});
