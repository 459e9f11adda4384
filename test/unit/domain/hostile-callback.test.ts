import fc from 'fast-check';
import {
	callIdOfPayload,
	outcomeOfPayload,
	readPayload,
	toCallResult,
	toRawResult,
} from '../../../nodes/CallCow/domain/callback';
import { OUTCOMES } from '../../../nodes/CallCow/domain/outcome';
import { verifyCallbackSecret } from '../../../nodes/CallCow/domain/secret';
import { resultItems } from '../../../nodes/CallCow/trigger/resultItems';

const FIELDS = [
	'call_id',
	'workflow_id',
	'call_status',
	'provider_status',
	'call_summary',
	'messages',
	'form_fills',
	'context',
	'created_at',
];

const keys = fc.oneof(
	fc.constantFrom(...FIELDS, '__proto__', 'constructor', 'prototype', 'toString', 'outcome'),
	fc.string(),
);
/** Any JSON value, as a parser gives it: with own keys such as `__proto__`. */
const json = fc.oneof(
	fc.json({ maxDepth: 6, stringUnit: 'binary' }),
	fc.dictionary(keys, fc.jsonValue({ stringUnit: 'binary' })).map((value) => JSON.stringify(value)),
	fc
		.array(fc.tuple(keys, fc.json({ maxDepth: 3 })))
		.map((pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join()}}`),
);

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('the result of a callback with any body', () => {
	it('is plain JSON, has one of the outcomes, and changes no prototype', () => {
		const before = Object.getOwnPropertyNames(Object.prototype);
		let results = 0;
		fc.assert(
			fc.property(json, fc.boolean(), fc.boolean(), (text, simplify, splitFormFills) => {
				for (const body of [text, JSON.parse(text) as unknown]) {
					const reading = readPayload(body);
					if (!reading.ok) {
						expect(reading.reason).toMatch(/^The body is /);
						continue;
					}
					results++;
					for (const { json: item } of resultItems(reading.payload, {
						source: 'placedCalls',
						simplify,
						splitFormFills,
					})) {
						expect(JSON.parse(JSON.stringify(item))).toEqual(item);
						expect(OUTCOMES).toContain(item.outcome);
						expect(item.outcome).toBe(outcomeOfPayload(reading.payload));
						expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
					}
				}
			}),
			{ numRuns: 1_500 },
		);
		expect(results).toBeGreaterThan(500);
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
	});

	it('has every documented field, whatever types the fields have', () => {
		fc.assert(
			fc.property(fc.record(Object.fromEntries(FIELDS.map((f) => [f, fc.jsonValue()]))), (sent) => {
				const result = toCallResult(sent);
				expect(Object.keys(result)).toEqual([
					'outcome',
					...FIELDS.filter((field) => field !== 'messages' && field !== 'form_fills').slice(0, 5),
					'transcript',
					'form_fills',
					'context',
					'created_at',
				]);
				expect(typeof result.transcript).toBe('string');
				expect(result.call_status).toEqual(sent.call_status ?? null);
				expect(toRawResult(sent)).toEqual({ ...sent, outcome: result.outcome });
			}),
		);
	});

	it('takes nothing from keys that other objects inherit', () => {
		const reading = readPayload(
			'{"__proto__":{"call_status":"success","provider_status":"completed","call_id":"forged"},"x":1}',
		);
		expect(reading.ok && toCallResult(reading.payload)).toMatchObject({
			outcome: 'unknown',
			call_id: null,
			call_status: null,
		});
		expect(({} as { call_status?: unknown }).call_status).toBeUndefined();
	});

	it('takes the last of duplicate keys, as JSON parsers do', () => {
		const reading = readPayload(
			'{"call_status":"voicemail","call_status":"success","provider_status":"completed"}',
		);
		expect(reading.ok && outcomeOfPayload(reading.payload)).toBe('answered');
	});

	it('keeps the rest of the conversation when one turn is nested too deeply to be written down', () => {
		const messages = [
			{ role: 'assistant', content: 'Hello' },
			{ role: 'user', content: nested(100_000) },
			{ role: 'user', content: 'Yes' },
		];
		expect(toCallResult({ call_id: '1', messages }).transcript).toBe(
			'Assistant: Hello\nRecipient: …\nRecipient: Yes',
		);
	});

	it('keeps a conversation that is one text of a megabyte', () => {
		const text = 'm'.repeat(1_000_000);
		expect(toCallResult({ messages: text }).transcript).toBe(text);
	});
});

describe('callIdOfPayload', () => {
	it.each([[{ a: 1 }], [['call-1']], [42], [null], [true], [''], ['x'.repeat(201)]])(
		'knows no duplicates of a call whose ID is %#',
		(call_id) => {
			expect(callIdOfPayload({ call_id })).toBeUndefined();
		},
	);
});

describe('verifyCallbackSecret with hostile headers', () => {
	const EXPECTED = 's3cret-0123456789';

	it('accepts nothing but the secret itself, whatever the header', () => {
		const tokens = fc.oneof(
			fc.string({ unit: 'binary' }),
			// Near misses: a piece of it, or one character more, less or other.
			fc
				.tuple(fc.nat(EXPECTED.length), fc.nat(3), fc.string({ maxLength: 2 }))
				.map(([at, cut, put]) => EXPECTED.slice(0, at) + put + EXPECTED.slice(at + cut)),
		);
		fc.assert(
			fc.property(tokens, fc.constantFrom('Bearer ', 'bearer ', 'BEARER  '), (token, scheme) => {
				const accepted = verifyCallbackSecret(scheme + token, EXPECTED).ok;
				expect(accepted).toBe(token.replace(/^ +/, '') === EXPECTED);
			}),
			{ numRuns: 1_500 },
		);
	});

	it.each([
		['a tab', `Bearer\t${EXPECTED}`],
		['Basic', `Basic ${Buffer.from(`:${EXPECTED}`).toString('base64')}`],
		['no scheme', EXPECTED],
		['a line break', `Bearer ${EXPECTED}\n`],
		['NUL at the end', `Bearer ${EXPECTED}\u0000`],
		['look-alikes', `Bearer ${EXPECTED.replace('s', 'ѕ').replace('e', 'е')}`],
		['full-width characters', `Bearer ${EXPECTED.replace('3', '３')}`],
		['a composed character', `Bearer ${EXPECTED.replace('c', 'c\u0327')}`],
		['two secrets', `Bearer wrong, Bearer ${EXPECTED}`],
		['the secret twice', `Bearer ${EXPECTED}, Bearer ${EXPECTED}`],
		['quotes', `Bearer "${EXPECTED}"`],
		['a megabyte', `Bearer ${EXPECTED}${'x'.repeat(1_000_000)}`],
	])('refuses %s', (_, header) => {
		expect(verifyCallbackSecret(header, EXPECTED).ok).toBe(false);
	});
});
