import { itemsOf } from '../../../local-n8n/execution-items';
import { withOwnN8n } from '../../support/own-n8n';
import { deliver, lastCallback, runUntilWaiting, type Callback } from '../../support/waiting-call';
import { byHand, callCow, end, workflowOf } from '../../support/workflow-builder';

const stage = withOwnN8n();

describe('an execution that waits for a call', () => {
	it('survives n8n being stopped and being killed, and goes on with its result', async () => {
		const { server, n8n, simulator, callCow: credential } = stage;
		const { id } = await n8n.createWorkflow(
			workflowOf('Wait', [
				byHand(),
				callCow(credential, {
					operation: 'placeAndWait',
					prompt: 'Confirm the appointment',
					recipientPhone: '+14155552671',
				}),
				end('Result'),
			]),
		);
		const waiting: Array<{ executionId: string; callback: Callback }> = [];
		for (let count = 0; count < 3; count++) {
			const executionId = await runUntilWaiting(n8n, id);
			waiting.push({ executionId, callback: lastCallback(simulator) });
		}
		const [stopped, killed, unreached] = waiting as [
			(typeof waiting)[0],
			(typeof waiting)[0],
			(typeof waiting)[0],
		];
		const goesOn = async ({ executionId, callback }: (typeof waiting)[0]) => {
			expect((await deliver(callback)).status).toBe(200);
			const execution = await n8n.waitForExecution(executionId, 30_000);
			expect(itemsOf(execution, 'Result')).toEqual([
				expect.objectContaining({ outcome: 'answered', call_id: callback.callId }),
			]);
		};

		await server.stop();
		// While n8n is down, a result finds nobody; the execution still waits afterwards.
		await expect(deliver(unreached.callback)).rejects.toThrow();
		await server.startAgain();
		await goesOn(stopped);

		await server.kill();
		await server.startAgain();
		await goesOn(killed);
		expect((await n8n.execution(unreached.executionId)).status).toBe('waiting');
		expect(simulator.calls()).toHaveLength(3);
	}, 240_000);
});
