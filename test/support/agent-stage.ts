import type { Execution, StoredCredential } from '../../local-n8n/rest-client';
import { agentWorkflow, MADE_IN_CALLCOW, type AgentWorkflow } from './agent-workflow';
import { startCallStage, type CallStage, type CallStageSettings } from './call-stage';
import { modelCredential } from './credentials';
import { stageForTests } from './stage-for-tests';
import { startStubModel, type StubModel } from './stub-model';

/** n8n, somebody to phone, and a model that says what it is told to say. */
export interface AgentStage extends CallStage {
	readonly model: StubModel;
	readonly openAi: StoredCredential;
	/** Runs an agent with the CallCow tool to its end. */
	runAgent(
		options: Omit<AgentWorkflow, 'callCow' | 'openAi'>,
		timeoutMs?: number,
	): Promise<Execution>;
}

/** Long enough for a busy n8n to have stored the wait: an earlier result would be lost. */
const CALL_TAKES_MS = 1_500;

const script = {
	default: { outcome: 'answered', afterMs: CALL_TAKES_MS },
	numbers: {
		'+442079460958': { outcome: 'no_answer', afterMs: CALL_TAKES_MS },
		'+4930901820': {
			outcome: 'voicemail',
			summary: 'Left a message for Jan.',
			afterMs: CALL_TAKES_MS,
		},
	},
} as const;

type StageSettings = Pick<CallStageSettings, 'host' | 'credential'>;

export async function startAgentStage(settings: StageSettings = {}): Promise<AgentStage> {
	const model = await startStubModel();
	const stage = await startCallStage({ ...settings, script, workflows: [MADE_IN_CALLCOW] });
	const { n8n, callCow } = stage;
	const openAi = await n8n.createCredential(modelCredential(model));
	return {
		...stage,
		model,
		openAi,
		runAgent: async (options, timeoutMs) =>
			await stage.run(
				agentWorkflow('Agent', { callCow, openAi, ...options }),
				'By hand',
				timeoutMs,
			),
		async close() {
			await n8n.deleteCredential(openAi.id);
			await stage.close();
			await model.close();
		},
	};
}

/** The stage for the tests of a file. */
export const withAgentStage = (settings?: StageSettings): AgentStage =>
	stageForTests(async () => await startAgentStage(settings));
