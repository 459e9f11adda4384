import fc from 'fast-check';
import { CallCowTrigger } from '../../../nodes/CallCow/CallCowTrigger.node';
import {
	atPresentAddress,
	referenceOf,
	TRIGGER_PATH,
	webhookBaseBeside,
	withReference,
} from '../../../nodes/CallCow/domain/resultUrl';

describe('withReference', () => {
	it('adds the reference beside what is in the address', () => {
		expect(withReference(new URL('https://n8n.example.com/x?a=1'), 'row 7/ä')).toBe(
			'https://n8n.example.com/x?a=1&reference=row+7%2F%C3%A4',
		);
	});

	it('leaves the address alone when there is none', () => {
		expect(withReference(new URL('https://n8n.example.com/x?a=1'), undefined)).toBe(
			'https://n8n.example.com/x?a=1',
		);
	});

	it('brings every reference back as it was', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (reference) => {
				const url = new URL(withReference(new URL('https://n8n.example.com/x'), reference));
				expect(referenceOf(Object.fromEntries(url.searchParams))).toBe(reference);
			}),
		);
	});
});

describe('referenceOf', () => {
	it.each([undefined, {}, { reference: ['a', 'b'] }])('finds none in %j', (query) => {
		expect(referenceOf(query)).toBeUndefined();
	});
});

const WORKFLOW = 'oqYZs8jQbWT0iPZ3';
const WEBHOOK = '8f0c6f5e-6f0e-4b39-9d30-6d1d9a2c1b11';

describe('atPresentAddress', () => {
	const moved = (registered: string, webhookBase?: string) =>
		atPresentAddress(registered, WORKFLOW, webhookBase);

	it.each([
		[
			'from an address that nobody else reaches',
			'http://localhost:5678/webhook',
			'https://n8n.example.com/webhook',
		],
		['to another host', 'https://old.example.com/webhook', 'https://n8n.example.com/webhook'],
		['into a folder', 'https://a.example.com/webhook', 'https://b.example.com/n8n/webhook'],
		['out of a folder', 'https://a.example.com/n8n/webhook', 'https://b.example.com/webhook'],
		[
			'into another folder',
			'https://a.example.com/n8n/webhook',
			'https://a.example.com/x/y/webhook',
		],
		[
			'to another name of the endpoint',
			'https://a.example.com/webhook',
			'https://a.example.com/in/hooks',
		],
		[
			'from another name of the endpoint',
			'https://a.example.com/in/hooks',
			'https://a.example.com/webhook',
		],
		[
			'into a folder that is called webhook',
			'https://a.example.com/webhook',
			'https://a.example.com/webhook/webhook',
		],
	])('moves a trigger %s', (_, before, now) => {
		expect(moved(`${before}/${WEBHOOK}/callcow`, now)).toBe(`${now}/${WEBHOOK}/callcow`);
		expect(moved(`${before}/${WORKFLOW}/callcow%20trigger%2F2/callcow`, now)).toBe(
			`${now}/${WORKFLOW}/callcow%20trigger%2F2/callcow`,
		);
	});

	it('leaves a trigger where it is when the address has not changed', () => {
		fc.assert(
			fc.property(
				fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { maxLength: 4 }),
				fc.constantFrom(`${WEBHOOK}/callcow`, `${WORKFLOW}/callcow%20trigger/callcow`),
				(folders, path) => {
					const base = ['https://n8n.example.com', ...folders].join('/');
					expect(moved(`${base}/${path}`, base)).toBe(`${base}/${path}`);
				},
			),
		);
	});

	it.each([
		['https://n8n.example.com/x', undefined],
		['https://n8n.example.com/x/callcow', ''],
		['https://n8n.example.com/webhook/something/else', 'https://b.example.com/webhook'],
		['nonsense', 'https://b.example.com/webhook'],
		[`https://n8n.example.com/webhook/${WEBHOOK}/callcow`, 'n8n.example.com/webhook'],
	])('leaves %s alone when the present address is %s', (registered, webhookBase) => {
		expect(moved(registered, webhookBase)).toBe(registered);
	});

	it('knows the path that the trigger asks n8n for', () => {
		expect(new CallCowTrigger().description.webhooks?.map(({ path }) => path)).toEqual([
			TRIGGER_PATH,
		]);
	});
});

describe('webhookBaseBeside', () => {
	it.each([
		['https://n8n.example.com/webhook-waiting/7?signature=x', 'https://n8n.example.com/webhook'],
		['https://b.example.com/n8n/webhook-waiting/7', 'https://b.example.com/n8n/webhook'],
		[
			'https://b.example.com/webhook-waiting/webhook-waiting/7?a=/webhook-waiting/b',
			'https://b.example.com/webhook-waiting/webhook',
		],
	])('tells from %s that webhooks are at %s', (resumeUrl, expected) => {
		expect(webhookBaseBeside(resumeUrl)).toBe(expected);
	});

	it.each(['', 'undefined', 'https://n8n.example.com/wait/7', 'https://n8n.example.com/webhook/7'])(
		'does not know it from "%s"',
		(resumeUrl) => {
			expect(webhookBaseBeside(resumeUrl)).toBeUndefined();
		},
	);
});
