import { itemsOf } from '../../../local-n8n/execution-items';
import type { WorkflowDefinition } from '../../../local-n8n/rest-client';
import { withOwnN8n } from '../../support/own-n8n';
import { registeredUrl } from '../../support/registered-trigger';
import { startSubPathProxy, type SubPathProxy } from '../../support/sub-path-proxy';
import { n8nHas } from '../../support/tested-version';
import { runUntilWaiting } from '../../support/waiting-call';
import { byHand, callCow, callCowTrigger, end, workflowOf } from '../../support/workflow-builder';

const SARAH = '+14155552671';
const FRONT_DESK = { id: 'w-front-desk', name: 'Front desk' };
const WITHIN_MS = 30_000;

const stage = withOwnN8n({
	workflows: [FRONT_DESK],
	env: { N8N_WEBHOOK_URL: 'http://127.0.0.1:9/', WEBHOOK_URL: 'http://127.0.0.1:9/' },
});

let proxy: SubPathProxy;

/** Published once, at an address that nobody uses any more, and never again. */
const workflows = { placing: '', waiting: '', listening: '' };

/** Ends n8n, and starts it again with this environment. */
async function restart(env: Record<string, string>): Promise<void> {
	await stage.server.stop();
	await stage.server.startAgain(env);
}

const publish = async (definition: WorkflowDefinition) => {
	const { id } = await stage.n8n.createWorkflow(definition);
	await stage.n8n.activate(id);
	await stage.n8n.waitForPublication(id, WITHIN_MS);
	return id;
};

/** Makes a call whose result goes to the trigger of the same workflow; the path of the callback URL. */
async function placeAndCollect(): Promise<string> {
	const { placing } = workflows;
	const executions = async () =>
		await stage.n8n.countExecutions({ workflowId: placing, status: ['success'] });
	const before = await executions();
	const run = await stage.n8n.run(placing, 'By hand');
	expect((await stage.n8n.waitForExecution(run, WITHIN_MS)).status).toBe('success');
	const { call_id: callId, callback_url: url } = stage.simulator.calls().at(-1)!;
	expect(await stage.simulator.decide(callId, { outcome: 'answered' })).toMatchObject({
		status: 200,
	});
	// The run itself, and the one that the result has started.
	await stage.n8n.waitForCount({ workflowId: placing, status: ['success'] }, before + 2, WITHIN_MS);
	return url!;
}

/** Makes a call whose execution waits for the result; the callback URL. */
async function placeAndWait(): Promise<string> {
	const run = await runUntilWaiting(stage.n8n, workflows.waiting);
	const { call_id: callId, callback_url: url } = stage.simulator.calls().at(-1)!;
	expect(await stage.simulator.decide(callId, { outcome: 'answered' })).toMatchObject({
		status: 200,
	});
	const execution = await stage.n8n.waitForExecution(run, WITHIN_MS);
	expect(itemsOf(execution, 'Result')).toEqual([
		expect.objectContaining({ outcome: 'answered', call_id: callId }),
	]);
	return url!;
}

beforeAll(async () => {
	proxy = await startSubPathProxy('/n8n/', stage.server.port);
	const call = { prompt: 'Confirm the appointment', recipientPhone: SARAH };
	workflows.placing = await publish(
		workflowOf(
			'Place and collect',
			[byHand(), callCow(stage.callCow, { ...call, resultDestination: 'auto' })],
			[callCowTrigger(stage.callCow), end('Result')],
		),
	);
	workflows.waiting = (
		await stage.n8n.createWorkflow(
			workflowOf('Wait', [
				byHand(),
				callCow(stage.callCow, { ...call, operation: 'placeAndWait' }),
				end('Result'),
			]),
		)
	).id;
	workflows.listening = await publish(
		workflowOf('Calls of the front desk', [
			callCowTrigger(stage.callCow, {
				source: 'workflow',
				workflowId: { __rl: true, mode: 'id', value: FRONT_DESK.id },
			}),
			end('Result'),
		]),
	);
	const registered = await registeredUrl(stage.n8n, workflows.placing);
	expect(registered).toMatch(/^http:\/\/127\.0\.0\.1:9\/webhook\/[^/]+\/callcow$/);
});

afterAll(async () => {
	await proxy.close();
});

// One after the other: the second goes on where the first has left n8n.
describe('n8n that was moved and started again, its workflows not published again', () => {
	it('gets results below a sub-path, through a proxy that takes it off', async () => {
		// As people write it: without a slash at the end. `WEBHOOK_URL` is for n8n before 2.35.
		const address = proxy.url.slice(0, -1);
		await restart({ N8N_WEBHOOK_URL: address, WEBHOOK_URL: address, N8N_PROXY_HOPS: '1' });

		const callback = await placeAndCollect();
		expect(callback.startsWith(`${proxy.url}webhook/`)).toBe(true);
		expect((await placeAndWait()).startsWith(`${proxy.url}webhook-waiting/`)).toBe(true);
		expect(proxy.paths()).toEqual([
			expect.stringMatching(/^\/n8n\/webhook\/[^/]+\/callcow$/),
			expect.stringMatching(/^\/n8n\/webhook-waiting\/\d+$/),
		]);

		// What is registered with CallCow stays as it was, until the workflow is published again.
		const registered = () => stage.simulator.webhooks().map(({ webhook_url: url }) => new URL(url));
		if (n8nHas('quietStart')) {
			expect(registered().map(({ origin }) => origin)).toEqual(['http://127.0.0.1:9']);
		}
		await stage.n8n.deactivate(workflows.listening);
		await stage.n8n.waitForPublication(workflows.listening, WITHIN_MS);
		await stage.n8n.activate(workflows.listening);
		await stage.n8n.waitForPublication(workflows.listening, WITHIN_MS);
		expect(registered().map(({ href }) => href)).toEqual([
			expect.stringContaining(`${proxy.url}webhook/`),
		]);
		stage.simulator.script({ default: { outcome: 'answered', afterMs: 100 } });
		stage.simulator.startWorkflowCall({ workflow_id: FRONT_DESK.id, recipient_phone: SARAH });
		await stage.n8n.waitForExecutions(workflows.listening, 1, WITHIN_MS);
		stage.simulator.script({ default: { outcome: 'manual' } });
	}, 180_000);

	it('gets results at other names of its endpoints, and out of the sub-path', async () => {
		await restart({ N8N_ENDPOINT_WEBHOOK: 'in/calls', N8N_ENDPOINT_WEBHOOK_WAIT: 'in/wait' });
		const callback = await placeAndCollect();
		expect(callback.startsWith(`${stage.n8n.url}/in/calls/`)).toBe(true);
		expect((await placeAndWait()).startsWith(`${stage.n8n.url}/in/wait/`)).toBe(true);
	}, 180_000);
});
