import { readApiKey } from '../../../check-callcow/api-key';
import { newApiKey } from '../../../simulator/server';
import { NOBODY, person } from './stage';

const KEY = newApiKey();

describe('readApiKey', () => {
	it('takes the key from the environment, and asks nobody', async () => {
		expect(await readApiKey({ CALLCOW_API_KEY: ` ${KEY}\n` }, NOBODY())).toBe(KEY);
	});

	it('asks for the key when the environment has none', async () => {
		expect(await readApiKey({}, person({ 'CallCow API key': ` ${KEY} ` }))).toBe(KEY);
	});

	it('cannot continue when nobody is there to ask', async () => {
		await expect(readApiKey({ CALLCOW_API_KEY: '' }, NOBODY())).rejects.toThrow('CALLCOW_API_KEY');
	});

	it.each(['ck_live_0123 456789', 'ck_live_0123456789é', 'ck_live_'])(
		'takes no key for one that it cannot be, and does not repeat it: %s',
		async (CALLCOW_API_KEY) => {
			const refusal = readApiKey({ CALLCOW_API_KEY }, NOBODY()).catch(
				({ message }: Error) => message,
			);
			expect(await refusal).toContain('not a CallCow API key');
			expect(await refusal).not.toContain('0123');
		},
	);
});
