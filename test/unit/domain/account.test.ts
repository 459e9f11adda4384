import { readAccount } from '../../../nodes/CallCow/domain/account';
import { deriveCallbackSecret } from '../../../nodes/CallCow/domain/secret';

describe('readAccount', () => {
	it('fills in the base URL and derives the callback secret', () => {
		expect(readAccount({ apiKey: ' ck_live_1 ', baseUrl: '', callbackSecret: '' })).toEqual({
			ok: true,
			account: {
				apiKey: 'ck_live_1',
				baseUrl: 'https://www.callcow.ai/api',
				callbackSecret: deriveCallbackSecret('ck_live_1'),
			},
		});
	});

	it('takes what the credential holds, without a slash at the end', () => {
		const credential = {
			apiKey: 'ck_live_1',
			baseUrl: 'http://127.0.0.1:4010/api/',
			callbackSecret: 'mine',
		};
		expect(readAccount(credential)).toEqual({
			ok: true,
			account: { ...credential, baseUrl: 'http://127.0.0.1:4010/api' },
		});
	});

	it('says what to do when the key is missing', () => {
		expect(readAccount({})).toMatchObject({
			ok: false,
			message: 'The CallCow credential holds no API Key',
			description: expect.stringContaining('Settings > API Keys'),
		});
	});

	it.each(['callcow', 'ftp://callcow.ai', 'www.callcow.ai/api'])(
		'refuses %j as a base URL',
		(baseUrl) => {
			expect(readAccount({ apiKey: 'k', baseUrl })).toMatchObject({
				ok: false,
				message: 'The Base URL in the CallCow credential is not a web address',
			});
		},
	);
});
