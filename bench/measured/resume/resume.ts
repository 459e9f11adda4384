import { byHand, workflowOf } from '../../../test/support/workflow-builder';
import type { Bench } from '../../measuring/bench';
import { inRounds } from '../../measuring/rounds';
import { simulateCallCow } from '../simulated-callcow';
import { conditionsByEffort, type Load } from './conditions';
import { faults, shortcomings } from './goal';
import { measure, type Measurement, type Resumption } from './measurement';
import { nextNode, receiveNextNodes } from './next-node';
import { resumeTable, type MeasuredLoad, type ResumeOutcome } from './outcome';
import { resumeAtOnce } from './resume-at-once';
import { callCowNode, waitNode, type WaitingNode } from './waiting-nodes';

/** How long a waiting execution takes to go on after its callback, beside n8n's own Wait node. */
export const resume: Bench<ResumeOutcome> = {
	name: 'resume',

	async measure({ startN8n, signal, say }, effort) {
		const conditions = conditionsByEffort[effort];
		const { client } = await startN8n();
		const receiver = await receiveNextNodes();
		const { simulator, credential } = await simulateCallCow(client);
		try {
			const ways: Way[] = [];
			for (const waitingNode of [callCowNode(credential, simulator), waitNode(client)]) {
				const { id } = await client.createWorkflow(
					workflowOf(waitingNode.name, [byHand(), waitingNode.node, nextNode(receiver)]),
				);
				ways.push({ waitingNode, workflowId: id });
			}

			const oneRound = async ({ waitingNode, workflowId }: Way, { waiting, times }: Load) => {
				const resumptions: Resumption[] = [];
				for (let time = 0; time < times; time++) {
					const scene = { client, receiver, signal };
					resumptions.push(...(await resumeAtOnce(waitingNode, workflowId, waiting, scene)));
				}
				simulator.reset();
				return measure(resumptions);
			};
			const loads: MeasuredLoad[] = [];
			for (const load of conditions.loads) {
				say(`${load.waiting} waiting …`);
				for (const way of ways) await oneRound(way, load);
				const measured = await inRounds(conditions.rounds, ways, async (way, round) => {
					const measurement = await oneRound(way, load);
					say(`  round ${round + 1}, ${way.waitingNode.name}: ${inShort(measurement)}`);
					return measurement;
				});
				const [callCow = [], wait = []] = measured;
				loads.push({ load, callCow, wait });
			}
			return { conditions, loads };
		} finally {
			await simulator.close();
			await receiver.close();
		}
	},

	table: resumeTable,
	faults,
	shortcomings,
};

/** A node to wait in, and the workflow that it stands in. */
interface Way {
	readonly waitingNode: WaitingNode;
	readonly workflowId: string;
}

const inShort = ({ latencyMs }: Measurement) => `${latencyMs.median.toFixed(1)} ms`;
