/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { run } from '../../../check-callcow/run';
import {
	deviatingApi,
	NOBODY,
	NUMBER,
	person,
	PLACE,
	PRIVATE_CALLBACK,
	RATE_LIMIT,
	ranWith,
	REPEAT,
	silentBaseUrl,
	simulator,
	TYPE_NUMBER,
	UNKNOWN_WORKFLOW,
	YES_TO_CALLS,
} from './stage';
import { newApiKey, type Simulator } from '../../../simulator/server';

const TEST_CALL = 'POST /call-prompt: one test call';
const WITH_CALL = ['--call', NUMBER];

/** Who was to be phoned, in everything that asked for a call. */
const recipients = ({ requests }: Pick<Simulator, 'requests'>) =>
	requests()
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => (body as { recipient_phone?: unknown }).recipient_phone);

const isNobody = (recipient: unknown) => recipient === '+';

describe('run, with what this package takes for CallCow', () => {
	it('finds nothing otherwise, and places no call', async () => {
		const callcow = await simulator();
		const ran = await ranWith(callcow);
		expect(ran.of('different')).toEqual([]);
		expect(ran.of('undecided')).toEqual([
			'POST /call with a workflow that does not exist and nothing to dial',
		]);
		expect(ran.of('as expected')).toHaveLength(19);
		expect(ran.status).toBe(0);
		expect(callcow.calls()).toEqual([]);
		expect(recipients(callcow).length).toBeGreaterThan(5);
		expect(recipients(callcow).every(isNobody)).toBe(true);
	});

	it('finds nothing otherwise with a call, placed once, whose prompt says that it is a test', async () => {
		const callcow = await simulator();
		const who = person({ ...YES_TO_CALLS, [RATE_LIMIT]: 'y' });
		const ran = await ranWith(callcow, { args: WITH_CALL, who });
		expect(ran.of('different')).toEqual([]);
		expect(ran.of('skipped')).toEqual([]);
		expect(ran.status).toBe(0);
		expect(callcow.calls()).toEqual([
			expect.objectContaining({
				recipient_phone: NUMBER,
				prompt: expect.stringContaining('This is a test call'),
				callback_url: null,
			}),
		]);
		const [call] = callcow.calls();
		expect(callcow.requests().map(({ path }) => path)).toContain(`/api/calls/${call?.call_id}`);
	});

	it('has the result of the call delivered where it is told', async () => {
		const callcow = await simulator();
		const url = 'https://results.example.com/calls';
		const args = [...WITH_CALL, '--callback-url', url];
		const ran = await ranWith(callcow, { args, who: person({ ...YES_TO_CALLS }) });
		expect(ran.status).toBe(0);
		expect(callcow.calls()).toEqual([expect.objectContaining({ callback_url: url })]);
	});

	it('tells after how many requests the rate limit was met', async () => {
		const callcow = await simulator({ requestsPerMinute: 60 });
		const ran = await ranWith(callcow, { who: person({ [RATE_LIMIT]: 'y' }) });
		expect(ran.findings.at(-1)).toMatchObject({
			verdict: 'as expected',
			came: expect.stringMatching(/with Retry-After in seconds: \d+ s, at request 61 within/),
		});
	});
});

