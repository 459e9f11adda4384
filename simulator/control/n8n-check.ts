/** Whether an n8n answers at an address, in words for the person who typed it. */
export interface N8nCheck {
	readonly reached: boolean;
	/** What was found. */
	readonly message: string;
	/** What to do now, one step each. */
	readonly advice: readonly string[];
}

const inDocker =
	'If n8n runs in Docker, publish its port (docker run -p 5678:5678 …) and enter http://localhost:5678 here.';

/**
 * Asks `<address>/healthz`, which every n8n answers without a login, once and from here: that is the
 * way on which results of calls are delivered. Follows no redirect, and gives nothing of the answer
 * away but whether it is n8n's.
 */
export async function checkN8n(
	address: string,
	{ timeLimitMs = 5_000 }: { timeLimitMs?: number } = {},
): Promise<N8nCheck> {
	const url = healthAddress(address);
	if (!url) {
		return notReached('That is not an http or https address.', [
			'Enter the address where you open n8n, such as http://localhost:5678.',
		]);
	}
	try {
		const response = await fetch(url, {
			redirect: 'manual',
			signal: AbortSignal.timeout(timeLimitMs),
		});
		return await judge(response, url);
	} catch (error) {
		return whyNot(error, url, timeLimitMs);
	}
}

function healthAddress(address: string): URL | undefined {
	const text = address.trim();
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
	url.pathname = `${url.pathname.replace(/\/+$/, '')}/healthz`;
	url.search = '';
	url.hash = '';
	return url;
}

async function judge(response: Response, { origin, host }: URL): Promise<N8nCheck> {
	const { status } = response;
	if (status >= 300 && status < 400) {
		await response.body?.cancel();
		return notReached(`${origin} redirects to another address (status ${status}).`, [
			'CallCow does not follow redirects. Enter the address that your browser shows once n8n is open.',
		]);
	}
	if (status === 200 && (await isHealthReport(response))) {
		return {
			reached: true,
			message: `n8n responds at ${origin}. Call results can be delivered there.`,
			advice: [
				`n8n must also use this address in its URLs. If the URL that a CallCow Trigger shows does not start with ${origin}, start n8n with N8N_WEBHOOK_URL=${origin}/ (before n8n 2.35: WEBHOOK_URL).`,
			],
		};
	}
	if (!response.bodyUsed) await response.body?.cancel();
	return notReached(`Something responds at ${host} (status ${status}), but not the way n8n does.`, [
		'Check the port, and the path if n8n has one (N8N_PATH).',
		'A proxy in front of n8n must let /healthz and /webhook through.',
	]);
}

async function isHealthReport(response: Response): Promise<boolean> {
	try {
		const report: unknown = await response.json();
		return typeof report === 'object' && report !== null && 'status' in report;
	} catch {
		return false;
	}
}

function whyNot(error: unknown, { origin, hostname }: URL, timeLimitMs: number): N8nCheck {
	// Read by name, since under jest these objects come from another realm.
	const { name, cause } = error as { name?: string; cause?: { code?: string } };
	if (name === 'TimeoutError') {
		return notReached(`${origin} did not respond within ${timeLimitMs / 1_000} seconds.`, [
			'Check that n8n is running and that no firewall is in the way.',
			inDocker,
		]);
	}
	const code = cause?.code ?? 'no reason given';
	if (code === 'ECONNREFUSED') {
		return notReached(`Nothing is listening at ${origin}.`, [
			'Check that n8n is running, and check the port.',
			inDocker,
		]);
	}
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return notReached(`This machine cannot resolve the name ${hostname}.`, [
			'Names of Docker services work only inside Docker.',
			inDocker,
		]);
	}
	if (/CERT|SELF_SIGNED|SSL|TLS/.test(code)) {
		return notReached(`A secure connection to ${origin} is not possible (${code}).`, [
			'Use http:// for an n8n without a certificate, or a certificate that this machine trusts.',
		]);
	}
	return notReached(`${origin} cannot be reached (${code}).`, [
		'Check that n8n is running, and check the address.',
		inDocker,
	]);
}

function notReached(message: string, advice: string[]): N8nCheck {
	return { reached: false, message, advice };
}
