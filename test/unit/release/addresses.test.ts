/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import packageJson from '../../../package.json';
import {
	readConfirmations,
	whatIsMissing,
	type Confirmations,
} from '../../../release/confirmations';
import { namedAddresses, type NamedAddresses } from '../../../release/named-addresses';

const root = path.join(__dirname, '../../..');
const confirmations = readConfirmations(
	readFileSync(path.join(root, 'release/addresses.json'), 'utf8'),
);
const withAll = (confirmed: string): Confirmations =>
	confirmations.map((entry) => ({ ...entry, confirmed }));

let named: NamedAddresses;
beforeAll(async () => {
	named = await namedAddresses(root);
});

describe('the addresses that the packages name', () => {
	it('are on the list, and nothing else is', () => {
		expect(confirmations.map(({ address }) => address).sort()).toEqual([...named.keys()].sort());
	});

	it('are found in manifests, codex files, sources and what npm shows', () => {
		const filesOf = (address: string) => named.get(address);
		expect(filesOf('n8n-nodes-callcow')).toEqual(['package.json']);
		expect(filesOf('callcow-simulator')).toEqual(['simulator/package.json']);
		expect(filesOf('github.com/callcow/n8n-nodes-callcow')).toEqual(
			expect.arrayContaining([
				'package.json',
				'simulator/package.json',
				'README.md',
				'nodes/CallCow/CallCow.node.json',
				'nodes/CallCow/CallCowTrigger.node.json',
			]),
		);
		expect(filesOf('docs.callcow.ai')).toContain('credentials/CallCowApi.credentials.ts');
	});
});

describe('a release', () => {
	it('cannot be made while nobody has confirmed an address', () => {
		expect(whatIsMissing(named, withAll(''))).toEqual(
			confirmations.map(({ address }) =>
				expect.stringContaining(`${address}: nobody has confirmed it.`),
			),
		);
		const [first, ...others] = withAll('2030-01-31, A Maintainer');
		expect(whatIsMissing(named, [{ ...first!, confirmed: '' }, ...others])).toHaveLength(1);
	});

	it('can be made when all are confirmed', () => {
		expect(whatIsMissing(named, withAll('2030-01-31, A Maintainer'))).toEqual([]);
	});

	it('cannot be made when an address has changed since', () => {
		const moved = new Map(named);
		moved.delete('docs.callcow.ai');
		moved.set('docs.elsewhere.callcow.ai', ['README.md']);
		expect(whatIsMissing(moved, withAll('2030-01-31, A Maintainer'))).toEqual([
			'docs.elsewhere.callcow.ai: not on the list, but in README.md',
			'docs.callcow.ai: on the list, but named nowhere any more',
		]);
	});

	it.each(['yes', '2030-01-31', '2030-01-31, ', 'true'])(
		'takes no %j for a confirmation: it says when, and who',
		(confirmed) => {
			const text = JSON.stringify([{ address: 'a', is: 'b', confirmed }]);
			expect(() => readConfirmations(text)).toThrow('must be like');
		},
	);

	it('of either package is checked before anything is published', () => {
		const { jobs } = parse(
			readFileSync(path.join(root, '.github/workflows/publish.yml'), 'utf8'),
		) as { jobs: Record<string, { needs?: string; steps: Array<{ run?: string }> }> };
		expect(jobs.publish!.needs).toBe('test');
		expect(jobs.test!.steps.map(({ run }) => run)).toContain('npm run check:release');
		expect(packageJson.scripts['check:release']).toBe('tsx release/main.ts');
		expect(packageJson.scripts['release:simulator']).toBe(
			'npm run check:release && npm publish ./simulator',
		);
	});
});
