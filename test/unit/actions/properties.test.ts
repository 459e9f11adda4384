import { properties } from '../../../nodes/CallCow/actions/properties';
import { operations } from '../../../nodes/CallCow/actions/registry';

/** What is shown for one operation, by name. */
const shownFor = (resource: string, operation: string) =>
	properties.filter(
		({ displayOptions }) =>
			displayOptions?.show?.resource?.includes(resource) &&
			displayOptions.show.operation?.includes(operation),
	);

describe('properties', () => {
	it('offers the operations that there are, and asks something for each', () => {
		for (const [resource, ofResource] of Object.entries(operations)) {
			const choice = properties.find(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(resource),
			);
			const offered = choice?.options?.map((option) => 'value' in option && option.value);
			expect(offered).toEqual(Object.keys(ofResource));
			for (const operation of Object.keys(ofResource)) {
				expect(shownFor(resource, operation)).not.toEqual([]);
			}
		}
	});
});
