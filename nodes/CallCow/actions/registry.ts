import { place } from './call/place.operation';
import { placeAndWait } from './call/placeAndWait.operation';
import type { NodeOperation } from './operation';

/** Every operation of the node, by resource and by the value of the Operation parameter. */
export const operations: Readonly<Record<string, Readonly<Record<string, NodeOperation>>>> = {
	call: { place, placeAndWait },
};
