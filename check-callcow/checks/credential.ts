import { CallCowApi } from '../../credentials/CallCowApi.credentials';
import type { Check } from '../check';
import { judge } from '../judge';

/** Where n8n sends the request by which it tests the credential. */
export const TESTED_PATH = String(new CallCowApi().test.request.url);

export const credentialTest: Check = {
	kind: 'harmless',
	what: `GET ${TESTED_PATH} with your key, the way n8n tests the credential`,
	believes: '200: the key is valid',
	run: async (callcow) =>
		judge(await callcow.get(TESTED_PATH), callcow, ({ status }) =>
			status === 200 ? 'as expected' : 'different',
		),
};
