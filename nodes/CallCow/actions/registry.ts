import type { Operation } from './operation';
import { place } from './call/place.operation';

/**
 * Every operation of the node, by resource and by the value of the Operation parameter. An operation
 * runs the very requests that it has read, so what they hold concerns nobody else: unknown.
 */
export const operations: Readonly<Record<string, Readonly<Record<string, Operation<unknown>>>>> = {
	call: { place },
};