describe('run, without consent', () => {
	const yesTo = (...starts: string[]) => ({
		[TYPE_NUMBER]: NUMBER,
		...Object.fromEntries(starts.map((start) => [start, 'y'])),
	});

	it.each([
		['nobody is at the terminal', NOBODY(), WITH_CALL],
		['there is no --call, whatever is answered', person({ ...YES_TO_CALLS }), []],
		['the number is not typed again', person({ ...YES_TO_CALLS, [TYPE_NUMBER]: '' }), WITH_CALL],
		[
			'another number is typed',
			person({ ...YES_TO_CALLS, [TYPE_NUMBER]: '+14155552672' }),
			WITH_CALL,
		],
		['no number is typed', person({ ...YES_TO_CALLS, [TYPE_NUMBER]: 'y' }), WITH_CALL],
		['no question gets a yes', person(yesTo()), WITH_CALL],
		['only the repeat gets a yes', person(yesTo(REPEAT)), WITH_CALL],
	])('sends no number when %s', async (_, who, args) => {
		const callcow = await simulator();
		const ran = await ranWith(callcow, { args, who });
		expect(callcow.calls()).toEqual([]);
		expect(recipients(callcow).every(isNobody)).toBe(true);
		expect(ran.of('skipped')).toContain(TEST_CALL);
		expect(ran.status).toBe(0);
	});

	it.each([
		['the callback', PRIVATE_CALLBACK, 1],
		['the workflow', UNKNOWN_WORKFLOW, 1],
		['the call', PLACE, 1],
	])('sends only what was agreed to: %s', async (_, question, requests) => {
		const callcow = await simulator();
		await ranWith(callcow, { args: WITH_CALL, who: person(yesTo(question)) });
		expect(recipients(callcow).filter((recipient) => !isNobody(recipient))).toHaveLength(requests);
		expect(callcow.calls()).toHaveLength(question === PLACE ? 1 : 0);
	});

	it('asks nobody about the repeat of a call that is not placed, or about calls without --call', async () => {
		const refusing = person(yesTo());
		await ranWith(await simulator(), { args: WITH_CALL, who: refusing });
		expect(refusing.questions.some((question) => question.startsWith(REPEAT))).toBe(false);
		const without = person();
		await ranWith(await simulator(), { who: without });
		expect(without.questions).toEqual([expect.stringContaining(RATE_LIMIT)]);
	});

	it('says what was skipped, and why', async () => {
		const ran = await ranWith(await simulator(), { args: WITH_CALL });
		expect(ran.came(TEST_CALL)).toBe('Needs a yes, but no one is at the terminal');
		expect((await ranWith(await simulator())).came(TEST_CALL)).toBe('Only with --call');
	});
});

