import { itemsOf } from '../../local-n8n/execution-items';
import type { N8nClient, StoredCredential } from '../../local-n8n/rest-client';
import { connectToTestN8n } from '../support/n8n';
import { registeredUrl } from '../support/registered-trigger';
import { byHand, callCow, callCowTrigger, end, workflowOf } from '../support/workflow-builder';
import { startPhoneStage, task, until, type PhoneStage } from './phone-stage';

let n8n: N8nClient;
let stage: PhoneStage;
let credential: StoredCredential;
/** Places a call, and its trigger takes the result. */
let workflowId: string;
let resultsSoFar = 0;

beforeAll(async () => {
	n8n = await connectToTestN8n();
	stage = await startPhoneStage();
	const { apiKey, baseUrl } = stage.simulator;
	credential = await n8n.createCredential({
		name: 'CallCow simulator with a phone',
		type: 'callCowApi',
		data: { apiKey, baseUrl, callbackSecret: '' },
	});
	const call = {
		prompt: task,
		recipientPhone: '+1 415 555 2671',
		options: { reference: 'row 7' },
	};
	({ id: workflowId } = await n8n.createWorkflow(
		workflowOf(
			'A call that rings in the browser',
			[byHand(), callCow(credential, call)],
			[callCowTrigger(credential), end('Result')],
		),
	));
	await n8n.activate(workflowId);
	const url = await registeredUrl(n8n, workflowId);
	// n8n answers 404 for a moment after activation.
	while ((await fetch(url, { method: 'POST' })).status === 404);
});

afterEach(async () => await stage.clear());

afterAll(async () => {
	await n8n.deleteWorkflow(workflowId);
	await n8n.deleteCredential(credential.id);
	await stage.close();
});

const execute = async () =>
	await n8n.waitForExecution(await n8n.run(workflowId, 'By hand'), 30_000);

/** What the workflow's trigger has received next. */
async function nextResult() {
	const executions = await n8n.waitForExecutions(workflowId, ++resultsSoFar, 20_000);
	return itemsOf(executions.at(-1)!, 'Result')[0];
}

describe('the phone', () => {
	it.each([
		[/^Decline/, 'no_answer', 'not_picked_up', 'no-answer'],
		['Busy', 'busy', 'not_picked_up', 'busy'],
		['Voicemail', 'voicemail', 'voicemail', 'completed'],
		['Number does not exist', 'failed', 'not_picked_up', 'failed'],
	])('sends n8n the result when %s is pressed', async (name, outcome, callStatus, provider) => {
		const { page, button, newestCall } = await stage.open();
		await execute();
		await page.getByRole('heading', { name: 'Incoming call' }).waitFor();
		await button(name).click();
		expect(await nextResult()).toMatchObject({
			outcome,
			call_status: callStatus,
			provider_status: provider,
			reference: 'row 7',
		});
		await newestCall()
			.getByText(/n8n responded with 200 after \d+ ms/)
			.waitFor();
		await page.getByRole('heading', { name: 'Waiting for a call' }).waitFor();
	});

	it('shows who to call, what for, and where the result goes', async () => {
		const { page } = await stage.open();
		await execute();
		const phone = page.getByRole('region', { name: 'Incoming call' });
		await phone.waitFor();
		const text = await phone.innerText();
		const { callback_url: url } = stage.simulator.calls()[0]!;
		expect(text).toContain('+14155552671');
		expect(text).toContain(task);
		expect(text).toContain('row 7');
		expect(text).toContain(new URL(url!).pathname);
	});

	it('sends n8n what was said, and the summary and form fills as they were edited', async () => {
		const { page, button } = await stage.open();
		await execute();
		await button('Answer').click();
		const words = page.getByLabel('What the person says');
		for (const said of ['Yes, that suits me.', 'No parking, thank you.']) {
			await words.fill(said);
			await button('Say').click();
			await page.getByRole('list', { name: 'What was said' }).getByText(said).waitFor();
		}
		await page.getByText('The assistant has said goodbye').waitFor();
		await page.getByLabel('Summary').fill('Sarah comes on Friday.');
		await page.getByLabel('Form fills').fill('[{ "parking": false }]');
		await button('Hang up and send result').click();
		const result = await nextResult();
		expect(result).toMatchObject({
			outcome: 'answered',
			call_summary: 'Sarah comes on Friday.',
			form_fills: [{ parking: false }],
		});
		expect(String(result?.transcript).split('\n')).toEqual([
			expect.stringMatching(/^Assistant: Hello, this is an AI assistant .*Sarah on Friday at 3pm/),
			'Recipient: Yes, that suits me.',
			'Assistant: My briefing says: “Ask about parking.”',
			'Recipient: No parking, thank you.',
			expect.stringMatching(/^Assistant: .*Goodbye/),
		]);
	});

	it('proposes a summary from what was said, and an empty list of form fills', async () => {
		const { page, button } = await stage.open();
		await execute();
		await button('Answer').click();
		await page.getByLabel('What the person says').fill('I come.');
		await button('Say').click();
		await page.getByRole('list', { name: 'What was said' }).getByText('I come.').waitFor();
		await button('Hang up and send result').click();
		expect(await nextResult()).toMatchObject({
			call_summary: 'The person answered and said: “I come.”',
			form_fills: [],
		});
	});

	it('lets a workflow go on that has waited for the call', async () => {
		const { button } = await stage.open();
		const { id } = await n8n.createWorkflow(
			workflowOf('A workflow that waits for the phone', [
				byHand(),
				callCow(credential, {
					operation: 'placeAndWait',
					prompt: task,
					recipientPhone: '+14155552671',
				}),
			]),
		);
		const execution = await n8n.run(id, 'By hand');
		await n8n.waitForExecution(execution, 30_000, ({ status }) => status === 'waiting');
		await button('Answer').click();
		await button('Hang up and send result').click();
		const ended = await n8n.waitForExecution(execution, 30_000);
		expect(itemsOf(ended, 'CallCow')).toMatchObject([
			{ outcome: 'answered', call_summary: 'The person answered and said nothing.' },
		]);
		await n8n.deleteWorkflow(id);
	});

	it('ends calls by itself when it is set to', async () => {
		const { page, newestCall } = await stage.open();
		await page.getByLabel('Automatic').check();
		await page.getByLabel('Outcome').selectOption('Voicemail');
		await page.getByLabel('After (seconds)').fill('0.3');
		await page.getByLabel('After (seconds)').press('Enter');
		await until(() => {
			const { outcome, afterMs } = stage.simulator.script({}).default;
			return outcome === 'voicemail' && afterMs === 300;
		});
		await execute();
		expect(await nextResult()).toMatchObject({ outcome: 'voicemail' });
		await newestCall().getByText('Voicemail', { exact: true }).waitFor();
	});

	it('keeps the last of several choices, although the first one reaches the simulator late', async () => {
		const { page } = await stage.open();
		let isFirst = true;
		let answers = 0;
		page.on('response', (response) => {
			if (response.url().endsWith('/__simulator/script')) answers++;
		});
		await page.route('**/__simulator/script', async (route) => {
			if (isFirst) {
				isFirst = false;
				await page.waitForTimeout(400);
			}
			await route.continue();
		});
		await page.getByLabel('Automatic').check();
		await page.getByLabel('Outcome').selectOption('Busy');
		await page.getByLabel('After (seconds)').fill('0.4');
		await page.getByLabel('After (seconds)').press('Enter');
		await until(() => answers === 3);
		expect(stage.simulator.script({}).default).toMatchObject({ outcome: 'busy', afterMs: 400 });
		expect(await page.getByLabel('Outcome').inputValue()).toBe('busy');
	});
});

