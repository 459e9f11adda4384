import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isReviewNode, toolRunsOf, type ToolRun } from '../../transport/n8nVersions';
import { refusal } from '../parameter';
import { isTool } from '../tool';
import { runIndexOf } from './toolTurn';

/* Between agent and tool, a node may ask a person first. Here it is made sure that the person has said yes. */

/**
 * A review node waits, and n8n passes the others of its tool calls of the same turn through it meanwhile, and
 * those whose time is up: nobody is asked about them, and what the model has written itself is taken for the
 * answer. So it is not n8n's word that counts here but the answer: one for each call, to these arguments.
 *
 * @throws NodeOperationError when a review node hands over a call that nobody has approved, or not as it would be made
 */
export function refuseUnapproved(context: IExecuteFunctions, itemIndex: number): void {
	if (!isTool(context)) return;
	const runs = toolRunsOf(context, context.getNode().name).slice(0, runIndexOf(context) + 1);
	const own = runs.at(-1);
	const review = own?.from;
	if (own === undefined || review === undefined || !isReviewNode(context, review)) return;

	// n8n takes an argument from in there, if it is there too, and shows the other one.
	if (typeof own.input.query === 'object' && own.input.query !== null) {
		throw refusal(context, itemIndex, {
			message: 'The tool call has arguments in "query" that the reviewer did not see',
			description: NOTHING_MORE,
			next: { sentence: NOTHING_MORE },
		});
	}
	const wanted = argumentsIn(own.input);
	const approvals = toolRunsOf(context, review).filter(
		(run) => isApproved(run) && argumentsIn(run.input.toolParameters) === wanted,
	);
	const uses = runs.filter(({ from, input }) => from === review && argumentsIn(input) === wanted);
	if (uses.length <= approvals.length) return;
	throw refusal(context, itemIndex, {
		message: 'No one has approved this call',
		description: 'When a model makes several calls in one turn, n8n asks about only one of them.',
		next: {
			sentence: 'Make one call per turn, and the next one after you have its result.',
		},
	});
}

const NOTHING_MORE = 'Use the tool again with only the arguments it asks for.';

/** What passes through a node that waits is what it was given, which no answer is. */
function isApproved({ output }: ToolRun): boolean {
	if (output === undefined || 'toolCallId' in output || 'toolParameters' in output) return false;
	const { data } = output as { data?: IDataObject };
	return output.approved === true || data?.approved === true;
}

/** The arguments as text. n8n puts the tool's name beside them, and leaves their order alone. */
function argumentsIn(input: unknown): string {
	const entries = Object.entries(Object(input) as IDataObject);
	return JSON.stringify(entries.filter(([name]) => name !== 'tool'));
}
