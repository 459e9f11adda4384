import type { DialableNumber } from './dialableNumber';
import type { PhoneFault } from './fault';

/** What was read from a text: a number, or why none. */
export type PhoneReading =
	| ({ readonly ok: true } & DialableNumber)
	| ({ readonly ok: false } & PhoneFault);
