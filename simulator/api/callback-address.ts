import * as ipaddr from 'ipaddr.js';
import { z } from 'zod';

const privateNames = ['localhost', 'local', 'internal', 'home.arpa'];

/**
 * Says why CallCow would refuse to send a result to `address`, or `null` when it would not.
 *
 * Names are judged by how they are written and never looked up: a public name that resolves to a
 * private address passes here.
 *
 * @param allowPrivate accept private hosts, and plain HTTP to them (a receiver on this machine)
 */
export function callbackAddressProblem(address: string, allowPrivate: boolean): string | null {
	if (!URL.canParse(address)) return 'Must be a URL';
	const url = new URL(address);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'Must be an HTTPS URL';
	const isPrivate = isPrivateHost(url.hostname);
	if (isPrivate && !allowPrivate) return 'Must not point to a private or reserved address';
	if (url.protocol === 'http:' && !isPrivate) return 'Must be an HTTPS URL';
	return null;
}

/** @param allowPrivate as in `callbackAddressProblem` */
export function callbackAddressSchema(allowPrivate: boolean) {
	return z.string().superRefine((address, context) => {
		const message = callbackAddressProblem(address, allowPrivate);
		if (message) context.addIssue({ code: z.ZodIssueCode.custom, message });
	});
}

/** Whether a URL's host is this machine, a private or reserved address, or a local name. */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
	if (ipaddr.isValid(host)) return ipaddr.process(host).range() !== 'unicast';
	// A name without a dot means something only inside one network, such as a Docker one.
	return (
		!host.includes('.') || privateNames.some((name) => host === name || host.endsWith(`.${name}`))
	);
}
