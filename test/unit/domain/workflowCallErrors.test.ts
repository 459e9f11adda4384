import { explainAnswer, inDoubt } from '../../../nodes/CallCow/domain/errors';
import { ofWorkflowCall } from '../../../nodes/CallCow/domain/workflowCallErrors';

const failure = (status: number) => explainAnswer(status, { error: 'The reason: none' }, 1);

describe('ofWorkflowCall', () => {
	it('says of 404 that the Workflow is not known, and to choose it again', () => {
		expect(ofWorkflowCall(failure(404))).toEqual({
			message: "CallCow cannot find this 'Workflow' (status 404): The reason: none",
			description: expect.stringMatching(/^This call was not placed\. Choose the 'Workflow' again/),
			placed: 'no',
			status: 404,
		});
	});

	it.each([409, 410, 422])('speaks of no prompt and no other key when it is %d', (status) => {
		const { message, description } = ofWorkflowCall(failure(status));
		expect(message).toBe(`CallCow answered with status ${status}: The reason: none`);
		expect(description).toBe('This call was not placed. Check the workflow in CallCow.');
	});

	it.each([400, 401, 429, 500])('leaves %d as it is', (status) => {
		expect(ofWorkflowCall(failure(status))).toEqual(failure(status));
	});

	it('does not say that no call was placed when an earlier try may have placed it', () => {
		const { description, placed } = ofWorkflowCall(inDoubt(failure(404)));
		expect(placed).toBe('unknown');
		expect(description).toContain('may or may not have been placed');
	});
});
