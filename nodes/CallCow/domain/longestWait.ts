/** How long the result of a call can be waited for: a year. */
export const LONGEST_WAIT_MINUTES = 365 * 24 * 60;
