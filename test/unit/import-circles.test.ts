import { circleIn, importsIn, missingFrom } from '../support/source-imports';

const imports = importsIn('nodes', 'credentials');

describe('the sources of the nodes and the credential', () => {
	it('import only files that are there', () => {
		expect(imports.size).toBeGreaterThan(100);
		expect(missingFrom(imports)).toEqual([]);
	});

	it('import each other in no circle, not even for a type', () => {
		expect(circleIn(imports)).toBeUndefined();
	});
});

describe('the search for circles', () => {
	it.each([
		['of two files', { a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
		['of a file that imports itself', { a: ['a'] }, ['a', 'a']],
		['that begins further down', { a: ['b'], b: ['c'], c: ['d'], d: ['b'] }, ['b', 'c', 'd', 'b']],
		['beside a way that ends', { a: ['b', 'c'], b: [], c: ['b', 'a'] }, ['a', 'c', 'a']],
		['not, where two ways meet', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, undefined],
	])('finds one %s', (_, imported: Record<string, string[]>, circle) => {
		expect(circleIn(new Map(Object.entries(imported)))).toEqual(circle);
	});
});
