import {
	readPayload,
	toCallResult,
	toRawResult,
	transcriptOf,
} from '../../../nodes/CallCow/domain/callback';

const payload = {
	call_id: 'call-1',
	workflow_id: 'workflow-1',
	call_status: 'success',
	provider_status: 'completed',
	call_summary: 'Sarah will come at 3 pm.',
	messages: [
		{ role: 'assistant', content: '\nHello, this is an AI assistant.' },
		{ role: 'user', content: 'Yes,\nI will come.' },
	],
	context: null,
	form_fills: [{ anything: true }],
	created_at: '2026-03-30T12:00:00.000Z',
};

describe('toCallResult', () => {
	it('gives the documented fields and one word to branch on', () => {
		expect(toCallResult(payload, 'row 7')).toEqual({
			outcome: 'answered',
			call_id: 'call-1',
			workflow_id: 'workflow-1',
			call_status: 'success',
			provider_status: 'completed',
			call_summary: 'Sarah will come at 3 pm.',
			transcript: 'Assistant: Hello, this is an AI assistant.\nRecipient: Yes, I will come.',
			form_fills: [{ anything: true }],
			context: null,
			created_at: '2026-03-30T12:00:00.000Z',
			reference: 'row 7',
		});
	});

	it('gives null for what CallCow did not send, and says that the outcome is unknown', () => {
		expect(toCallResult({ unexpected: 1 })).toEqual({
			outcome: 'unknown',
			call_id: null,
			workflow_id: null,
			call_status: null,
			provider_status: null,
			call_summary: null,
			transcript: '',
			form_fills: [],
			context: null,
			created_at: null,
		});
	});

	it.each([
		['{"visit": 3}', { visit: 3 }],
		['[1, 2]', [1, 2]],
		['not JSON', 'not JSON'],
		['', ''],
		[{ already: 'parsed' }, { already: 'parsed' }],
		[undefined, null],
	])('reads the context %j as %j', (context, expected) => {
		expect(toCallResult({ ...payload, context }).context).toEqual(expected);
	});
});

describe('toRawResult', () => {
	it('keeps everything that CallCow sent, known or not', () => {
		const sent = { ...payload, recording_url: 'https://callcow.example/r/1', call_status: 'new' };
		expect(toRawResult(sent, 'row 7')).toEqual({ ...sent, outcome: 'unknown', reference: 'row 7' });
	});
});

describe('transcriptOf', () => {
	it.each([
		[undefined, ''],
		[[], ''],
		['already text', 'already text'],
		[[{ role: 'system', content: 'x' }], 'system: x'],
		[[{ role: 'constructor', content: 'x' }], 'constructor: x'],
		[[{ content: 'no role' }], 'no role'],
		[[{ role: 'user', content: { parts: [1] } }], 'Recipient: {"parts":[1]}'],
		[['a line', null, { odd: 1 }], 'a line\nnull\n{"odd":1}'],
	])('reads %j as %j', (messages, text) => {
		expect(transcriptOf(messages)).toBe(text);
	});
});

describe('readPayload', () => {
	it('takes an object that n8n has parsed, and a text that holds one', () => {
		expect(readPayload({ call_id: '1' })).toEqual({ ok: true, payload: { call_id: '1' } });
		expect(readPayload('{"call_id":"1"}')).toEqual({ ok: true, payload: { call_id: '1' } });
	});

	it.each([
		[undefined, 'The body is not a JSON object.'],
		[[1], 'The body is not a JSON object.'],
		['"text"', 'The body is not a JSON object.'],
		['{"cut', 'The body is not JSON.'],
		[{}, 'The body is empty.'],
	])('says why %j is no result', (body, reason) => {
		expect(readPayload(body)).toEqual({ ok: false, reason });
	});
});
