import type { IDataObject } from 'n8n-workflow';
import { sendToTrigger } from './triggerWebhook';

const callbackSecret = 'the secret of the repeated callbacks';
const credential = { apiKey: 'ck_live_x', baseUrl: '', callbackSecret };

let triggers = 0;

/** Sends deliveries to one trigger, one after the other, and says which started the workflow. */
async function startedBy(deliveries: IDataObject[], parameters: IDataObject = {}) {
	const nodeId = `trigger-of-repeats-${++triggers}`;
	const started: boolean[] = [];
	for (const body of deliveries) {
		const answer = await sendToTrigger({
			nodeId,
			credential,
			body,
			headers: { authorization: `Bearer ${callbackSecret}` },
			parameters: parameters as never,
		});
		expect(answer.status).toBe(200);
		started.push(answer.started !== undefined);
	}
	return started;
}

const call = { call_id: 'call-1', workflow_id: 'workflow-1' };
const answered = { ...call, call_status: 'success', provider_status: 'completed' };
const full = {
	...answered,
	call_summary: 'She will come.',
	messages: [{ role: 'user', content: 'Yes' }],
	form_fills: [{ day: 'Friday' }],
};

describe('Ignore Duplicates', () => {
	it.each<[string, IDataObject]>([
		['without summary and conversation', answered],
		['with empty ones', { ...answered, call_summary: '', messages: [], form_fills: [] }],
		['without a status', call],
		['with a status that nobody knows', { ...full, call_status: 'processing' }],
		['without form fills', { ...full, form_fills: null }],
		['with the beginning of the conversation', { ...full, messages: [] }],
	])('lets the full result start the workflow after one %s, and each once', async (_, thin) => {
		expect(await startedBy([thin, thin, full, full, thin])).toEqual([
			true,
			false,
			true,
			false,
			false,
		]);
	});

	it('keeps out what says no more than the first one', async () => {
		const changed = { ...full, call_summary: 'She comes.', delivered_at: 'later', attempt: 2 };
		expect(await startedBy([full, full, answered, changed])).toEqual([true, false, false, false]);
	});

	it.each<[string, IDataObject]>([
		['no options at all', {}],
		['no option but another one', { options: { splitFormFills: true } }],
	])('is on when the node has %s', async (_, parameters) => {
		expect(await startedBy([full, full], parameters)).toEqual([true, false]);
	});

	it('lets everything through when it is off', async () => {
		const parameters = { options: { ignoreDuplicates: false } };
		expect(await startedBy([full, full, answered], parameters)).toEqual([true, true, true]);
	});

	it('does not count a result whose outcome is not wanted', async () => {
		const parameters = { outcomes: ['answered'] };
		expect(await startedBy([call, full, full], parameters)).toEqual([false, true, false]);
	});
});
