import { CallCow, NOTHING_TO_DIAL } from '../../../check-callcow/callcow';
import { allChecks } from '../../../check-callcow/checks/all';
import { TESTED_PATH } from '../../../check-callcow/checks/credential';
import { REQUESTS_PER_MINUTE } from '../../../check-callcow/checks/rate-limit';
import { REFUSED_CALLBACKS } from '../../../check-callcow/checks/refused-prompt-call';
import { askForNumber, Consent } from '../../../check-callcow/consent';
import { readPublicUrl } from '../../../nodes/CallCow/domain/publicUrl';
import { NUMBER, person, simulator, TYPE_NUMBER } from './stage';

describe('what is compared', () => {
	it('has nothing in it that can be dialled, in digits of any script or by letters', () => {
		expect(NOTHING_TO_DIAL).not.toMatch(/[\p{N}\p{L}]/u);
	});

	it.each(Object.values(REFUSED_CALLBACKS))(
		'are callback URLs that the nodes refuse too: %s',
		(url) => {
			expect(readPublicUrl(url).ok).toBe(false);
		},
	);

	it('is what the credential says', () => {
		expect(TESTED_PATH).toBe('/workflows');
		expect(REQUESTS_PER_MINUTE).toBe(60);
	});

	it('is told apart by its name', () => {
		const names = allChecks({}).map(({ what }) => what);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe('Consent', () => {
	it('is given by typing the number, and by nothing else', async () => {
		expect(() => new Consent(NUMBER, Symbol('mine') as never)).toThrow('No one has agreed');
		const reading = await askForNumber(NUMBER, person({ [TYPE_NUMBER]: '415 555 2671' }));
		expect(reading).toEqual({ ok: false, reason: expect.any(String) });
	});

	it('is for one number', async () => {
		const reading = await askForNumber(NUMBER, person({ [TYPE_NUMBER]: NUMBER }));
		if (!reading.ok) throw new Error(reading.reason);
		const callcow = await simulator();
		const body = { prompt: 'Hi', recipient_phone: '+14155552672', idempotency_key: 'a' };
		const { baseUrl, apiKey } = callcow;
		await expect(new CallCow(baseUrl, apiKey).placeCall(reading.consent, body)).rejects.toThrow(
			'No one has agreed to that number',
		);
		expect(callcow.requests()).toEqual([]);
	});
});
