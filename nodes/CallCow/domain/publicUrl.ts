import ipaddr from 'ipaddr.js';

export type UrlReading =
	| { ok: true; url: URL }
	| { ok: false; reason: 'notAUrl' | 'notHttps' | 'notPublic' };

/**
 * Accepts an address only if CallCow, somewhere on the internet, could deliver a result to it: HTTPS
 * and no host that is private, reserved or local. Looks nothing up: what a name resolves to is not
 * checked.
 */
export function readPublicUrl(text: string): UrlReading {
	const url = readHttpUrl(text);
	if (url === undefined) return { ok: false, reason: 'notAUrl' };
	if (isLocalHost(url.hostname)) return { ok: false, reason: 'notPublic' };
	return url.protocol === 'https:' ? { ok: true, url } : { ok: false, reason: 'notHttps' };
}

/** The address if it is one that HTTP knows, whoever can reach it. */
export function readHttpUrl(text: string): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

/**
 * Whether an address is on the machine that asks, or on the one in whose container it asks: where a
 * simulator runs.
 */
export function isLoopbackUrl(text: string): boolean {
	const host = readHttpUrl(text)?.hostname;
	if (host === undefined) return false;
	return (
		/(^|\.)localhost\.?$|^host\.docker\.internal$/.test(host) || addressRange(host) === 'loopback'
	);
}

function isLocalHost(hostname: string): boolean {
	const range = addressRange(hostname);
	if (range !== undefined) return range !== 'unicast';
	const name = hostname.replace(/\.$/, '');
	// A name without a dot, such as the name of a Docker service, means something on one network only.
	return (
		!name.includes('.') || /\.(localhost|local|internal|lan|home\.arpa|test|invalid)$/.test(name)
	);
}

/** The kind of an IP address (`URL` has already turned 0x7f.1 and 2130706433 into 127.0.0.1). */
function addressRange(hostname: string): string | undefined {
	const address = hostname.replace(/^\[|\]$/g, '');
	// `process` also reads an IPv4 address that is wrapped in an IPv6 one: ::ffff:10.0.0.1.
	return ipaddr.isValid(address) ? ipaddr.process(address).range() : undefined;
}
