import { USUAL_PATHS } from '../../../check-callcow/checks/call-state';
import {
	deviatingApi,
	NUMBER,
	person,
	RATE_LIMIT,
	ranWith,
	YES_TO_CALLS,
	type Asked,
	type Said,
} from './stage';

type Deviation = (asked: Asked, context: { apiKey: string; seen: Asked[] }) => Said | undefined;

const CALLBACK_WITH_NUMBER = 'POST /call-prompt with a private callback URL and your number';
const WORKFLOW_WITH_NUMBER = 'POST /call with a workflow that does not exist and your number';
const TEST_CALL = 'POST /call-prompt: one test call';
const REPEAT = 'The same request again, with the same idempotency key';
const BAD_NUMBER = 'POST /call-prompt with nothing to dial';
const TWICE = 'The same refused request twice, with the same idempotency key';

const workflows =
	(said: Said, isRightKey = true): Deviation =>
	({ path, authorization }, { apiKey }) =>
		path === '/workflows' && isRightKey === (authorization === `Bearer ${apiKey}`)
			? said
			: undefined;

/** To requests for a call with the right key that look like this. */
const calls =
	(
		fits: (body: Record<string, unknown>) => boolean,
		said: Said,
		where = '/call-prompt',
	): Deviation =>
	({ method, path, body, authorization }, { apiKey }) =>
		method === 'POST' && path === where && authorization === `Bearer ${apiKey}` && fits(body ?? {})
			? said
			: undefined;

const isUndialable = ({ recipient_phone: number }: Record<string, unknown>) => number === '+';
const isNumber = ({ recipient_phone: number }: Record<string, unknown>) => number === NUMBER;
const isTestCall = (body: Record<string, unknown>) =>
	isNumber(body) && body.callback_url === undefined;
const isPlain = (body: Record<string, unknown>) =>
	isUndialable(body) && body.callback_url === undefined && body.prompt !== undefined;
const validation = { error: 'Validation failed', details: { fieldErrors: { other: ['Bad'] } } };

/** @param template with `{id}` for any ID */
const answeredAt = (template: string, said: Said): Deviation => {
	const [start = ''] = template.split('{id}');
	return ({ path }) =>
		(template.includes('{id}') ? path.startsWith(start) : path === template) ? said : undefined;
};

const DEVIATIONS: ReadonlyArray<readonly [what: string, how: string, Deviation]> = [
	[
		'GET /workflows with your key, the way n8n tests the credential',
		'404',
		workflows({ status: 404, body: { error: 'Not found' } }),
	],
	[
		'GET /workflows: the shape of the response',
		'IDs are numbers',
		workflows({ status: 200, body: { workflows: [{ id: 7, name: 'A' }] } }),
	],
	[
		'GET /workflows: the shape of the response',
		'a bare list',
		workflows({ status: 200, body: [] }),
	],
	['GET /workflows with a wrong key', '403', workflows({ status: 403, body: {} }, false)],
	[
		'GET /workflows with no key',
		'200',
		({ path, authorization }) =>
			path === '/workflows' && authorization === ''
				? { status: 200, body: { workflows: [] } }
				: undefined,
	],
	[
		'POST /call-prompt with a wrong key and nothing to dial',
		'403',
		({ method, authorization }, { apiKey }) =>
			method === 'POST' && authorization !== `Bearer ${apiKey}`
				? { status: 403, body: {} }
				: undefined,
	],
	[BAD_NUMBER, '422', calls(isPlain, { status: 422, body: { error: 'Bad' } })],
	[BAD_NUMBER, '400 without details', calls(isPlain, { status: 400, body: { error: 'Bad' } })],
	[BAD_NUMBER, '400 that names another field', calls(isPlain, { status: 400, body: validation })],
	[BAD_NUMBER, 'a web page', calls(isPlain, { status: 404, body: '<!doctype html><html>' })],
	[BAD_NUMBER, 'taken', calls(isPlain, { status: 200, body: { success: true, call_id: 'a' } })],
	[
		'POST /call-prompt with no prompt and nothing to dial',
		'422',
		calls(({ prompt }) => prompt === undefined, { status: 422, body: { error: 'No prompt' } }),
	],
	[
		'POST /call-prompt with a private callback URL and nothing to dial',
		'500',
		calls((body) => isUndialable(body) && body.callback_url === 'https://10.0.0.1/', {
			status: 500,
			body: { error: 'Not resolved' },
		}),
	],
	[
		'POST /call-prompt with a plain HTTP callback URL and nothing to dial',
		'400 that names no field',
		calls((body) => isUndialable(body) && body.callback_url === 'http://example.com/', {
			status: 400,
			body: validation,
		}),
	],
	[
		TWICE,
		'409 to the second',
		(asked, { seen }) =>
			asked.method === 'POST' &&
			isUndialable(asked.body ?? {}) &&
			seen.filter(({ body }) => body?.idempotency_key === asked.body?.idempotency_key).length > 1
				? { status: 409, body: { error: 'Used' } }
				: undefined,
	],
	[
		'POST /call with a workflow that does not exist and nothing to dial',
		'404 without a text, as if there were no such endpoint',
		calls(isUndialable, { status: 404, body: '<!doctype html><html>' }, '/call'),
	],
	[
		CALLBACK_WITH_NUMBER,
		'422',
		calls((body) => isNumber(body) && body.callback_url !== undefined, { status: 422, body: {} }),
	],
	[
		WORKFLOW_WITH_NUMBER,
		'410',
		calls(isNumber, { status: 410, body: { error: 'Expired' } }, '/call'),
	],
	[TEST_CALL, '201', calls(isTestCall, { status: 201, body: { success: true } })],
	[TEST_CALL, 'not successful', calls(isTestCall, { status: 200, body: { success: false } })],
	[TEST_CALL, 'another shape', calls(isTestCall, { status: 200, body: { id: 'a' } })],
	[
		TEST_CALL,
		'an ID that is a number',
		calls(isTestCall, { status: 200, body: { success: true, call_id: 7 } }),
	],
	[TEST_CALL, '500', calls(isTestCall, { status: 500, body: { error: 'Carrier' } })],
	[
		REPEAT,
		'another call',
		(asked, { seen }) =>
			asked.path === '/call-prompt' && isTestCall(asked.body ?? {})
				? { status: 200, body: { success: true, call_id: `call-${seen.length}` } }
				: undefined,
	],
	...USUAL_PATHS.map(
		(path) => [`GET ${path}`, '200', answeredAt(path, { status: 200, body: {} })] as const,
	),
	[
		'GET /calls/{id}',
		'404 with a text of its own',
		answeredAt('/calls/{id}', { status: 404, body: { error: 'Call not found' } }),
	],
	[
		'GET /call/{id}',
		'405',
		answeredAt('/call/{id}', { status: 405, body: { error: 'Not allowed' } }),
	],
	[
		'Rate limit headers in all responses so far',
		'another limit',
		({ path }) =>
			path === '/calls'
				? { status: 404, body: { error: 'Not found' }, headers: { 'x-ratelimit-limit': '30' } }
				: undefined,
	],
];

