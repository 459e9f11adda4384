import type { N8nClient } from '../../../local-n8n/rest-client';
import type { Bench } from '../../measuring/bench';
import { conditionsByEffort } from './conditions';
import { judgedBy } from './judgement';
import { outcomeTable, type ListOutcome } from './outcome';
import { phoneList } from './phone-list';
import { callCowNode } from './variants';

const PROCESSES = 4;

/** The same list in shares, phoned at once by processes that know nothing of each other. */
export const fourProcesses: Bench<ListOutcome> = {
	name: 'processes',

	async measure(stage, effort) {
		const conditions = conditionsByEffort[effort];
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
	...judgedBy({ mostTimesTheLeast: 1.25, mayMeetTheLimit: true }),
};
