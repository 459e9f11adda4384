/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the user's machine */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CallCow } from '../callcow';
import type { Check } from '../check';
import { judge } from '../judge';
import type { Answer, Reply } from '../request';

/** Where other services answer for the state of a call. CallCow speaks of polling it, and not of where. */
export const USUAL_PATHS = [
	'/calls/{id}',
	'/call/{id}',
	'/calls?call_id={id}',
	'/calls',
	'/call-logs/{id}',
	'/call-logs',
	'/call-status/{id}',
	'/call-prompt/{id}',
] as const;

/**
 * Reads each of the paths, and one like it that nobody has. Only what is answered otherwise than that is
 * an endpoint: a web page may be answered to everything.
 */
export function callState(): Check[] {
	const id = (callcow: CallCow) => (noSuchCall ??= callcow.callId ?? randomUUID());
	let noSuchCall: string | undefined;
	const toNoPath = new Map<string, Promise<Reply>>();

	return USUAL_PATHS.map((path) => ({
		kind: 'harmless',
		what: `GET ${path}`,
		believes: 'Not documented: the same response as for a path that does not exist',
		async run(callcow) {
			const read = async (template: string) =>
				await callcow.get(template.replace('{id}', encodeURIComponent(id(callcow))));
			const noPath = path.replace(/^\/[\w-]+/, '/check-callcow-no-such-path');
			if (!toNoPath.has(noPath)) toNoPath.set(noPath, read(noPath));
			const usual = (await toNoPath.get(noPath))!;
			return judge(await read(path), callcow, (answer) => {
				if (usual.kind === 'noAnswer' || usual.status === 429) {
					return { undecided: 'A path that does not exist was not answered' };
				}
				return isAlike(answer, usual, id(callcow)) ? 'as expected' : 'different';
			});
		},
	}));
}

/** JSON is compared less what repeats the request; of a page, how it looks says nothing. */
function isAlike(one: Answer, other: Answer, id: string): boolean {
	if (one.status !== other.status || one.format !== other.format) return false;
	if (one.format !== 'JSON') return true;
	const text = ({ body }: Answer) =>
		JSON.stringify(body)
			.replaceAll(id, '')
			.replace(/\/[\w/?=.-]+/g, '');
	return isDeepStrictEqual(text(one), text(other));
}
