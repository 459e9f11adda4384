import type { CallbackFault, RequestFault } from './faults';
import { scriptSchema, type Script, type ScriptInput } from './script';

/**
 * A number that always does the same, as the numbers of test cards do. They are reserved for fiction,
 * nobody has them, and they keep their meaning for ever: users' workflows and tests hold them.
 */
export interface TestNumber {
	/** The last four digits, behind each of `testNumberPrefixes`. */
	readonly digits: string;
	/** What it does, as the README says it. */
	readonly meaning: string;
	readonly script?: Script;
	readonly requestFault?: RequestFault;
	/** Whether repeats with the same idempotency key meet the fault of the request too. */
	readonly meetsIt?: 'always' | 'firstOfKey';
	readonly callbackFault?: CallbackFault;
}

/** A line in San Francisco and one in London do the same. */
export const testNumberPrefixes = ['+1415555', '+44207946'] as const;

export const testNumbers: readonly TestNumber[] = [
	ends('0170', 'answers after three seconds and agrees', { outcome: 'answered' }),
	ends('0171', 'is busy', { outcome: 'busy', afterMs: 1_000 }),
	ends('0172', 'is never picked up', { outcome: 'no_answer' }),
	ends('0173', 'goes to voicemail', { outcome: 'voicemail' }),
	ends('0174', 'cannot be connected', { outcome: 'failed', afterMs: 1_000 }),
	ends('0175', 'is canceled before anyone picks up', { outcome: 'canceled', afterMs: 1_000 }),
	ends('0176', 'answers and says no', {
		outcome: 'answered',
		summary: 'The person answered and declined.',
		messages: [
			{ role: 'assistant', content: 'Hello, I am an AI assistant. Do you have a moment?' },
			{ role: 'user', content: 'No, please do not.' },
			{ role: 'assistant', content: 'I will pass that on. Goodbye.' },
		],
	}),
	ends('0177', 'answers; the result has no summary and no messages', {
		outcome: 'answered',
		summary: null,
		messages: [],
	}),
	ends('0178', 'answers; the result has an unknown status', {
		outcome: 'answered',
		payload: { call_status: 'transferred', provider_status: 'transferred' },
	}),
	ends('0179', 'rings until you decide, on the page or with a control request', {
		outcome: 'manual',
	}),
	requested('0180', 'is refused with 400', {
		kind: 'answer',
		callMade: false,
		status: 400,
		body: {
			error: 'Validation failed',
			details: { formErrors: [], fieldErrors: { recipient_phone: ['Is refused on purpose'] } },
		},
	}),
	requested('0181', 'is refused with 422', { kind: 'answer', callMade: false, status: 422 }),
	requested('0182', 'is refused with 429 and `Retry-After: 30`, no matter how often you try', {
		kind: 'answer',
		callMade: false,
		status: 429,
		headers: { 'retry-after': '30' },
		body: { error: 'Rate limit exceeded' },
	}),
	requested(
		'0183',
		'429 with `Retry-After: 2` for the first request with each idempotency key, then like 0170',
		{
			kind: 'answer',
			callMade: false,
			status: 429,
			headers: { 'retry-after': '2' },
			body: { error: 'Rate limit exceeded' },
		},
		'firstOfKey',
	),
	requested(
		'0184',
		'503 for the first request with each idempotency key, and no call is placed; then like 0170',
		{ kind: 'answer', callMade: false, status: 503 },
		'firstOfKey',
	),
	requested(
		'0185',
		'500 although the call is placed; a retry with the same idempotency key finds it',
		{ kind: 'answer', callMade: true, status: 500 },
		'firstOfKey',
	),
	requested(
		'0186',
		'the call is placed and the connection breaks; a retry with the same idempotency key finds it',
		{ kind: 'reset', callMade: true },
		'firstOfKey',
	),
	requested('0187', 'the response takes ten seconds', {
		kind: 'slow',
		delayMs: 10_000,
	}),
	delivered('0188', 'the result is delivered twice', { kind: 'doubleCallback' }),
	delivered('0189', 'the result is delivered 30 seconds after the end of the call', {
		kind: 'lateCallback',
		delayMs: 30_000,
	}),
	delivered('0190', 'the result is never delivered', { kind: 'noCallback' }),
];

const byNumber = new Map(
	testNumberPrefixes.flatMap((prefix) =>
		testNumbers.map((number) => [prefix + number.digits, number] as const),
	),
);

/** What a number means as a test number, if it is one. */
export function testNumberOf(recipient: string): TestNumber | undefined {
	return byNumber.get(recipient);
}

function scriptOf(script: ScriptInput): Script {
	return scriptSchema.parse({ afterMs: 3_000, ...script });
}

function ends(digits: string, meaning: string, script: ScriptInput): TestNumber {
	return { digits, meaning, script: scriptOf(script) };
}

type WithoutTimes<Fault> = Fault extends unknown ? Omit<Fault, 'times' | 'recipient'> : never;

function requested(
	digits: string,
	meaning: string,
	fault: WithoutTimes<RequestFault>,
	meetsIt: TestNumber['meetsIt'] = 'always',
): TestNumber {
	const answered = ends(digits, meaning, { outcome: 'answered' });
	return { ...answered, requestFault: { ...fault, times: 1 } as RequestFault, meetsIt };
}

function delivered(
	digits: string,
	meaning: string,
	fault: WithoutTimes<CallbackFault>,
): TestNumber {
	const answered = ends(digits, meaning, { outcome: 'answered' });
	return { ...answered, callbackFault: { ...fault, times: 1 } as CallbackFault };
}
