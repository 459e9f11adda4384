import { explainPlainRequest } from '../nodes/CallCow/domain/requestErrors';
import type { Reply } from './request';

/**
 * Why nothing can be compared, by the reply to the first request with the right key; undefined when
 * something can. What is said beside that is not shown: it may be of the account.
 */
export function whyUnusable(reply: Reply | undefined): string | undefined {
	if (reply === undefined) return undefined;
	if (reply.kind === 'noAnswer') {
		return `The API did not respond: ${reply.reason}. Check --base-url and the network. This command does not use a proxy.`;
	}
	const { status, format } = reply;
	if (status === 401 || status === 403) {
		const { message } = explainPlainRequest('Nothing was compared', { ...reply, body: undefined });
		return `${message} (status ${status}). Copy the whole key from Settings > API Keys in CallCow, and check --base-url.`;
	}
	if (status >= 300 && status < 400) {
		return `The API responded with a redirect (status ${status}), which is not followed because it would send your key elsewhere. Check --base-url.`;
	}
	if (status < 300 && format !== 'JSON') {
		return 'There is no API at this address, but a web page or something else: the response is not JSON. Check --base-url.';
	}
	return undefined;
}
