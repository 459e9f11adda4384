/** What stands around numbers where people keep them: in spreadsheets, address books, messengers, links. */

export type Undressed =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly reason: DressFault };

export type DressFault =
	| 'empty'
	| 'turnedAround'
	| 'scientific'
	| 'decimal'
	| 'noPhoneAddress'
	| 'tooLong';

/** Longer than any number in any dress, and short enough to be looked at in every way. */
const LONGEST_TEXT = 1_000;

/** A right-to-left override, embedding or isolate: what is shown is another number than what is phoned. */
const TURNS_AROUND = /[\u202b\u202e\u2067]/;

/** Other shapes of the plus sign: small, raised, lowered, and as a picture. A plus that is lost phones a stranger. */
const PLUS_SIGNS = /[\ufe62\u207a\u208a\u2795]/g;

/** Marks that show nothing, what makes a keycap of a digit, and pictures such as flags and telephones. */
const SHOWS_NO_NUMBER =
	/[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Regional_Indicator}\p{Extended_Pictographic}\u20e3]/gu;

/** What full-width keyboards write, and the digits of Arabic ones: everything that libphonenumber reads as digits. */
const NOT_ASCII = /[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9]/g;

const LINE_BREAKS = /[\n\v\f\r\u0085\u2028\u2029]+/g;

const WRAPPED = /^[\s=\\"'`´‘’‚‛“”„‟«»‹›]+|[\s\\"'`´‘’‚‛“”„‟«»‹›]+$/g;

/** What people, address books and programs write in front of a number to say that it is one. */
const LABEL =
	/^(?:tel|telephone|telefon|teléfono|telefono|téléphone|tél|phone|mobile|mobil|móvil|mob|cell|cellphone|handy|whatsapp|wa|callto|sms|home|work|office|p|t|m)(?:\s*[.:]+\s*(?:\/\/)?|\s+)(?=[+([\d])/i;

const LABEL_BEHIND =
	/[\s,]*[([](?:mobile|mobil|mob|cell|handy|home|work|office|private|whatsapp)[)\]]$/i;

/**
 * WhatsApp's own IDs, which begin with a country code; a device of that person may follow. What it calls a
 * group or a hidden ID has the same form, and is no phone number.
 */
const WHATSAPP_ID = /^\+?(\d+)(?:[.:]\d+)*@(?:s\.whatsapp\.net|c\.us)$/i;

/** Links that messengers open, with all digits, those of the country first. */
const MESSENGER_LINKS: readonly RegExp[] = [
	/^(?:https?:\/\/)?(?:www\.)?wa\.me\/\+?(\d+)\/?(?:\?.*)?$/i,
	/^(?:https?:\/\/)?(?:api|web)\.whatsapp\.com\/send\/?\?(?:.*&)?phone=\+?(\d+)(?:&.*)?$/i,
	/^(?:whatsapp|viber|tg|sgnl):\/\/[^?#]*[?#](?:.*&)?(?:phone|number|p)=\+?(\d+)(?:&.*)?$/i,
];

/**
 * Takes off a text what says nothing about the number in it. What is left is the number as somebody has
 * written it, with a plus in front where the text itself says that it begins with a country code.
 */
export function undress(written: string): Undressed {
	if (TURNS_AROUND.test(written)) return { ok: false, reason: 'turnedAround' };
	if (written.trim().length > LONGEST_TEXT) return { ok: false, reason: 'tooLong' };
	const plain = written
		.replace(PLUS_SIGNS, '+')
		.replace(SHOWS_NO_NUMBER, '')
		// A blank of Braille, which shows nothing either.
		.replaceAll('\u2800', ' ')
		.replace(NOT_ASCII, inAscii)
		.replace(/%2B/gi, '+')
		.replace(/%20/g, ' ')
		.replace(LINE_BREAKS, '\n')
		.replace(WRAPPED, '');
	const text = plain
		.replace(LABEL, '')
		.replace(LABEL_BEHIND, '')
		.replace(/[\s.,;:]+$/, '');
	if (text === '') return { ok: false, reason: 'empty' };

	const fromMessenger = [WHATSAPP_ID, ...MESSENGER_LINKS]
		.map((form) => form.exec(text) ?? form.exec(plain))
		.find((match) => match !== null);
	if (fromMessenger) return { ok: true, text: `+${fromMessenger[1]}` };
	if (/@(?:lid|g\.us|broadcast|newsletter)$/i.test(text)) {
		return { ok: false, reason: 'noPhoneAddress' };
	}
	return fromSpreadsheet(withContext(text));
}

/** The context of a tel URI is what belongs in front of it (RFC 3966); its other parameters say nothing. */
function withContext(text: string): string {
	const [number = '', ...parameters] = text.split(/;(?=[a-z-]+(?:=|$))/i);
	if (parameters.some((parameter) => /^(?:ext|isub)=/i.test(parameter))) return text;
	const context = parameters.find((parameter) => /^phone-context=\+\d+$/i.test(parameter));
	return context === undefined ? number : context.replace(/^.*=/, '') + number;
}

/** Spreadsheets make decimal numbers of phone numbers, and of long ones a power of ten. */
function fromSpreadsheet(text: string): Undressed {
	if (/^[+-]?\d+(?:[.,]\d+)?\s*e\s*[+-]?\d+$/i.test(text))
		return { ok: false, reason: 'scientific' };
	const whole = text.replace(/^(\+?\d+)[.,]0{1,2}$/, '$1');
	if (/^\+?\d{4,}[.,]\d{1,2}$/.test(whole)) return { ok: false, reason: 'decimal' };
	const isGrouped = /^\d{1,3}(?:,\d{3}){2,}(?:\.0+)?$/.test(whole);
	return { ok: true, text: isGrouped ? whole.replace(/\.0+$/, '').replaceAll(',', '') : whole };
}

/**
 * libphonenumber drops a full-width plus, and would read the rest as a number of the default country: of
 * somebody else. Of the Arabic digits the last four bits are the value.
 */
function inAscii(character: string): string {
	const code = character.charCodeAt(0);
	return code >= 0xff01 ? String.fromCharCode(code - 0xfee0) : String(code & 0xf);
}
