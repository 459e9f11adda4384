import type * as Claims from '../../../nodes/CallCow/transport/claims';
import { PaceKeeper } from '../../../nodes/CallCow/transport/paceKeeper';
import { SentCalls } from '../../../nodes/CallCow/transport/sentCalls';
import { World, type Parts } from './world';

/** The client's parts as they are. */
export const REAL: Parts = {
	newSentCalls: () => new SentCalls(),
	newKeeper: (time, sleep) => new PaceKeeper(time.monotonicMs, sleep),
	newClaims() {
		let claims: typeof Claims | undefined;
		// Of its own, as in a process of its own: with its own queue before the database.
		jest.isolateModules(() => {
			claims = jest.requireActual<typeof Claims>('../../../nodes/CallCow/transport/claims');
		});
		return claims!;
	},
};

/** A world that the clocks of this machine follow, until the mocks are restored. */
export function newWorld(parts: Parts, random: () => number): World {
	const world = new World(parts, random);
	jest.spyOn(Date, 'now').mockImplementation(world.time.wallMs);
	jest.spyOn(performance, 'now').mockImplementation(world.time.monotonicMs);
	return world;
}
