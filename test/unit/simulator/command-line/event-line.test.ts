import { eventLine } from '../../../../simulator/command-line/event-line';
import { maskPhoneNumber, maskPhoneNumbersIn } from '../../../../simulator/command-line/phone-mask';
import type { SimulatorEvent } from '../../../../simulator/records';
import { aCall, receiver, started } from '../started';

describe('maskPhoneNumber', () => {
	it.each([
		['+14155552671', '+1415***2671'],
		['+442079460958', '+4420***0958'],
		['+6421234567', '+64***67'],
		['+1234567', '+12***67'],
	])('turns %s into %s', (number, masked) => {
		expect(maskPhoneNumber(number)).toBe(masked);
	});
});

describe('maskPhoneNumbersIn', () => {
	it.each([
		['Call back at +1 (415) 555-2671 today', 'Call back at +1415***2671 today'],
		['Ring 020 7946 0958.', 'Ring 020***58.'],
	])('turns %j into %j', (text, masked) => {
		expect(maskPhoneNumbersIn(text)).toBe(masked);
	});

	it('leaves times, dates and small numbers alone', () => {
		const text = 'Friday 7pm, party of 2, 15.01.26, room 1204';
		expect(maskPhoneNumbersIn(text)).toBe(text);
	});
});

describe('eventLine', () => {
	it('tells of a call from beginning to end without its number, secret or query', async () => {
		const events: SimulatorEvent[] = [];
		const { url } = await receiver();
		const simulator = await started({ onEvent: (event) => void events.push(event) });
		await simulator.place(
			aCall({ callback_url: `${url}?reference=Sarah`, callback_secret: 's3cret' }),
		);
		await simulator.advance(2_000);
		simulator.fault({ kind: 'reset', callMade: false });
		await simulator.place(aCall()).catch(() => null);
		await simulator.place({});
		const { host } = new URL(url);
		expect(events.map(eventLine)).toEqual([
			'call placed    +1415***2671  id-1  "Confirm the appointment of Sarah on Friday at 3pm"',
			'call ended     +1415***2671  id-1  answered',
			`result posted  +1415***2671  to ${host}: responded with 200 after 0 ms`,
			'fault          +1415***2671  reset',
			'refused        400 Validation failed',
		]);
	});

	it('tells that somebody picked up and what was said, in short and without numbers', async () => {
		const events: SimulatorEvent[] = [];
		const simulator = await started({
			script: { default: { outcome: 'manual' } },
			onEvent: (event) => void events.push(event),
		});
		await simulator.place(aCall());
		simulator.answer('id-1');
		simulator.say('id-1', { content: 'Call me at +1 (415) 555-2671' });
		expect(events.map(eventLine).slice(1, 4)).toEqual([
			'call answered  +1415***2671  id-1',
			expect.stringContaining('+1415***2671  assistant: "Hello, this is an AI assistant'),
			'said           +1415***2671  user: "Call me at +1415***2671"',
		]);
	});

	it('says when a result goes nowhere, and why a delivery got no answer', async () => {
		const events: SimulatorEvent[] = [];
		const { url } = await receiver(() => null);
		const simulator = await started({
			deliveryTimeLimitMs: 40,
			onEvent: (event) => void events.push(event),
		});
		await simulator.place(aCall());
		await simulator.place(aCall({ callback_url: url }));
		await simulator.advance(2_000);
		const lines = events.map(eventLine);
		expect(lines).toContainEqual(expect.stringContaining('the result is not sent'));
		expect(lines).toContainEqual(
			expect.stringContaining('no complete response within 0.04 seconds'),
		);
	});
});
