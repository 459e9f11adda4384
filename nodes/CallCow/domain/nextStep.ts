/**
 * What a model should do when a call was not placed. Short, because it reads, and pays for, every word; and
 * without what it cannot do, such as to open a form.
 */
export interface NextStep {
	readonly sentence: string;
	/**
	 * The path of the parameter that is at fault. Where the model has given it, the sentence stands;
	 * otherwise it is a setting, which the model cannot change.
	 */
	readonly parameter?: string;
}

export const SETTING: NextStep = {
	sentence:
		'Do not try again: only the person who set up this workflow can fix it. Tell the user what this message says.',
};

export const CORRECT: NextStep = {
	sentence: 'Correct it and use the tool again, or ask the user.',
};

export const ASK_FOR_NUMBER: NextStep = {
	sentence: 'Ask the user for the number, with + and the country code. Do not guess it.',
};

export const NOT_THIS_NUMBER: NextStep = {
	sentence: 'Do not try again: this tool may not call that number. Tell the user.',
};

export const BRIEF_AGAIN: NextStep = {
	sentence:
		'Write a prompt that says who to call, why, when, and where, and use the tool again, or ask the user for what is missing.',
};

export const LATER: NextStep = {
	sentence: 'Do not try again before that time: tell the user when it will be possible.',
};

export const ENOUGH: NextStep = {
	sentence: 'Do not try again: no more calls are allowed now. Tell the user.',
};

export const ONCE_MORE: NextStep = {
	sentence: 'Use the tool one more time for this call. If that fails too, tell the user.',
};

/** Of a call that may have been placed. */
export const TELL_IN_DOUBT: NextStep = {
	sentence: 'Do not try again, or someone may be called twice: tell the user.',
};
