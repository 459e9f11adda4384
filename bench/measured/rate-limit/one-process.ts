import type { Bench } from '../../measuring/bench';
import { conditionsFor } from './conditions';
import { faults, shortcomings, type Goal } from './goal';
import { outcomeTable, type ListOutcome, type MeasuredVariant } from './outcome';
import { phoneList } from './phone-list';
import {
	callCowNode,
	httpRequestByDefault,
	httpRequestByTheMinute,
	httpRequestEvenly,
} from './variants';

const goal: Goal = { mostTimesTheLeast: 1.05, mayMeetTheLimit: false };

/** The CallCow node beside the HTTP Request node, one after the other in the same n8n. */
export const oneProcess: Bench<ListOutcome> = {
	name: 'pace',

	async measure(stage, effort) {
		const conditions = conditionsFor(effort);
		const { client } = await stage.startN8n();
		const variants: MeasuredVariant[] = [];
		for (const variant of [
			callCowNode,
			httpRequestByDefault,
			httpRequestEvenly,
			httpRequestByTheMinute,
		]) {
			stage.say(`${variant.name} …`);
			const measurement = await phoneList(variant, [client], conditions, stage);
			variants.push({ name: variant.name, measurement });
		}
		return { conditions, variants };
	},

	table: outcomeTable,

	faults: ({ conditions, variants }) =>
		ofCallCow(variants).flatMap((measurement) => faults(measurement, conditions)),

	shortcomings: ({ conditions, variants }) =>
		ofCallCow(variants).flatMap((measurement) => shortcomings(measurement, conditions, goal)),
};

/** The HTTP Request node does what it does: it has no goal here. */
const ofCallCow = (variants: readonly MeasuredVariant[]) =>
	variants.filter(({ name }) => name === callCowNode.name).map(({ measurement }) => measurement);