describe('the list of calls', () => {
	it('shows the request, the callback and the answer, without key or secret', async () => {
		const { button, newestCall } = await stage.open();
		await execute();
		await button('Busy').click();
		await nextResult();
		await newestCall()
			.getByText(/n8n responded with 200/)
			.waitFor();
		await newestCall().locator('summary').click();
		// The details come a moment after the click.
		await newestCall().getByText('Response:').waitFor();
		const text = await newestCall().innerText();
		const [request] = stage.simulator.requests();
		const { callback_secret: secret } = request!.body as { callback_secret: string };
		expect(text).toContain('POST /api/call-prompt');
		expect(text).toContain('"recipient_phone": "+14155552671"');
		expect(text).toContain('"provider_status": "busy"');
		// n8n takes a result without a word.
		expect(text).toMatch(/Response:\s+\(empty\)/);
		expect(text).not.toContain(stage.simulator.apiKey);
		expect(secret).toHaveLength(64);
		expect(text).not.toContain(secret);
	});

	it('sends a result again, which the trigger takes for a repeat, and with a wrong secret, which it refuses', async () => {
		const { button, newestCall } = await stage.open();
		await execute();
		await button('Busy').click();
		await nextResult();
		await newestCall().locator('summary').click();
		await newestCall().getByRole('button', { name: 'Send again' }).click();
		await newestCall()
			.getByRole('status')
			.getByText(/n8n responded with 200/)
			.waitFor();
		await newestCall().getByRole('button', { name: 'Send with a wrong secret' }).click();
		await newestCall()
			.getByRole('status')
			.getByText(/n8n responded with 401/)
			.waitFor();
		expect(stage.simulator.deliveries().map(({ status }) => status)).toEqual([200, 200, 401]);
		await newestCall().getByText('The secret of the callback does not match').waitFor();
		const started = await n8n.executions({ workflowId });
		expect(started.filter(({ mode }) => mode !== 'manual')).toHaveLength(resultsSoFar);
	});
});

describe('faults switched on', () => {
	it('lose the answer, and the repeat of the node finds the call', async () => {
		const { page, button } = await stage.open();
		await page.getByLabel(/^Lost/).check();
		await until(() => stage.simulator.standingFaults().answer === 'lost');
		const execution = await execute();
		expect(execution.status).toBe('success');
		expect(stage.simulator.calls()).toHaveLength(1);
		expect(stage.simulator.requests().map(({ status }) => status)).toEqual([null, 200]);
		await button('Busy').click();
		expect(await nextResult()).toMatchObject({ outcome: 'busy' });
	});

	it('hold results back, and the list says so', async () => {
		const { page, button, newestCall } = await stage.open();
		await page.getByLabel(/^No callback/).check();
		await until(() => stage.simulator.standingFaults().callback === 'none');
		await execute();
		await button('Busy').click();
		await newestCall().getByText('Result withheld by a fault').waitFor();
		expect(stage.simulator.deliveries()).toEqual([]);
	});
});

describe('the check of the own n8n', () => {
	it('finds the n8n that is there', async () => {
		const { page, button } = await stage.open();
		await page.getByLabel(/^Address of your n8n/).fill(n8n.url);
		await button('Check that results can get there').click();
		await page.getByText(`n8n responds at ${n8n.url}.`).waitFor();
	});

	it('says what to do where there is none', async () => {
		const { page, button } = await stage.open();
		await page.getByLabel(/^Address of your n8n/).fill(stage.simulator.origin);
		await button('Check that results can get there').click();
		await page.getByText('but not the way n8n does').waitFor();
		await page.getByText('Check the port').waitFor();
	});
});
