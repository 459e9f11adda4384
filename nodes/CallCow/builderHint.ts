/*
 * Hints for assistants that build workflows, each under both names by which a version of n8n looks for it. Before
 * n8n had the present ones it read `message`, in places without asking whether it is there.
 */

/** Found with the node in every search. */
export const nodeHint = (text: string) => ({ message: text, searchHint: text });

/** Found with one of the values of a parameter. */
export const optionHint = (text: string) => ({ message: text, propertyHint: text });
