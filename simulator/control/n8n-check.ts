/** Whether an n8n answers at an address, in words for the person who typed it. */
export interface N8nCheck {
	readonly reached: boolean;
	/** What was found. */
	readonly message: string;
	/** What to do now, one step each. */
	readonly advice: readonly string[];
}

const inDocker =
	'n8n in Docker: publish its port (docker run -p 5678:5678 …) and enter http://localhost:5678 here.';

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
			'Enter the address at which you open n8n, such as http://localhost:5678.',
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
		return notReached(`${origin} sends visitors on to another address (status ${status}).`, [
			'CallCow follows no redirects. Enter the address that your browser shows once n8n is open.',
		]);
	}
	if (status === 200 && (await isHealthReport(response))) {
		return {
			reached: true,
			message: `n8n answers at ${origin}. Results of calls can be delivered there.`,
			advice: [
				`n8n must also give this address out. If the URL that a CallCow Trigger shows does not begin with ${origin}, start n8n with N8N_WEBHOOK_URL=${origin}/ (before n8n 2.35: WEBHOOK_URL).`,
			],
		};
	}
	if (!response.bodyUsed) await response.body?.cancel();
	return notReached(`Something answers at ${host} (status ${status}), but not as n8n does.`, [
		'Check the port, and the path if n8n has one (N8N_PATH).',
		'A proxy before n8n has to let /healthz and /webhook through.',
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
		return notReached(`${origin} has not answered within ${timeLimitMs / 1_000} seconds.`, [
			'Check that n8n is running and that no firewall is in between.',
			inDocker,
		]);
	}
	const code = cause?.code ?? 'no reason given';
	if (code === 'ECONNREFUSED') {
		return notReached(`Nothing listens at ${origin}.`, [
			'Check that n8n is running, and the port.',
			inDocker,
		]);
	}
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return notReached(`The name ${hostname} is not known on this machine.`, [
			'Names of Docker services are known inside of Docker only.',
			inDocker,
		]);
	}
	if (/CERT|SELF_SIGNED|SSL|TLS/.test(code)) {
		return notReached(`The connection to ${origin} cannot be secured (${code}).`, [
			'Use http:// for an n8n without a certificate, or a certificate that this machine trusts.',
		]);
	}
	return notReached(`${origin} cannot be reached (${code}).`, [
		'Check that n8n is running, and the address.',
		inDocker,
	]);
}

function notReached(message: string, advice: string[]): N8nCheck {
	return { reached: false, message, advice };
}
