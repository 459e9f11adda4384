import { receiveHere } from './local-server';

/** A result as it came. */
export interface ReceivedResult {
	readonly callId: string;
	readonly reference: string | null;
	readonly authorization: string | undefined;
}

/** Somewhere that results can go to: takes every one, and tells what it got. */
export interface ResultReceiver {
	readonly url: string;
	results(): ReceivedResult[];
	close(): Promise<void>;
}

export async function startResultReceiver(): Promise<ResultReceiver> {
	const results: ReceivedResult[] = [];
	const { url, close } = await receiveHere((body, request) => {
		const { call_id: callId } = JSON.parse(body) as { call_id: string };
		const { searchParams } = new URL(request.url!, 'http://receiver');
		results.push({
			callId,
			reference: searchParams.get('reference'),
			authorization: request.headers.authorization,
		});
	});
	return { url: `${url}/results`, results: () => [...results], close };
}
