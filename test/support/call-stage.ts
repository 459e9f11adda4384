import type {
	Execution,
	N8nClient,
	StoredCredential,
	WorkflowDefinition,
} from '../../local-n8n/rest-client';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/server';
import { callCowCredential } from './credentials';
import { connectToTestN8n } from './n8n';
import { stageForTests } from './stage-for-tests';

/** An n8n, and a simulator of CallCow that it calls people through. */
export interface CallStage {
	readonly n8n: N8nClient;
	readonly simulator: Simulator;
	/** The credential for the simulator. */
	readonly callCow: StoredCredential;
	/** Stores a workflow until the test is over, and gives its ID. */
	create(workflow: WorkflowDefinition): Promise<string>;
	/** The same, and waits until n8n has published it. */
	createPublished(workflow: WorkflowDefinition): Promise<string>;
	/** Runs a workflow by hand to its end: a new one, or by its ID one that is stored. */
	run(
		workflow: WorkflowDefinition | string,
		trigger?: string,
		timeoutMs?: number,
	): Promise<Execution>;
	/** The numbers that were called, in the order of the calls. */
	dialled(): string[];
	/** To call after each test: what waits is stopped, and what was stored is deleted. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

export interface CallStageSettings
	extends Pick<SimulatorOptions, 'script' | 'workflows' | 'requestsPerMinute'> {
	/** Default: the n8n that the end-to-end tests share. */
	readonly host?: N8nClient;
	/** What is otherwise in the CallCow credential. */
	readonly credential?: Parameters<typeof callCowCredential>[1];
}

export async function startCallStage({
	host,
	credential,
	...options
}: CallStageSettings = {}): Promise<CallStage> {
	const n8n = host ?? (await connectToTestN8n());
	const simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		...options,
	});
	const callCow = await n8n.createCredential(callCowCredential(simulator, credential));
	const created: string[] = [];

	const create: CallStage['create'] = async (workflow) => {
		const { id } = await n8n.createWorkflow(workflow);
		created.push(id);
		return id;
	};
	return {
		n8n,
		simulator,
		callCow,
		create,
		async createPublished(workflow) {
			const id = await create(workflow);
			await n8n.activate(id);
			await n8n.waitForPublication(id, 30_000);
			return id;
		},
		async run(workflow, trigger = 'By hand', timeoutMs = 60_000) {
			const id = typeof workflow === 'string' ? workflow : await create(workflow);
			return await n8n.waitForExecution(await n8n.run(id, trigger), timeoutMs);
		},
		dialled: () => simulator.calls().map(({ recipient_phone }) => recipient_phone),
		async clear() {
			simulator.reset();
			for (const workflowId of created.splice(0)) {
				for (const { id } of await n8n.executions({ workflowId, status: ['waiting'] })) {
					await n8n.stopExecution(id).catch(async (refused: unknown) => {
						// It may have ended by itself meanwhile.
						if ((await n8n.execution(id)).status === 'waiting') throw refused;
					});
				}
				await n8n.deleteWorkflow(workflowId);
			}
			// What triggers have asked for on that occasion is forgotten too.
			simulator.reset();
		},
		async close() {
			await n8n.deleteCredential(callCow.id);
			await simulator.close();
		},
	};
}

/** The stage for the tests of a file. */
export const withCallStage = (settings?: CallStageSettings): CallStage =>
	stageForTests(async () => await startCallStage(settings));
