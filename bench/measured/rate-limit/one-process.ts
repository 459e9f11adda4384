import type { Bench } from '../../measuring/bench';
import { conditionsByEffort } from './conditions';
import { judgedBy } from './judgement';
import { outcomeTable, type ListOutcome, type MeasuredVariant } from './outcome';
import { phoneList } from './phone-list';
import {
	callCowNode,
	httpRequestByDefault,
	httpRequestByTheMinute,
	httpRequestEvenly,
} from './variants';

const variants = [callCowNode, httpRequestByDefault, httpRequestEvenly, httpRequestByTheMinute];

/** The CallCow node beside the HTTP Request node, one after the other in the same n8n. */
export const oneProcess: Bench<ListOutcome> = {
	name: 'pace',

	async measure(stage, effort) {
		const conditions = conditionsByEffort[effort];
		const { client } = await stage.startN8n();
		const measured: MeasuredVariant[] = [];
		for (const variant of variants) {
			stage.say(`${variant.name} …`);
			const measurement = await phoneList(variant, [client], conditions, stage);
			measured.push({ name: variant.name, measurement });
		}
		return { conditions, variants: measured };
	},

	table: outcomeTable,
	...judgedBy({ mostTimesTheLeast: 1.05, mayMeetTheLimit: false }),
};
