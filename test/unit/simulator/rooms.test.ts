import { circleIn, importsIn, lengthOf, missingFrom } from '../../support/source-imports';

const imports = importsIn('simulator');

describe('the sources of the simulator', () => {
	it('import only files that are there', () => {
		expect(imports.size).toBeGreaterThan(40);
		expect(missingFrom(imports)).toEqual([]);
	});

	it('import each other in no circle, not even for a type', () => {
		expect(circleIn(imports)).toBeUndefined();
	});

	it('are short', () => {
		expect([...imports.keys()].filter((name) => lengthOf(name) > 200)).toEqual([]);
	});
});