async function deviating(deviation: Deviation) {
	const seen: Asked[] = [];
	return await deviatingApi((asked, { apiKey }) => {
		seen.push(asked);
		return deviation(asked, { apiKey, seen });
	});
}

describe('what is otherwise on purpose', () => {
	it.each(DEVIATIONS)('%s: is seen (%s)', async (what, _how, deviation) => {
		const api = await deviating(deviation);
		const ran = await ranWith(api, { args: ['--call', NUMBER], who: person(YES_TO_CALLS) });
		expect(ran.of('different')).toContain(what);
		expect(ran.status).toBe(1);
		expect(ran.shown).toContain('open an issue at https://issues.example.com');
	});

	it.each([
		['none', {}],
		['one that cannot be read', { 'retry-after': 'soon' }],
	])('a 429 whose Retry-After is %s', async (_, headers) => {
		const api = await deviating(({ method }, { seen }) =>
			method === 'POST' && seen.filter((asked) => asked.method === 'POST').length > 12
				? { status: 429, body: { error: 'Slow down' }, headers }
				: undefined,
		);
		const ran = await ranWith(api, { who: person({ [RATE_LIMIT]: 'y' }) });
		expect(ran.of('different')).toEqual([expect.stringContaining('Up to 65 requests')]);
	});

	it('a request on the way to the limit that is answered otherwise', async () => {
		const api = await deviating(({ method }, { seen }) =>
			method === 'POST' && seen.filter((asked) => asked.method === 'POST').length > 12
				? { status: 503, body: {} }
				: undefined,
		);
		const ran = await ranWith(api, { who: person({ [RATE_LIMIT]: 'y' }) });
		expect(ran.of('different')).toEqual([expect.stringContaining('Up to 65 requests')]);
	});
});

describe('what fits the belief and others too', () => {
	const undecided = async (deviation: Deviation) =>
		await ranWith(await deviating(deviation)).then((ran) => {
			expect(ran.of('different')).toEqual([]);
			expect(ran.status).toBe(0);
			return ran.of('undecided');
		});
	const numberOnly = {
		status: 400,
		body: { error: 'Bad', details: { fieldErrors: { recipient_phone: ['Bad'] } } },
	};

	it('is undecided when only the number is named', async () => {
		expect(await undecided(calls(isUndialable, numberOnly))).toEqual(
			expect.arrayContaining([
				'POST /call-prompt with no prompt and nothing to dial',
				'POST /call-prompt with a private callback URL and nothing to dial',
				'POST /call-prompt with a plain HTTP callback URL and nothing to dial',
			]),
		);
	});

	it('is undecided when the body is looked at before the key', async () => {
		expect(await undecided(({ method }) => (method === 'POST' ? numberOnly : undefined))).toContain(
			'POST /call-prompt with a wrong key and nothing to dial',
		);
	});

	it('is undecided when there is no workflow to see', async () => {
		expect(await undecided(workflows({ status: 200, body: { workflows: [] } }))).toContain(
			'GET /workflows: the shape of the response',
		);
	});

	it('is undecided when the rate limit comes in between', async () => {
		const limited = { status: 429, body: { error: 'Slow down' }, headers: { 'retry-after': '9' } };
		expect(await undecided(calls(isPlain, limited))).toEqual(
			expect.arrayContaining([BAD_NUMBER, TWICE]),
		);
	});

	it('takes a page that is answered to every path for no endpoint', async () => {
		const page = { status: 200, body: '<!doctype html><html></html>' };
		const api = await deviating(({ method, path }) =>
			method === 'GET' && path !== '/workflows' ? page : undefined,
		);
		const ran = await ranWith(api);
		expect(ran.of('different')).toEqual([]);
		expect(ran.came('GET /calls')).toBe('200, a web page');
	});
});
