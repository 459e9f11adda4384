import { explainPlainRequest, type PlainReply } from '../../../nodes/CallCow/domain/requestErrors';

const answer = (status: number, body: unknown = { error: 'The reason' }): PlainReply => ({
	kind: 'answer',
	status,
	body,
});
const explain = (reply: PlainReply, notFound?: string) =>
	explainPlainRequest('The workflows could not be listed', reply, notFound);

describe('explainPlainRequest', () => {
	it.each([
		[401, 'CallCow did not accept the API key: The reason', 'Settings > API Keys'],
		[403, 'CallCow did not accept the API key: The reason', 'Settings > API Keys'],
		[404, 'CallCow answered with status 404: The reason', "Check 'Base URL'"],
		[429, "CallCow's rate limit was reached", 'Wait a minute'],
		[500, 'CallCow answered with status 500: The reason', 'Try again later'],
		[302, 'CallCow answered with status 302: The reason', "Check 'Base URL'"],
		[400, 'CallCow answered with status 400: The reason', "Check 'Base URL'"],
		[200, "CallCow's answer could not be read", "Check 'Base URL'"],
	])('says of %d what happened and what to do', (status, message, whatToDo) => {
		const explanation = explain(answer(status));
		expect(explanation.message).toBe(`The workflows could not be listed: ${message}`);
		expect(explanation.description).toContain(whatToDo);
	});

	it('names the reason when no answer came', () => {
		expect(explain({ kind: 'noAnswer', reason: 'the connection was refused' })).toEqual({
			message:
				'The workflows could not be listed: CallCow did not answer, the connection was refused',
			description: expect.stringContaining("Check that this n8n can reach 'Base URL'"),
		});
	});

	it('takes another advice for what is not found', () => {
		expect(explain(answer(404), 'Choose again.').description).toBe('Choose again.');
	});

	it('says no more than the status when CallCow says nothing', () => {
		expect(explain(answer(404, '<h1>Not found</h1>')).message).toBe(
			'The workflows could not be listed: CallCow answered with status 404',
		);
	});
});
