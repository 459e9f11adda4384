/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Execution, N8nClient, WorkflowDefinition } from '../local-n8n/rest-client';
import type { Simulator } from '../simulator/server';

/** What each part of the demo plays on. */
export interface Stage {
	readonly client: N8nClient;
	readonly simulator: Simulator;
	/** Aborted when the user wants to stop. */
	readonly signal: AbortSignal;
	/** Shows one line. */
	readonly say: (line?: string) => void;
}

/** What a part has come to. */
export interface Played {
	readonly workflowId: string;
	/** In a sentence each, what is missing or different; empty when all is well. */
	readonly differences: readonly string[];
}

/** The manual trigger of every example. */
export const startNode = 'When clicking ‘Execute workflow’';

/** The script of the simulator: different things happen to the people of the examples. */
export const script = {
	default: { outcome: 'answered', afterMs: 2_000 },
	numbers: {
		'+14155552671': {
			outcome: 'answered',
			afterMs: 2_000,
			summary: 'Sarah confirmed her appointment tomorrow at 3 pm.',
		},
		'+442079460958': {
			outcome: 'voicemail',
			afterMs: 3_000,
			summary: 'Daniel did not pick up; a message about Friday at 10 am is on his voicemail.',
		},
		'+12025550143': {
			outcome: 'busy',
			afterMs: 1_500,
			summary: 'The line was busy; Emma does not know about Monday at noon.',
		},
	},
} as const;

export async function readExample(file: string): Promise<WorkflowDefinition> {
	const path = join(__dirname, '..', 'examples', file);
	return JSON.parse(await readFile(path, 'utf8')) as WorkflowDefinition;
}

/** Why an execution did not end, or not well; nothing when it did. */
export function howItFailed({ status, data }: Execution): string[] {
	if (status === 'success') return [];
	if (status === 'waiting') return ['The workflow is still waiting for the result of a call.'];
	const reason = data.resultData.error?.message ?? 'no reason given';
	return [`The workflow ended with "${status}": ${reason}`];
}
