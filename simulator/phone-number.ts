import { z } from 'zod';

const e164 = /^\+[1-9]\d{6,14}$/;

export const phoneNumberSchema = z
	.string()
	.regex(e164, 'Must be a phone number in E.164 format, such as +14155552671');

/** What stands instead of a number when somebody talks to a workflow in the dashboard. */
export const browser = 'browser';
