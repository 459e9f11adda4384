/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { CallCow } from '../../nodes/CallCow/CallCow.node';
import { CallCowTrigger } from '../../nodes/CallCow/CallCowTrigger.node';
import { OUTCOMES } from '../../nodes/CallCow/domain/outcome';

const descriptions = [new CallCow().description, new CallCowTrigger().description];

/** Every value that stands under one of the keys, however deep. */
function valuesOf(value: unknown, keys: string[]): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		keys.includes(key) && typeof inner === 'string' ? [inner] : valuesOf(inner, keys),
	);
}

const hintsOf = (description: INodeTypeDescription) =>
	valuesOf(description, ['searchHint', 'propertyHint', 'relationHint']);
const hints = descriptions.flatMap(hintsOf);

describe('the hints for assistants that build workflows', () => {
	it('are given for both nodes, and for every operation that phones', () => {
		for (const { builderHint } of descriptions) expect(builderHint?.searchHint).toBeTruthy();
		const operation = descriptions[0]!.properties.find(({ name }) => name === 'operation')!;
		expect(operation.options!.map((option) => 'builderHint' in option)).toEqual([true, true, true]);
	});

	it('name parameters, values and outcomes that there are', () => {
		const known = [
			...valuesOf(descriptions, ['name', 'value']),
			...OUTCOMES,
			...['call_summary', 'phone_number_to'],
			// Of Loop Over Items.
			'batchSize',
		];
		const named = hints.join(' ').match(/\b[a-z]+(?:[A-Z]\w+|_\w+)/g)!;
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter((name) => !known.includes(name))).toEqual([]);
	});

	it('name examples that there are', () => {
		const examples = hints.join(' ').match(/examples\/[\w-]+\.json/g)!;
		expect(examples.length).toBeGreaterThan(1);
		for (const file of examples) {
			expect([file, existsSync(path.join(__dirname, '../..', file))]).toEqual([file, true]);
		}
	});

	it('say the same to a version of n8n that looks for them by their earlier name', () => {
		for (const description of descriptions) {
			const present = valuesOf(description, ['searchHint', 'propertyHint']);
			expect(valuesOf(description, ['message'])).toEqual(present);
		}
	});

	it('are short: a model reads them with every search', () => {
		for (const { builderHint } of descriptions) {
			expect(builderHint!.searchHint!.length).toBeLessThanOrEqual(800);
		}
		const characters = descriptions.map((description) => hintsOf(description).join('').length);
		expect(Math.max(...characters)).toBeLessThanOrEqual(1_600);
	});
});
