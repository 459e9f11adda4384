import { KeyHolders, keyHoldersOf } from '../../../nodes/CallCow/transport/keyHolders';

const SARAH = { identity: 'one', number: '+14155552671' };
const AGAIN = { identity: 'two', number: SARAH.number };

const at = (seconds: number, wallSeconds = seconds) => ({
	monotonicMs: seconds * 1_000,
	wallMs: wallSeconds * 1_000,
});

function holdersWith(certainty: 'placed' | 'unknown' | 'no', seconds = 1) {
	const holders = new KeyHolders();
	holders.take('key', SARAH, at(0));
	holders.settle('key', SARAH.identity, certainty, at(seconds));
	return holders;
}

describe('KeyHolders', () => {
	it('knows the call from before its request leaves', () => {
		const holders = new KeyHolders();
		expect(holders.find('key', at(0))).toBeUndefined();
		holders.take('key', SARAH, at(0));
		expect(holders.find('key', at(10_000))).toMatchObject({ ...SARAH, state: 'underWay' });
		expect(holders.find('another', at(0))).toBeUndefined();
	});

	it.each(['placed', 'unknown'] as const)(
		'knows a call that is %s for five minutes after the answer',
		(certainty) => {
			const holders = holdersWith(certainty, 60);
			expect(holders.find('key', at(360))).toMatchObject({ ...SARAH, state: certainty });
			expect(holders.find('key', at(361))).toBeUndefined();
		},
	);

	it('waits for the slower of two clocks', () => {
		const holders = holdersWith('placed', 0);
		expect(holders.find('key', at(3_600, 300))).toBeDefined();
		expect(holders.find('key', at(300, 3_600))).toBeDefined();
		expect(holders.find('key', at(301, 301))).toBeUndefined();
	});

	it('forgets a call that was certainly not placed', () => {
		expect(holdersWith('no').find('key', at(2))).toBeUndefined();
	});

	it('keeps the first call for the same number, because CallCow answers with it', () => {
		const holders = holdersWith('placed');
		holders.take('key', AGAIN, at(200));
		holders.settle('key', AGAIN.identity, 'no', at(201));
		expect(holders.find('key', at(500))).toMatchObject({ ...SARAH, state: 'placed' });
	});

	it('takes a call in doubt for placed once CallCow has answered another one with the key', () => {
		const holders = holdersWith('unknown');
		holders.take('key', AGAIN, at(2));
		holders.settle('key', AGAIN.identity, 'placed', at(3));
		expect(holders.find('key', at(4))).toMatchObject({ ...SARAH, state: 'placed' });
	});

	it('starts anew with a call after the first one is forgotten', () => {
		const holders = holdersWith('placed');
		holders.take('key', AGAIN, at(400));
		expect(holders.find('key', at(400))).toMatchObject(AGAIN);
	});
});

describe('keyHoldersOf', () => {
	it('is one for each address of CallCow', () => {
		const holders = keyHoldersOf('http://127.0.0.1:1/api');
		expect(keyHoldersOf('http://127.0.0.1:1/api')).toBe(holders);
		expect(keyHoldersOf('http://127.0.0.1:2/api')).not.toBe(holders);
	});
});
