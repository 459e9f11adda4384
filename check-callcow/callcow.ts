import { pathOf, type CallBody } from '../nodes/CallCow/domain/call';
import { isUncertain } from '../nodes/CallCow/domain/retry';
import type { Consent } from './consent';
import { send, type Answer, type Reply } from './request';

/**
 * A recipient with neither a digit nor a letter: there is nothing to dial in it, however it is read. Any
 * digits could be a short number somewhere, once somebody has taken the plus away, and letters stand on
 * the keys of phones.
 */
export const NOTHING_TO_DIAL = '+';

/** No key of anybody. */
const WRONG_KEY = 'ck_live_wrong_on_purpose';

const READ_TIMEOUT_MS = 30_000;
/** As long as the nodes wait by default: CallCow first makes a workflow of the prompt. */
const CALL_TIMEOUT_MS = 60_000;

/** Which key a request carries. */
export type KeyUse = 'right key' | 'wrong key' | 'no key';

type Asked<Body extends CallBody> = Body extends CallBody
	? Omit<Partial<Body>, 'recipient_phone'> & Pick<Body, 'idempotency_key'>
	: never;

/** The API at one base URL, with no way to phone anybody without a {@link Consent}. */
export class CallCow {
	/** Every answer so far, whatever was asked. */
	readonly replies: Reply[] = [];

	/** When each call was asked for with the right key, by `Date.now()`: what the rate limit may count. */
	readonly askedForCallsAt: number[] = [];

	/** Every text that was read from the account: what is named so is nobody else's business. */
	readonly textsOfAccount = new Set<string>();

	/** Of the test call, once it was placed. */
	callId: string | undefined;

	private isStopped = false;

	constructor(
		readonly baseUrl: string,
		private readonly apiKey: string,
	) {}

	/** Reads something. */
	async get(path: string, key: KeyUse = 'right key'): Promise<Reply> {
		const reply = await this.request('GET', path, key, READ_TIMEOUT_MS);
		if (isTaken(reply)) addTexts(reply.body, this.textsOfAccount);
		return reply;
	}

	/**
	 * Asks for a call to nobody, which has to be refused.
	 * @throws Stopped when one was taken before
	 */
	async askForNoCall(
		path: '/call-prompt' | '/call',
		body: Asked<CallBody>,
		key: KeyUse = 'right key',
	): Promise<Reply> {
		const nobody = { ...body, recipient_phone: NOTHING_TO_DIAL };
		const reply = await this.post(path, nobody, key, READ_TIMEOUT_MS);
		if (isTaken(reply)) this.isStopped = true;
		return reply;
	}

	/**
	 * Asks for a call to a number that somebody has agreed to, which has to be refused for another reason.
	 * @throws Stopped when one was taken before, or may have been
	 */
	async askForRefusedCall(consent: Consent, body: CallBody): Promise<Reply> {
		const reply = await this.askForCall(consent, body);
		if (isTaken(reply) || isInDoubt(reply)) this.isStopped = true;
		return reply;
	}

	/**
	 * Phones the number that somebody has agreed to.
	 * @throws Stopped when a request was taken that had to be refused
	 */
	async placeCall(consent: Consent, body: CallBody): Promise<Reply> {
		return await this.askForCall(consent, body);
	}

	private async askForCall({ e164 }: Consent, body: CallBody): Promise<Reply> {
		if (body.recipient_phone !== e164) throw new TypeError('No one has agreed to that number');
		return await this.post(pathOf(body), body, 'right key', CALL_TIMEOUT_MS);
	}

	private async post(path: string, body: object, key: KeyUse, timeoutMs: number): Promise<Reply> {
		if (this.isStopped) throw new Stopped();
		if (key === 'right key') this.askedForCallsAt.push(Date.now());
		return await this.request('POST', path, key, timeoutMs, body);
	}

	private async request(
		method: 'GET' | 'POST',
		path: string,
		key: KeyUse,
		timeoutMs: number,
		body?: object,
	): Promise<Reply> {
		const keys = { 'right key': this.apiKey, 'wrong key': WRONG_KEY, 'no key': undefined };
		const url = `${this.baseUrl}${path}`;
		const reply = await send({ method, url, apiKey: keys[key], body, timeoutMs });
		this.replies.push(reply);
		return reply;
	}
}

/** Nothing that asks for a call is sent any more: the API is otherwise than believed where it matters. */
export class Stopped extends Error {}

function isTaken(reply: Reply): reply is Answer {
	return reply.kind === 'answer' && reply.status >= 200 && reply.status < 300;
}

function isInDoubt(reply: Reply): boolean {
	return isUncertain(reply.kind === 'answer' ? { ...reply, readable: true } : reply);
}

function addTexts(value: unknown, texts: Set<string>): void {
	if (typeof value === 'string') texts.add(value);
	else if (typeof value === 'object' && value !== null) {
		for (const part of Object.values(value)) addTexts(part, texts);
	}
}
