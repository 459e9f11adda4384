/* eslint-disable @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import type { N8nClient } from '../../../local-n8n/rest-client';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { byHand, list, workflowOf } from '../../../test/support/workflow-builder';
import { endedExecution } from '../../measuring/execution-end';
import { meterRequests } from '../../measuring/request-meter';
import type { Stage } from '../../measuring/stage';
import { conditionsByEffort, leastSeconds, type Conditions } from './conditions';
import { measure, type Measurement, type ObservedExecution } from './measurement';
import { people, shares } from '../people';
import type { Variant } from './variants';

const lookEveryMs = 1_000;
const tellEveryMs = 30_000;

/**
 * Phones a list in one way, against a simulator of its own, and measures it. Every n8n gets its share
 * of the list, and all start at once. Resolves when all executions have ended; one that takes more
 * than four times the least possible time is stopped.
 */
export async function phoneList(
	variant: Variant,
	clients: readonly N8nClient[],
	conditions: Conditions,
	{ say, signal }: Stage,
): Promise<Measurement> {
	const simulator = await startSimulator({ requestsPerMinute: conditions.requestsPerMinute });
	simulator.fault({
		kind: 'slow',
		delayMs: conditions.answerSeconds * 1_000,
		times: Number.MAX_SAFE_INTEGER,
	});
	const meter = meterRequests(simulator.port);
	const everybody = people(conditions.calls);
	const startedAtMs = Date.now();
	const tell = setInterval(() => {
		const seconds = Math.round((Date.now() - startedAtMs) / 1_000);
		say(`  ${simulator.calls().length} of ${conditions.calls} calls placed after ${seconds} s`);
	}, tellEveryMs);
	try {
		const parts = shares(everybody, clients.length);
		const workflows = await Promise.all(
			clients.map(async (client, index) => ({
				client,
				id: await createWorkflow(client, variant, parts[index] ?? [], simulator, conditions),
			})),
		);
		const timeLimitMs = (60 + 4 * leastSeconds(conditions)) * 1_000;
		const executions = await Promise.all(
			workflows.map(async ({ client, id }) => await runToTheEnd(client, id, timeLimitMs, signal)),
		);
		return measure({
			phones: everybody.map(({ phone }) => phone),
			calls: simulator.calls().map(({ recipient_phone, created_at }) => ({
				phone: recipient_phone,
				placedAtMs: Date.parse(created_at),
			})),
			requests: meter.requests(),
			executions,
		});
	} finally {
		clearInterval(tell);
		meter.stop();
		await simulator.close();
	}
}

async function createWorkflow(
	client: N8nClient,
	variant: Variant,
	items: ReturnType<typeof people>,
	{ apiKey, baseUrl }: Simulator,
	conditions: Conditions,
): Promise<string> {
	const { requestsPerMinute } = conditions;
	const credential = await client.createCredential({
		name: variant.name,
		type: 'callCowApi',
		data: {
			apiKey,
			baseUrl,
			callbackSecret: '',
			// CallCow's own limit is what the credential has by default: that default is what is measured.
			...(requestsPerMinute === conditionsByEffort.standard.requestsPerMinute
				? {}
				: { requestsPerMinute }),
		},
	});
	const { id } = await client.createWorkflow(
		workflowOf(variant.name, [
			byHand(),
			list(items),
			variant.node({ baseUrl, credential }, conditions),
		]),
	);
	return id;
}

async function runToTheEnd(
	client: N8nClient,
	workflowId: string,
	timeLimitMs: number,
	signal: AbortSignal,
): Promise<ObservedExecution> {
	const started = { id: await client.run(workflowId, 'By hand'), workflowId };
	const look = { everyMs: lookEveryMs, signal };
	let ended = await endedExecution(client, started, { ...look, withinMs: timeLimitMs });
	if (ended === undefined) {
		await client.stopExecution(started.id);
		ended = await endedExecution(client, started, look);
	}
	const { status, startedAt, stoppedAt } = ended!;
	return { status, startedAtMs: Date.parse(startedAt), endedAtMs: Date.parse(stoppedAt) };
}
