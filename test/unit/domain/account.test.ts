import { readAccount, readCallbackSecret } from '../../../nodes/CallCow/domain/account';
import { deriveCallbackSecret } from '../../../nodes/CallCow/domain/secret';

describe('readAccount', () => {
	it('fills in the base URL and derives the callback secret', () => {
		expect(readAccount({ apiKey: ' ck_live_1 ', baseUrl: '', callbackSecret: '' })).toEqual({
			ok: true,
			account: {
				apiKey: 'ck_live_1',
				baseUrl: 'https://www.callcow.ai/api',
				callbackSecret: deriveCallbackSecret('ck_live_1'),
				allowedCountries: new Set(),
				requestsPerMinute: 60,
			},
		});
	});

	it('takes what the credential holds, without a slash at the end', () => {
		const credential = {
			apiKey: 'ck_live_1',
			baseUrl: 'http://127.0.0.1:4010/api/',
			callbackSecret: 'mine',
			allowedCountries: ['US', 'CA'],
			requestsPerMinute: 30,
		};
		expect(readAccount(credential)).toEqual({
			ok: true,
			account: {
				...credential,
				baseUrl: 'http://127.0.0.1:4010/api',
				allowedCountries: new Set(['US', 'CA']),
			},
		});
	});

	it('says what to do when the key is missing', () => {
		expect(readAccount({})).toMatchObject({
			ok: false,
			message: "The CallCow credential has no 'API Key'",
			description: expect.stringContaining('Settings > API Keys'),
		});
	});

	it.each(['callcow', 'ftp://callcow.ai', 'www.callcow.ai/api'])(
		'refuses %j as a base URL',
		(baseUrl) => {
			expect(readAccount({ apiKey: 'k', baseUrl })).toMatchObject({
				ok: false,
				message: "'Base URL' in the CallCow credential is not a web address",
			});
		},
	);

	it.each([
		['us, ca', ['US', 'CA']],
		['', []],
		[null, []],
		[[' gb '], ['GB']],
	])('reads the allowed countries %j', (allowedCountries, codes) => {
		expect(readAccount({ apiKey: 'k', allowedCountries })).toMatchObject({
			account: { allowedCountries: new Set(codes) },
		});
	});

	it.each([
		[{ allowedCountries: ['XX'] }, 'Allowed Countries'],
		[{ allowedCountries: ['US', 'England'] }, 'Allowed Countries'],
		[{ allowedCountries: 7 }, 'Allowed Countries'],
		[{ requestsPerMinute: 0 }, 'Requests per Minute'],
		[{ requestsPerMinute: 'many' }, 'Requests per Minute'],
	])('refuses %j rather than guess what it allows', (fields, label) => {
		expect(readAccount({ apiKey: 'k', ...fields })).toMatchObject({
			ok: false,
			message: `'${label}' in the CallCow credential cannot be read`,
		});
	});

	it('refuses a secret that would not come back as it was sent', () => {
		expect(readAccount({ apiKey: 'k', callbackSecret: 'geheim-ü' })).toMatchObject({
			ok: false,
			message: expect.stringContaining('Callback Secret'),
		});
	});

	it.each(['', null, undefined])(
		'keeps to 60 requests a minute when nothing is set: %j',
		(requestsPerMinute) => {
			expect(readAccount({ apiKey: 'k', requestsPerMinute })).toMatchObject({
				account: { requestsPerMinute: 60 },
			});
		},
	);
});

describe('readCallbackSecret', () => {
	it('is the same one that calls are placed with', () => {
		const credential = { apiKey: 'ck_live_1' };
		const reading = readAccount(credential);
		expect(reading.ok && reading.account.callbackSecret).toBe(readCallbackSecret(credential));
		expect(readCallbackSecret({ apiKey: 'ck_live_1', callbackSecret: ' mine ' })).toBe('mine');
	});

	it('does not need what only calls need', () => {
		const credential = { apiKey: 'ck_live_1', baseUrl: 'nowhere', requestsPerMinute: -1 };
		expect(readCallbackSecret(credential)).toBe(deriveCallbackSecret('ck_live_1'));
	});

	it('is none without a key or a secret', () => {
		expect(readCallbackSecret({ apiKey: ' ' })).toBeUndefined();
	});
});
