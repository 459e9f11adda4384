/** One POST of a result, ready to be sent. */
export interface CallbackRequest {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

export interface CallbackAnswer {
	readonly status: number | null;
	readonly body: string | null;
	readonly error: string | null;
}

const longestAnswerKept = 16_384;

/**
 * Posts a result once: no second attempt, no redirect followed, nothing thrown.
 *
 * The time limit is real time even where the simulator's clock stands still, because a receiver
 * lives outside of that clock.
 */
export async function postCallback(
	request: CallbackRequest,
	{ timeLimitMs, signal }: { timeLimitMs: number; signal: AbortSignal },
): Promise<CallbackAnswer> {
	const limit = AbortSignal.timeout(timeLimitMs);
	let status: number | null = null;
	try {
		const response = await fetch(request.url, {
			method: 'POST',
			headers: request.headers,
			body: request.body,
			redirect: 'manual',
			signal: AbortSignal.any([limit, signal]),
		});
		status = response.status;
		return { status, body: await readBounded(response), error: null };
	} catch (error) {
		const reason = limit.aborted
			? `no complete response within ${timeLimitMs / 1_000} seconds`
			: describeNetworkError(error);
		return { status, body: null, error: reason };
	}
}

async function readBounded(response: Response): Promise<string> {
	if (!response.body) return '';
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of response.body) {
		text += decoder.decode(chunk, { stream: true });
		// Leaving the loop cancels the stream: the rest is never downloaded.
		if (text.length >= longestAnswerKept) return text.slice(0, longestAnswerKept);
	}
	return text + decoder.decode();
}

function describeNetworkError(error: unknown): string {
	// fetch says only "fetch failed"; what went wrong stands in its cause. Read by name, since
	// under jest these objects come from another realm, where instanceof says no.
	const { message, cause } = error as {
		message?: string;
		cause?: { code?: string; message?: string };
	};
	return [cause?.code, cause?.message ?? message].filter(Boolean).join(': ');
}
