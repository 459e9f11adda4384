import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { N8nClient } from '../../local-n8n/rest-client';
import { registeredUrl } from './registered-trigger';
import { byHand, callCow, callCowTrigger, end, workflowOf } from './workflow-builder';

/** Numbers that the simulator always lets be busy, and answer and say no. */
const busy = '+14155550171';
const declines = '+14155550176';

export interface FirstCalls {
	/** What the trigger got of a call that was placed. */
	readonly result: IDataObject;
	/** What the workflow went on with that had waited for its call. */
	readonly waited: IDataObject;
}

/**
 * What somebody tries first with a credential of a simulator that has its test numbers: Place with a
 * trigger, and Place and Wait for Result. Nothing is left in n8n.
 */
export async function makeFirstCalls(
	n8n: N8nClient,
	simulator: { readonly baseUrl: string; readonly apiKey: string },
): Promise<FirstCalls> {
	const credential = await n8n.createCredential({
		name: 'CallCow simulator of the first calls',
		type: 'callCowApi',
		data: { ...simulator, callbackSecret: '' },
	});
	const call = (recipientPhone: string, more: IDataObject) =>
		callCow(credential, { prompt: 'Confirm the appointment', recipientPhone, ...more });
	const workflows = [
		workflowOf(
			'First call: placed',
			[byHand(), call(busy, { resultDestination: 'auto' })],
			[callCowTrigger(credential), end('Result')],
		),
		workflowOf('First call: waited for', [
			byHand(),
			call(declines, { operation: 'placeAndWait', maximumWaitMinutes: 5 }),
			end('Result'),
		]),
	];
	const ids: string[] = [];
	try {
		for (const workflow of workflows) ids.push((await n8n.createWorkflow(workflow)).id);
		const [placing, waiting] = ids as [string, string];
		await n8n.activate(placing);
		await registeredUrl(n8n, placing);
		const waits = await n8n.run(waiting, 'By hand');
		await n8n.run(placing, 'By hand');
		const [started] = await n8n.waitForExecutions(placing, 1, 30_000);
		const wentOn = await n8n.waitForExecution(waits, 30_000);
		return {
			result: itemsOf(started!, 'Result')[0]!,
			waited: itemsOf(wentOn, 'Result')[0]!,
		};
	} finally {
		for (const id of ids) await n8n.deleteWorkflow(id);
		await n8n.deleteCredential(credential.id);
	}
}
