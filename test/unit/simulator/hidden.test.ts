import { hideAuthorization, hideSecretsInUrl } from '../../../simulator/hidden';

describe('hideAuthorization', () => {
	it.each([
		['Bearer s3cret', 'Bearer [hidden]'],
		['s3cret', '[hidden]'],
		['Basic a b', 'Basic [hidden]'],
	])('turns %j into %j', (value, shown) => {
		expect(hideAuthorization(value)).toBe(shown);
	});
});

describe('hideSecretsInUrl', () => {
	it.each([
		[
			'http://localhost:5678/webhook-waiting/7?signature=abc&reference=row%207',
			'http://localhost:5678/webhook-waiting/7?signature=[hidden]&reference=row%207',
		],
		[
			'https://n8n.example.com/x?callback_secret=abc#end',
			'https://n8n.example.com/x?callback_secret=[hidden]#end',
		],
		[
			'https://n8n.example.com/webhook/1?secret=s3cret&page=2',
			'https://n8n.example.com/webhook/1?secret=[hidden]&page=2',
		],
		['n8n.example.com/webhook/1?secret=s3cret', 'n8n.example.com/webhook/1?secret=[hidden]'],
		['https://me:pass@n8n.example.com/x', 'https://me:hidden@n8n.example.com/x'],
	])('hides what opens doors in %s', (address, shown) => {
		expect(hideSecretsInUrl(address)).toBe(shown);
	});

	it.each([
		'https://n8n.example.com/webhook/1?reference=a+b',
		'https://n8n.example.com',
		'not a URL',
	])('leaves %s as it is', (address) => {
		expect(hideSecretsInUrl(address)).toBe(address);
	});
});
