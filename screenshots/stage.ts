/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { installN8n } from '../local-n8n/install';
import { packTarball } from '../local-n8n/package-tarball';
import { type RunningN8n, startN8n } from '../local-n8n/process';
import type { OnProgress } from '../local-n8n/progress';
import type {
	StoredCredential,
	StoredWorkflow,
	WorkflowDefinition,
} from '../local-n8n/rest-client';
import type { ScriptSettingsInput } from '../simulator/plan/script';
import { startSimulator, type Simulator } from '../simulator/server';
import { prepareApproval } from './approval';
import { playCampaign, type ShownCampaign } from './campaign';
import {
	agentWithTool,
	neverRun,
	nodeNames,
	placeOnly,
	withCredential,
	withEveryOption,
	withShortWait,
	withWorkflowChosen,
} from './workflows';

/** All that the pictures show, in an n8n of its own with the packed package in it. */
export interface Stage {
	readonly n8n: RunningN8n;
	readonly simulator: Simulator;
	readonly credential: StoredCredential;
	readonly workflows: {
		/** The example, active; its calls were placed and their results have come. */
		readonly example: StoredWorkflow;
		/** The example, not active, with all options of the CallCow node. */
		readonly everyOption: StoredWorkflow;
		/** Two calls that no result will come back from. */
		readonly noTrigger: StoredWorkflow;
		/** Three numbers, of which the second is none. */
		readonly badNumber: StoredWorkflow;
		/** Numbers that were called before. */
		readonly calledBefore: StoredWorkflow;
		/** Five people; CallCow refuses the briefing of the fourth. */
		readonly halfWay: StoredWorkflow;
		/** A call with a workflow made in CallCow, and the trigger for it. */
		readonly callCowWorkflow: StoredWorkflow;
		readonly agent: StoredWorkflow;
		/** The list that waits for the result of each call. */
		readonly waitingList: StoredWorkflow;
		/** A call that nobody has placed yet, and a node behind it. */
		readonly neverRun: StoredWorkflow;
		/** Four outputs, by outcome. */
		readonly tryAgain: StoredWorkflow;
		/** An agent that asks in its chat before it phones. */
		readonly approval: StoredWorkflow;
		/** Calls everybody and then reports; active, not run yet. */
		readonly everybody: StoredWorkflow;
	};
	readonly campaign: ShownCampaign;
	/** The execution that the result of an answered call has started. */
	readonly answeredExecutionId: string;
}

export interface StageOptions {
	readonly onProgress: OnProgress;
	readonly signal: AbortSignal;
	/** Gets what has to be put away afterwards, also when a later step of setting the stage does not succeed. */
	readonly whenDone: (putAway: () => Promise<void>) => void;
}

const readExample = async (name: string) =>
	JSON.parse(
		await readFile(join(__dirname, '..', 'examples', `${name}.json`), 'utf8'),
	) as WorkflowDefinition;
const runWithinMs = 60_000;

/** What CallCow is made to refuse. */
export const refusedNumber = '+12025550199';

/** What happens to the two people of the example. */
const script: ScriptSettingsInput = {
	default: { outcome: 'answered', afterMs: 500 },
	numbers: {
		'+14155552671': {
			outcome: 'answered',
			afterMs: 500,
			summary: 'Sarah confirmed her appointment tomorrow at 3 pm.',
			messages: [
				{
					role: 'assistant',
					content:
						"Hello Sarah, this is an AI assistant. I'm calling about your dentist appointment tomorrow at 3 pm. Does that still suit you?",
				},
				{ role: 'user', content: "Yes, I'll be there." },
				{ role: 'assistant', content: 'Wonderful, see you tomorrow. Goodbye!' },
			],
		},
		'+442079460958': {
			outcome: 'voicemail',
			afterMs: 500,
			summary: 'Daniel did not pick up; a message about Friday at 10 am is on his voicemail.',
		},
		'+12025550143': {
			outcome: 'answered',
			afterMs: 500,
			summary: 'Noon does not suit Emma; she asks for Tuesday at noon.',
		},
	},
};

/** Starts a simulator and an n8n, and brings them to where the pictures can be taken. */
export async function setStage({ onProgress, signal, whenDone }: StageOptions): Promise<Stage> {
	const installation = await installN8n({ onProgress, signal });
	signal.throwIfAborted();
	const simulator = await startSimulator({ allowPrivateCallbacks: true, script });
	whenDone(simulator.close);

	const packed = await mkdtemp(join(tmpdir(), 'n8n-nodes-callcow-tarball-'));
	whenDone(async () => {
		await rm(packed, { recursive: true, force: true });
	});
	const tarball = await packTarball({ outDir: packed });
	const n8n = await startN8n({ installation, tarball, onProgress, signal });
	whenDone(n8n.stop);

	const { client } = n8n;
	await client.setupOwner();
	const credential = await client.createCredential({
		name: 'CallCow account',
		type: 'callCowApi',
		data: { apiKey: simulator.apiKey, baseUrl: simulator.baseUrl, callbackSecret: '' },
	});
	const create = async (workflow: WorkflowDefinition) =>
		await client.createWorkflow(withCredential(workflow, credential));

	const definition = await readExample('place-calls-and-collect-results');
	const example = await create(definition);
	await client.activate(example.id);
	await client.waitForStaticData(example.id, runWithinMs);
	await client.waitForExecution(await client.run(example.id, nodeNames.start), runWithinMs);
	const results = await client.waitForExecutions(example.id, 2, runWithinMs);
	const answered = results.find((execution) =>
		execution.data.resultData.runData[nodeNames.trigger]?.some(
			(run) => run.data?.main?.[0]?.[0]?.json.outcome === 'answered',
		),
	);
	if (answered === undefined) throw new Error('No result says that the call was answered.');

	const campaign = await playCampaign(
		client,
		simulator,
		withCredential(await readExample('campaign-from-a-table'), credential),
	);
	simulator.script(script);
	const everybody = await create(
		withShortWait(await readExample('call-everybody-then-report'), 'Wait 2 Minutes'),
	);
	await client.activate(everybody.id);
	await client.waitForStaticData(everybody.id, runWithinMs);

	return {
		n8n,
		simulator,
		credential,
		campaign,
		workflows: {
			example,
			everyOption: await create(withEveryOption(definition)),
			noTrigger: await create(
				placeOnly('Place calls without a trigger', ['+1 (415) 555-2671', '+44 20 7946 0958']),
			),
			badNumber: await create(
				placeOnly('Place calls with one bad number', [
					'+1 (415) 555-2671',
					'+1 415 555 26',
					'+44 20 7946 0958',
				]),
			),
			calledBefore: await create(
				placeOnly(
					'Call each number at most once',
					['+1 (415) 555-2671', '+44 20 7946 0958', '+1 415 555 2671'],
					{ callEachNumberAtMostOnce: 'perDay' },
					'none',
				),
			),
			halfWay: await create(
				placeOnly('A list that stops', [
					'+1 (415) 555-2671',
					'+44 20 7946 0958',
					'+1 202 555 0143',
					refusedNumber,
					'+1 202 555 0144',
				]),
			),
			callCowWorkflow: await create(
				withWorkflowChosen(
					await readExample('call-with-a-callcow-workflow'),
					'Follow up on a quote',
				),
			),
			agent: await create(agentWithTool()),
			waitingList: await create(await readExample('appointments-loop-and-wait')),
			neverRun: await create(neverRun()),
			tryAgain: await create(await readExample('try-again-when-nobody-answers')),
			approval: await prepareApproval(client, credential, whenDone),
			everybody,
		},
		answeredExecutionId: answered.id,
	};
}
