import { CALLCOW_KEEPS_KEYS_MS } from '../../../nodes/CallCow/domain/retry';
import { DoubtfulCalls } from '../../../nodes/CallCow/transport/doubtfulCalls';

const at = (ms: number) => ({ monotonicMs: ms, wallMs: ms });

describe('DoubtfulCalls', () => {
	it('finds the call in doubt of a tool and a number, and no other', () => {
		const calls = new DoubtfulCalls();
		calls.keep('tool and Sarah', 'first', at(0));
		expect(calls.find('tool and Sarah', at(1))).toBe('first');
		expect(calls.find('tool and Ann', at(1))).toBeUndefined();
	});

	it('forgets it when it is known what came of it', () => {
		const calls = new DoubtfulCalls();
		calls.keep('tool', 'first', at(0));
		calls.settle('tool');
		expect(calls.find('tool', at(1))).toBeUndefined();
	});

	it('forgets it after as long as CallCow keeps keys, however often it is in doubt again', () => {
		const calls = new DoubtfulCalls();
		calls.keep('tool', 'first', at(0));
		calls.keep('tool', 'first', at(CALLCOW_KEEPS_KEYS_MS - 1));
		expect(calls.find('tool', at(CALLCOW_KEEPS_KEYS_MS - 1))).toBe('first');
		expect(calls.find('tool', at(CALLCOW_KEEPS_KEYS_MS))).toBeUndefined();
	});

	it('keeps the later one of two calls', () => {
		const calls = new DoubtfulCalls();
		calls.keep('tool', 'first', at(0));
		calls.keep('tool', 'second', at(10));
		expect(calls.find('tool', at(CALLCOW_KEEPS_KEYS_MS))).toBe('second');
	});
});
