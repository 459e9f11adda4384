import type { N8nClient } from '../../../local-n8n/rest-client';
import type { Bench } from '../../measuring/bench';
import { conditionsFor } from './conditions';
import { faults, shortcomings, type Goal } from './goal';
import { outcomeTable, type ListOutcome } from './outcome';
import { phoneList } from './phone-list';
import { callCowNode } from './variants';

const PROCESSES = 4;

const goal: Goal = { mostTimesTheLeast: 1.25, mayMeetTheLimit: true };

/** The same list in shares, phoned at once by processes that know nothing of each other. */
export const fourProcesses: Bench<ListOutcome> = {
	name: 'processes',

	async measure(stage, effort) {
		const conditions = conditionsFor(effort);
		const clients: N8nClient[] = [];
		for (let started = 0; started < PROCESSES; started++) {
			clients.push((await stage.startN8n()).client);
		}
		const name = `${callCowNode.name} in ${PROCESSES} processes`;
		stage.say(`${name} …`);
		const measurement = await phoneList(callCowNode, clients, conditions, stage);
		return { conditions, variants: [{ name, measurement }] };
	},

	table: outcomeTable,

	faults: ({ conditions, variants }) =>
		variants.flatMap(({ measurement }) => faults(measurement, conditions)),

	shortcomings: ({ conditions, variants }) =>
		variants.flatMap(({ measurement }) => shortcomings(measurement, conditions, goal)),
};
