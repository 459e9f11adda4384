import type {
	Execution,
	N8nClient,
	StoredCredential,
	WorkflowDefinition,
} from '../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../simulator/server';
import { agentWorkflow, MADE_IN_CALLCOW, type AgentWorkflow } from './agent-workflow';
import { connectToTestN8n } from './n8n';
import { startStubModel, type StubModel } from './stub-model';

/** n8n, somebody to phone, and a model that says what it is told to say. */
export interface AgentStage {
	readonly simulator: Simulator;
	readonly model: StubModel;
	readonly callCow: StoredCredential;
	readonly openAi: StoredCredential;
	/** Runs an agent with the CallCow tool to its end. */
	runAgent(
		options: Omit<AgentWorkflow, 'callCow' | 'openAi'>,
		timeoutMs?: number,
	): Promise<Execution>;
	/** Runs a workflow that starts by hand to its end. */
	run(workflow: WorkflowDefinition, trigger?: string, timeoutMs?: number): Promise<Execution>;
	/** The numbers that were phoned, in the order of the calls. */
	dialled(): string[];
	/** To call after each test. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

/** Long enough for a busy n8n to have stored the wait: an earlier result would be lost. */
const CALL_TAKES_MS = 1_500;

interface StageSettings {
	/** Default: the n8n that the end-to-end tests share. */
	readonly host?: N8nClient;
	/** Of the CallCow credential; none: all. */
	readonly allowedCountries?: readonly string[];
}

export async function startAgentStage({
	host,
	allowedCountries = [],
}: StageSettings = {}): Promise<AgentStage> {
	const n8n = host ?? (await connectToTestN8n());
	const model = await startStubModel();
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		workflows: [MADE_IN_CALLCOW],
		script: {
			default: { outcome: 'answered', afterMs: CALL_TAKES_MS },
			numbers: {
				'+442079460958': { outcome: 'no_answer', afterMs: CALL_TAKES_MS },
				'+4930901820': {
					outcome: 'voicemail',
					summary: 'Left a message for Jan.',
					afterMs: CALL_TAKES_MS,
				},
			},
		},
	});
	const callCow = await n8n.createCredential({
		name: 'CallCow simulator of the agents',
		type: 'callCowApi',
		data: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
			allowedCountries: [...allowedCountries],
		},
	});
	const openAi = await n8n.createCredential({
		name: 'Stub model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: model.url },
	});
	const created: string[] = [];
	const started: string[] = [];

	const run: AgentStage['run'] = async (workflow, trigger = 'By hand', timeoutMs = 60_000) => {
		const { id } = await n8n.createWorkflow(workflow);
		created.push(id);
		const execution = await n8n.run(id, trigger);
		started.push(execution);
		return await n8n.waitForExecution(execution, timeoutMs);
	};
	return {
		simulator,
		model,
		callCow,
		openAi,
		run,
		runAgent: async (options, timeoutMs) =>
			await run(agentWorkflow('Agent', { callCow, openAi, ...options }), 'By hand', timeoutMs),
		dialled: () => simulator.calls().map(({ recipient_phone }) => recipient_phone),
		async clear() {
			simulator.reset();
			for (const id of started.splice(0)) {
				if ((await n8n.execution(id)).status === 'waiting') await n8n.stopExecution(id);
			}
			for (const id of created.splice(0)) await n8n.deleteWorkflow(id);
		},
		async close() {
			await n8n.deleteCredential(callCow.id);
			await n8n.deleteCredential(openAi.id);
			await simulator.close();
			await model.close();
		},
	};
}
