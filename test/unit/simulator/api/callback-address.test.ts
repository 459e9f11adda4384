import { callbackAddressProblem } from '../../../../simulator/api/callback-address';

const privateAddresses = [
	'https://localhost/results',
	'https://LOCALHOST./results',
	'https://n8n.localhost/results',
	'https://printer.local/results',
	'https://metadata.google.internal/results',
	'https://router.home.arpa/results',
	'https://n8n/results',
	'https://127.0.0.1/results',
	'https://127.1/results',
	'https://0x7f000001/results',
	'https://10.1.2.3/results',
	'https://172.16.0.1/results',
	'https://192.168.1.4/results',
	'https://169.254.169.254/results',
	'https://100.64.0.1/results',
	'https://0.0.0.0/results',
	'https://203.0.113.7/results',
	'https://224.0.0.1/results',
	'https://255.255.255.255/results',
	'https://[::1]/results',
	'https://[::]/results',
	'https://[fd00::1]/results',
	'https://[fe80::1]/results',
	'https://[::ffff:127.0.0.1]/results',
	'https://[64:ff9b::7f00:1]/results',
];

describe('callbackAddressProblem', () => {
	it.each([
		'https://agent.example.com/results?reference=7',
		'https://agent.example.com:8443/results',
		'https://8.8.8.8/results',
		'https://[2606:4700::1111]/results',
	])('accepts the public address %s', (address) => {
		expect(callbackAddressProblem(address, false)).toBeNull();
	});

	it.each(privateAddresses)('refuses the private or reserved address %s', (address) => {
		expect(callbackAddressProblem(address, false)).toMatch(/private or reserved/);
	});

	it.each(privateAddresses)('accepts %s when private addresses are allowed', (address) => {
		expect(callbackAddressProblem(address, true)).toBeNull();
	});

	it('accepts plain HTTP to a private address when those are allowed', () => {
		expect(callbackAddressProblem('http://127.0.0.1:5678/webhook', true)).toBeNull();
	});

	it.each([true, false])(
		'refuses plain HTTP to a public address (private allowed: %s)',
		(allow) => {
			expect(callbackAddressProblem('http://agent.example.com/results', allow)).toMatch(/HTTPS/);
		},
	);

	it.each(['ftp://agent.example.com/', 'file:///etc/passwd', 'javascript:alert(1)'])(
		'refuses the scheme of %s',
		(address) => {
			expect(callbackAddressProblem(address, true)).toMatch(/HTTPS/);
		},
	);

	it.each(['', 'agent.example.com/results', 'https://'])(
		'refuses %j, which is no URL',
		(address) => {
			expect(callbackAddressProblem(address, true)).toBe('Must be a URL');
		},
	);
});
