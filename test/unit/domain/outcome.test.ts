import { outcomeOf } from '../../../nodes/CallCow/domain/outcome';

describe('outcomeOf', () => {
	it.each([
		['success', 'completed', 'answered'],
		['voicemail', 'completed', 'voicemail'],
		['voicemail', undefined, 'voicemail'],
		['voicemail', 'whatever', 'voicemail'],
		['not_picked_up', 'no-answer', 'no_answer'],
		['not_picked_up', 'busy', 'busy'],
		['not_picked_up', 'failed', 'failed'],
		['not_picked_up', 'canceled', 'canceled'],
		['not_picked_up', undefined, 'no_answer'],
		['not_picked_up', null, 'no_answer'],
		['not_picked_up', 'a new one', 'unknown'],
		['not_picked_up', 'constructor', 'unknown'],
		['success', 'busy', 'unknown'],
		['a new one', 'completed', 'unknown'],
		[undefined, undefined, 'unknown'],
		[null, {}, 'unknown'],
		[7, ['completed'], 'unknown'],
	])('%j with %j is %s', (callStatus, providerStatus, outcome) => {
		expect(outcomeOf(callStatus, providerStatus)).toBe(outcome);
	});
});
