import { itemsOf } from '../../local-n8n/execution-items';
import { withAgentStage } from '../support/agent-stage';
import { agentRequests, ALLOWED_COUNTRIES, type AgentRequest } from '../support/agent-requests';
import { rounds } from '../support/phone-script';
import { itWhereN8nHas } from '../support/tested-version';

/*
 * Twenty requests to an agent with a phone. The model plays the worst that it may make of each: what is held
 * here is that nobody is called who must not be, and that the model reads what to do instead. What real models
 * make of the same requests is tried by hand: docs/agent-prompts.md.
 */

const stage = withAgentStage({ credential: { allowedCountries: ALLOWED_COUNTRIES } });

const AFTER_MS = 1_500;

/** What the model reads of each tool call, as the text that it gets. */
const textsRead = () =>
	Object.fromEntries(
		stage.model
			.conversations()
			.flatMap(({ results }) => results)
			.map(({ toolCallId, content }) => [toolCallId, content]),
	);

describe('an agent that is asked', () => {
	it('twenty things', () => {
		expect(agentRequests).toHaveLength(20);
		expect(new Set(agentRequests.map(({ request }) => request)).size).toBe(20);
	});

	for (const asked of agentRequests) {
		itWhereN8nHas('toolErrors')(asked.request, async () => await play(asked), 60_000);
	}
});

async function play(asked: AgentRequest): Promise<void> {
	const { request, operation = 'place', options = {}, fault, summary } = asked;
	if (summary !== undefined) {
		stage.simulator.script({ default: { outcome: 'answered', summary, afterMs: AFTER_MS } });
	}
	if (fault !== undefined) stage.simulator.fault({ kind: 'answer', ...fault });
	stage.model.play(rounds(...asked.turns));
	const execution = await stage.runAgent({
		operation,
		tasks: [request],
		parameters: { options, ...(operation === 'place' ? { resultDestination: 'none' } : {}) },
	});

	expect(stage.dialled()).toEqual(asked.called);
	const expected = Object.entries(asked.reads).map(([id, text]) => [
		id,
		expect.stringMatching(text),
	]);
	expect(textsRead()).toEqual(Object.fromEntries(expected));
	expect(itemsOf(execution, 'Report')).toEqual([{ output: 'Done' }]);
}
