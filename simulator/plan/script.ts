import { z } from 'zod';
import { phoneNumberSchema } from '../phone-number';
import { outcomes } from '../outcome';

/** What the result of a call says where it should differ from what the outcome implies. */
const resultFields = {
	summary: z.string().nullable().optional(),
	messages: z.array(z.unknown()).optional(),
	form_fills: z.array(z.unknown()).optional(),
	context: z.unknown().optional(),
	/** Merged over the finished payload: other statuses, fields that are not documented. */
	payload: z.record(z.unknown()).optional(),
	/** Fields left out of the finished payload. */
	omit: z.array(z.string()).optional(),
};

/** How one call ends. */
export const decisionSchema = z.object({ outcome: z.enum(outcomes), ...resultFields }).strict();

/** What happens to a call after it was placed; `manual` leaves it open until it is decided. */
export const scriptSchema = z
	.object({
		outcome: z.enum([...outcomes, 'manual']),
		/** From the call's beginning to its end, by the simulator's clock. */
		afterMs: z.number().int().nonnegative().default(2_000),
		/** `false`: the answer says `call_id: null`, as CallCow's may. */
		callIdInAnswer: z.boolean().default(true),
		...resultFields,
	})
	.strict();

/** The script of every call, and those of single numbers, which go before it. */
export const scriptSettingsSchema = z
	.object({
		default: scriptSchema.optional(),
		numbers: z.record(phoneNumberSchema, scriptSchema).optional(),
	})
	.strict();

export type Decision = z.output<typeof decisionSchema>;
export type DecisionInput = z.input<typeof decisionSchema>;
export type Script = z.output<typeof scriptSchema>;
export type ScriptInput = z.input<typeof scriptSchema>;
export type ScriptSettingsInput = z.input<typeof scriptSettingsSchema>;

export type ScriptChange = z.output<typeof scriptSettingsSchema>;

export interface ScriptSettings {
	readonly default: Script;
	readonly numbers: Readonly<Record<string, Script>>;
}

/** The settings after a change: what is given replaces what was, the rest stays. */
export function changeScripts(before: ScriptSettings, change: ScriptChange): ScriptSettings {
	return {
		default: change.default ?? before.default,
		numbers: change.numbers ?? before.numbers,
	};
}

export const initialScripts: ScriptSettings = {
	default: scriptSchema.parse({ outcome: 'answered' }),
	numbers: {},
};
