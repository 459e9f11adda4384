import type { CountryCode } from 'libphonenumber-js/max';
import { readDigits } from './digits';
import { undress } from './dress';
import type { PhoneReading } from './phoneReading';
import {
	hasExtension,
	isFollowedByAnother,
	isMadeOfTwo,
	isNumber,
	versionsOf,
	withPlusInFront,
} from './text';

/**
 * Reads a number in any usual way of writing it, whatever stands around it, and gives it in E.164
 * (`+14155552671`), or says why not. A plus is believed; without one nothing is guessed:
 *
 * - an exit code is one of the default country's, or 00; where two of them lead to different numbers, a gap
 *   behind the code decides, or it is refused;
 * - what is written as in the default country is a number of it;
 * - what is not, and reads as a number of that country and as an international one without its plus, is refused.
 *
 * The digits are never others than those that are written, less what is dialed in front of them; except
 * where libphonenumber knows that a country leaves out its area code at home, or has other digits there
 * (Argentina's 15 is 9 from abroad). Extensions are refused: E.164 has no room for them, and the call would
 * reach somebody else.
 */
export function readPhoneNumber(text: string, defaultCountry?: CountryCode): PhoneReading {
	const undressed = undress(text);
	if (!undressed.ok) return undressed;
	const number = withPlusInFront(undressed.text);
	if (hasExtension(number)) return { ok: false, reason: 'hasExtension' };
	const isOne = (part: string) => readOne(part, defaultCountry).ok;
	if (isFollowedByAnother(number, isOne)) return { ok: false, reason: 'twoNumbers' };
	const reading = readOne(number, defaultCountry);
	const mayBeTwo = !reading.ok && reading.reason !== 'ambiguous';
	return mayBeTwo && isMadeOfTwo(number, isOne) ? { ok: false, reason: 'twoNumbers' } : reading;
}

function readOne(text: string, defaultCountry: CountryCode | undefined): PhoneReading {
	if (!isNumber(text)) return { ok: false, reason: 'noNumber' };
	const readings = versionsOf(text).map((version) => readDigits(version, defaultCountry));
	const [first, ...others] = readings.filter((reading) => reading.ok);
	if (first === undefined) return readings[0]!;
	if (others.every(({ e164 }) => e164 === first.e164)) return first;
	return { ok: false, reason: 'ambiguous', readings: [first, ...others] };
}
