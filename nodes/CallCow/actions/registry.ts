import { place } from './call/place.operation';
import { placeAndWait } from './call/placeAndWait.operation';
import { placeWithWorkflow } from './call/placeWithWorkflow.operation';
import type { NodeOperation } from './operation';
import { getAll } from './workflow/getAll.operation';

/** Every operation of the node, by resource and by the value of the Operation parameter. */
export const operations: Readonly<Record<string, Readonly<Record<string, NodeOperation>>>> = {
	call: { place, placeAndWait, placeWithWorkflow },
	workflow: { getAll },
};
