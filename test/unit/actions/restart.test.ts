import type { IExecuteFunctions, INode, IRunExecutionData } from 'n8n-workflow';
import { keepThroughRestart } from '../../../nodes/CallCow/actions/call/restart';

const ENDED = [{ executionStatus: 'success' }];

/** What n8n keeps of an execution: who is to run next, and what has run. */
function execution(mode: string, kept: unknown): IExecuteFunctions {
	return { getMode: () => mode, runExecutionData: kept } as unknown as IExecuteFunctions;
}

function keptOf(stack: ReadonlyArray<{ name: string; asksAgain: boolean }>, runData: object) {
	return {
		resultData: { runData },
		executionData: {
			nodeExecutionStack: stack.map(({ name, asksAgain }) => ({
				node: { name } as INode,
				metadata: asksAgain ? { nodeWasResumed: true } : {},
			})),
		},
	} as unknown as IRunExecutionData;
}

describe('keepThroughRestart', () => {
	it.each(['webhook', 'trigger', 'chat', 'integrated'])(
		'leaves a trace of each agent that waits for its tool, in an execution of mode %s',
		(mode) => {
			const kept = keptOf(
				[
					{ name: 'Agent', asksAgain: true },
					{ name: 'Agent of the agent', asksAgain: true },
				],
				{ Tool: ENDED },
			);
			keepThroughRestart(execution(mode, kept));
			expect(kept.resultData.runData).toEqual({
				Tool: ENDED,
				Agent: [],
				'Agent of the agent': [],
			});
		},
	);

	it('leaves alone what an agent has said before, and nodes that have not begun', () => {
		const kept = keptOf(
			[
				{ name: 'Agent in a loop', asksAgain: true },
				{ name: 'Next', asksAgain: false },
			],
			{ 'Agent in a loop': ENDED },
		);
		keepThroughRestart(execution('webhook', kept));
		expect(kept.resultData.runData).toEqual({ 'Agent in a loop': ENDED });
	});

	it('leaves executions of the editor as they are', () => {
		const kept = keptOf([{ name: 'Agent', asksAgain: true }], { Tool: ENDED });
		keepThroughRestart(execution('manual', kept));
		expect(kept.resultData.runData).toEqual({ Tool: ENDED });
	});

	it.each([undefined, null, {}, { resultData: {} }, { resultData: { runData: {} } }])(
		'does nothing, and does not fail, where n8n keeps %j',
		(kept) => {
			expect(() => keepThroughRestart(execution('webhook', kept))).not.toThrow();
			expect(kept).toEqual(kept);
		},
	);
});
