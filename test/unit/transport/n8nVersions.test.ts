import {
	isRunByAgent,
	passesOnAllOutputs,
	takesErrorDetails,
} from '../../../nodes/CallCow/transport/n8nVersions';

describe('passesOnAllOutputs', () => {
	it('is true for the n8n-workflow that these nodes are built with', () => {
		expect(passesOnAllOutputs()).toBe(true);
	});

	it('is false for one of before 2.39', () => {
		expect(passesOnAllOutputs({ sleep: () => undefined })).toBe(false);
	});
});

describe('takesErrorDetails', () => {
	it('is true for the n8n-workflow that these nodes are built with, and false for one of before 2.39', () => {
		expect(takesErrorDetails()).toBe(true);
		expect(takesErrorDetails({ sleep: () => undefined })).toBe(false);
	});
});

describe('isRunByAgent', () => {
	it.each([true, false])('is what n8n 2 says: %s', (isToolExecution) => {
		const context = { isToolExecution: () => isToolExecution, cloneWith: () => context };
		expect(isRunByAgent(context)).toBe(isToolExecution);
	});

	it('is true in n8n 1 for functions that can be cloned, which only agents use', () => {
		expect(isRunByAgent({ cloneWith: () => undefined })).toBe(true);
		expect(isRunByAgent({})).toBe(false);
	});
});