describe('run, with an API that takes what it should refuse', () => {
	const taken = { status: 200, body: { success: true, call_id: 'a', workflow_id: 'b' } };

	it('asks for no further call once one to nobody was taken', async () => {
		const api = await deviatingApi(({ method, body }) =>
			method === 'POST' && isNobody(body?.recipient_phone) ? taken : undefined,
		);
		const ran = await ranWith(api, { args: WITH_CALL, who: person(YES_TO_CALLS) });
		expect(api.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(ran.status).toBe(1);
		expect(ran.came(TEST_CALL)).toContain('Not sent');
	});

	it.each([
		['was taken', taken],
		['may have been taken', { status: 500, body: {} }],
	])('places no test call once one that should be refused %s', async (_, said) => {
		const api = await deviatingApi(({ method, body }) =>
			method === 'POST' && body?.callback_url !== undefined && !isNobody(body.recipient_phone)
				? said
				: undefined,
		);
		const ran = await ranWith(api, { args: WITH_CALL, who: person(YES_TO_CALLS) });
		const withNumber = api.requests.filter(({ body }) => body?.recipient_phone === NUMBER);
		expect(withNumber).toHaveLength(1);
		expect(ran.status).toBe(1);
	});

	it('does not repeat a test call that may not have been placed', async () => {
		const api = await deviatingApi(({ path, body }) =>
			path === '/call-prompt' && body?.recipient_phone === NUMBER && !body.callback_url
				? { status: 502, body: '<html>Bad gateway</html>' }
				: undefined,
		);
		const ran = await ranWith(api, { args: WITH_CALL, who: person(YES_TO_CALLS) });
		expect(ran.came('The same request again, with the same idempotency key')).toContain('Not sent');
		expect(ran.came(TEST_CALL)).toBe('502, a web page');
	});
});

describe('run, when nothing can be compared', () => {
	const refused = async (api: { baseUrl: string; apiKey: string }) =>
		await ranWith(api).then(
			() => 'It ran',
			(error: Error) => `${error.name}: ${error.message}`,
		);

	it('says that the key was not accepted, and asks for nothing else', async () => {
		const callcow = await simulator();
		const said = await refused({ ...callcow, apiKey: 'ck_live_of_somebody_else' });
		expect(said).toMatch(/^CannotContinue: .*did not accept the API key \(status 401\)/);
		expect(callcow.requests()).toHaveLength(1);
	});

	it('says that nobody answers', async () => {
		const api = { baseUrl: await silentBaseUrl(), apiKey: newApiKey() };
		expect(await refused(api)).toMatch(/^CannotContinue: .*the connection was refused/);
	});

	it.each([
		['a web page', { status: 200, body: '<!doctype html><html></html>' }, 'not JSON'],
		['nothing', { status: 204, body: '' }, 'not JSON'],
		[
			'a redirect',
			{ status: 308, body: '', headers: { location: 'https://example.com' } },
			'redirect',
		],
	])('says that the address is not that of an API: %s', async (_, said, words) => {
		const api = await deviatingApi(() => said);
		expect(await refused(api)).toMatch(new RegExp(`^CannotContinue: .*${words}`));
		expect(api.requests).toHaveLength(1);
	});

	it('writes over no file, and asks for nothing before it says so', async () => {
		const callcow = await simulator();
		const { fileName, file } = await ranWith(callcow);
		const before = callcow.requests().length;
		const settings = {
			baseUrl: callcow.baseUrl,
			findings: { file: fileName, format: 'md' as const },
		};
		const surroundings = {
			apiKey: callcow.apiKey,
			terminal: NOBODY(),
			packageVersion: '0.0.0',
			nodeVersion: '20.0.0',
			date: '2026-01-30',
			issues: '',
		};
		await expect(run(settings, surroundings)).rejects.toThrow('exists');
		expect(callcow.requests()).toHaveLength(before);
		expect(await readFile(fileName, 'utf8')).toBe(file);
	});
});

describe('run, with an API that repeats everything that it knows', () => {
	const NAMES = ['Sales', 'anna@example.com', 'Front desk of Anna', 'wf_of_anna_1'];

	it.each(['json', 'md'])('shows and writes nothing of the account (%s)', async (format) => {
		const api = await deviatingApi(({ path, authorization, body }, { apiKey }) => {
			const isRight = authorization === `Bearer ${apiKey}`;
			if (path === '/workflows' && isRight) {
				const listed = NAMES.map((name) => ({ id: `id of ${name}`, name, [name]: 1 }));
				return { status: 200, body: { workflows: listed, [apiKey]: apiKey, owner: NAMES } };
			}
			if (path === '/calls') return { status: 200, body: `${apiKey} ${NUMBER} ${NAMES.join()}` };
			if (body?.recipient_phone === NUMBER && body.callback_url === undefined && body.prompt) {
				const said = { success: true, call_id: 'call-of-anna', workflow_id: 'workflow-of-anna' };
				return { status: 200, body: { ...said, [NUMBER]: NUMBER, to: NUMBER, by: apiKey } };
			}
			const names = Object.fromEntries([...NAMES, apiKey, NUMBER].map((name) => [name, name]));
			const status = isRight ? 400 : 401;
			return { status, body: { error: `${apiKey} ${NUMBER} ${NAMES.join()}`, details: names } };
		});
		const ran = await ranWith(api, { args: WITH_CALL, who: person(YES_TO_CALLS), format });
		const told = `${ran.shown}\n${ran.file}`;
		expect(told).toContain('200, {success: boolean');
		for (const secret of [api.apiKey, '5552671', '555-2671', 'of-anna', 'id of', ...NAMES]) {
			expect(told).not.toContain(secret);
		}
		expect(ran.file).not.toContain('127.0.0.1');
	});
});
