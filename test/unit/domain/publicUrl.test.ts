import { isLoopbackUrl, readPublicUrl } from '../../../nodes/CallCow/domain/publicUrl';

describe('readPublicUrl', () => {
	it.each([
		'https://n8n.example.com/webhook/abc',
		'https://n8n.example.com:8443/webhook/abc?x=1',
		'https://93.184.216.34/webhook',
		'https://[2606:2800:220:1:248:1893:25c8:1946]/webhook',
		'HTTPS://N8N.EXAMPLE.COM./x',
	])('accepts %s', (text) => {
		expect(readPublicUrl(text)).toEqual({ ok: true, url: new URL(text) });
	});

	it.each([
		'https://localhost/x',
		'https://app.localhost/x',
		'https://localhost./x',
		'https://n8n/x',
		'https://n8n.local/x',
		'https://n8n.internal/x',
		'https://127.0.0.1/x',
		'https://127.1/x',
		'https://2130706433/x',
		'https://0x7f.1/x',
		'https://0.0.0.0/x',
		'https://10.1.2.3/x',
		'https://172.16.0.1/x',
		'https://192.168.1.1/x',
		'https://169.254.169.254/x',
		'https://100.64.0.1/x',
		'https://[::1]/x',
		'https://[fd00::1]/x',
		'https://[fe80::1]/x',
		'https://[::ffff:10.0.0.1]/x',
		'http://localhost:5678/webhook/x',
	])('refuses %s as not public', (text) => {
		expect(readPublicUrl(text)).toEqual({ ok: false, reason: 'notPublic' });
	});

	it('refuses HTTP', () => {
		expect(readPublicUrl('http://n8n.example.com/x')).toEqual({ ok: false, reason: 'notHttps' });
	});

	it.each(['', 'n8n.example.com/x', 'ftp://n8n.example.com', 'javascript:alert(1)', 'https://'])(
		'refuses %j as no web address',
		(text) => {
			expect(readPublicUrl(text)).toEqual({ ok: false, reason: 'notAUrl' });
		},
	);
});

describe('isLoopbackUrl', () => {
	it.each([
		['http://127.0.0.1:4010/api', true],
		['http://localhost:4010/api', true],
		['http://[::1]:4010/api', true],
		['http://192.168.1.1/api', false],
		['http://host.docker.internal:4010/api', true],
		['http://other.docker.internal:4010/api', false],
		['http://host.docker.internal.example.com/api', false],
		['https://www.callcow.ai/api', false],
		['https://localhost.example.com/api', false],
		['nonsense', false],
	])('%s: %s', (text, expected) => {
		expect(isLoopbackUrl(text)).toBe(expected);
	});
});
