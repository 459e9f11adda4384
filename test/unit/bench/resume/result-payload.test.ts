import { resultPayload } from '../../../../bench/measured/resume/result-payload';

describe('resultPayload', () => {
	it('is the result of an answered call', () => {
		expect(JSON.parse(resultPayload('call 1'))).toMatchObject({
			call_id: 'call 1',
			call_status: 'success',
			provider_status: 'completed',
			messages: [{}, {}, {}],
		});
	});

	it('is of the same size for every call', () => {
		expect(resultPayload('call 1')).toHaveLength(resultPayload('call 2').length);
	});
});
