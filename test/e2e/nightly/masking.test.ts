/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { readFile } from 'node:fs/promises';
import type { IDataObject, INode } from 'n8n-workflow';
import { findFreePorts } from '../../../local-n8n/ports';
import type { Execution, StoredCredential } from '../../../local-n8n/rest-client';
import { versions } from '../../../local-n8n/versions';
import type { FaultInput } from '../../../simulator/plan/faults';
import { deriveCallbackSecret } from '../../../nodes/CallCow/domain/secret';
import { callCowCredential } from '../../support/credentials';
import { withOwnN8n } from '../../support/own-n8n';
import { registeredUrl } from '../../support/registered-trigger';
import { deliver, lastCallback, runUntilWaiting } from '../../support/waiting-call';
import {
	byHand,
	callCow,
	callCowTrigger,
	end,
	list,
	workflowOf,
} from '../../support/workflow-builder';

/*
 * Makes things go wrong on an n8n that logs all it can, and then looks for numbers, keys and secrets
 * in its log, and in every execution's errors and hints. What n8n stores of a workflow besides, the
 * input items and a node's parameters, holds numbers because the user has put them there, and the
 * output of a placed call names its number on purpose: so they are not searched, but for what the
 * items say of an error. The parameters here take the number from the item.
 */

const OWN_SECRET = 'A secret of my own: 7f3a9';
const OTHER_ACCOUNT = 'ck_live_0123456789abcdef0123456789abcdef';
const GUESS = 'guessed-secret-8e21';

const stage = withOwnN8n({
	env: { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' },
	version: versions.n8n,
});

/** What must not be found, by what it is. */
const hidden = new Map<string, RegExp>();
const executions: Execution[] = [];
const credentials: Record<string, StoredCredential> = {};
let numbers = 0;

/** A number that nobody else in this file has, as people write it. */
function newNumber(): { phone: string; e164: string } {
	const last = String(++numbers).padStart(2, '0');
	const e164 = `+141555526${last}`;
	hide(`number ${numbers}`, `41555526${last}`);
	return { phone: `+1 (415) 555-26${last}`, e164 };
}

function hide(what: string, digits: string): void {
	hidden.set(what, inAnyWriting(digits));
}

/** With other signs between, or as an address has them. */
function inAnyWriting(digits: string): RegExp {
	return new RegExp(digits.split('').join('(?:%[0-9A-F]{2}|[^0-9A-Za-z]){0,4}'), 'i');
}

function hideText(what: string, text: string): void {
	hidden.set(what, new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
}

const found = (text: string) =>
	[...hidden].filter(([, pattern]) => pattern.test(text)).map(([what]) => what);

async function createCredential(name: string, data: IDataObject): Promise<void> {
	credentials[name] = await stage.n8n.createCredential({
		...callCowCredential(stage.simulator, data as never),
		name,
	});
}

/** Runs a list through the node, and keeps the execution to be looked at. */
async function run(
	phones: readonly string[],
	{
		credential = 'own',
		faults = [],
		options = {},
		node = {},
	}: {
		credential?: string;
		faults?: FaultInput[];
		options?: IDataObject;
		node?: Partial<INode>;
	} = {},
	times = 1,
): Promise<Execution> {
	stage.simulator.clearFaults();
	stage.simulator.fault(faults);
	const { id } = await stage.n8n.createWorkflow(
		workflowOf('Goes wrong', [
			byHand(),
			list(phones.map((phone) => ({ phone }))),
			callCow(
				credentials[credential]!,
				{
					prompt: 'Confirm the appointment',
					recipientPhone: '={{ $json.phone }}',
					resultDestination: 'none',
					options: { maxRetries: 0, ...options },
				},
				node,
			),
			end('After'),
		]),
	);
	let execution: Execution | undefined;
	for (let time = 0; time < times; time++) {
		execution = await stage.n8n.waitForExecution(await stage.n8n.run(id, 'By hand'), 60_000);
		executions.push(execution);
	}
	return execution!;
}

beforeAll(async () => {
	const [closedPort] = (await findFreePorts(1)) as [number];
	await createCredential('own', { callbackSecret: OWN_SECRET });
	await createCredential('derived', {});
	await createCredential('wrong key', { apiKey: OTHER_ACCOUNT });
	await createCredential('nobody there', { baseUrl: `http://127.0.0.1:${closedPort}/api` });
	await createCredential('only Germany', { allowedCountries: ['DE'] });
	hideText('the key', stage.simulator.apiKey);
	hideText('the wrong key', OTHER_ACCOUNT);
	hideText('the secret in the credential', OWN_SECRET);
	hideText('the derived secret', deriveCallbackSecret(stage.simulator.apiKey));
	hideText('the derived secret of the wrong key', deriveCallbackSecret(OTHER_ACCOUNT));
	hideText('the guessed secret', GUESS);
});

describe('numbers, keys and secrets', () => {
	it('are in no error, no hint and no line of the log, whatever goes wrong', async () => {
		const said: string[] = [];
		const stops = async (...given: Parameters<typeof run>) => {
			const { status, data } = await run(...given);
			expect(status).toBe('error');
			said.push(String(data.resultData.error?.message));
		};

		hide('a number that is none', '4155552699123456');
		await stops(['+1 415 555 2699 123456']);

		const repeating = newNumber();
		const text = `${repeating.e164}, ${repeating.phone}, ${stage.simulator.apiKey}, ${OWN_SECRET}`;
		const repeats = { error: text, details: { fieldErrors: { recipient_phone: [text] } } };
		await stops([repeating.phone], {
			faults: [{ kind: 'answer', callMade: false, status: 400, body: repeats }],
		});
		await stops([newNumber().phone], { credential: 'wrong key' });
		const broken = newNumber();
		await stops([broken.phone], {
			faults: [{ kind: 'answer', callMade: true, status: 502, body: `no call to ${broken.phone}` }],
		});
		await stops([newNumber().phone], { faults: [{ kind: 'reset', callMade: true }] });
		await stops([newNumber().phone], { credential: 'nobody there' });
		await stops([newNumber().phone], { credential: 'only Germany' });
		hide('a premium number', '9005552671');
		await stops(['+1 900 555 2671']);
		await stops([newNumber().phone, newNumber().phone], { options: { maximumCalls: 1 } });
		const inThreeDays = new Date(Date.now() + 3 * 86_400_000).toLocaleDateString('en', {
			weekday: 'long',
			timeZone: 'UTC',
		});
		await stops([newNumber().phone], {
			options: {
				callingHours: {
					hours: {
						from: '09:00',
						to: '10:00',
						days: [inThreeDays.toLowerCase()],
						timezone: 'UTC',
					},
				},
			},
		});
		expect(said).toEqual([
			expect.stringContaining("'Recipient Phone' has too many digits"),
			expect.stringContaining('CallCow did not accept the request: +1415***26'),
			expect.stringContaining('CallCow did not accept the API key'),
			expect.stringContaining('CallCow answered with status 502'),
			expect.stringContaining('the connection was lost'),
			expect.stringContaining('the connection was refused'),
			expect.stringContaining('does not allow calls to'),
			expect.stringContaining('is a premium-rate or similar number'),
			expect.stringContaining("more calls than 'Maximum Calls'"),
			expect.stringContaining("outside 'Calling Hours'"),
		]);

		const withErrors = await run([newNumber().phone, '+1 415 555 2699 123456'], {
			faults: [{ kind: 'answer', callMade: false, status: 400, body: repeats }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(withErrors.status).toBe('success');

		const again = await run(
			[newNumber().phone],
			{ options: { callEachNumberAtMostOnce: 'ever' } },
			2,
		);
		expect(again.data.resultData.runData.CallCow![0]!.hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining('1 item was skipped') }),
		]);

		await refuseCallbacks();

		const texts = executions.flatMap(errorsAndHints);
		expect(texts.length).toBeGreaterThan(executions.length);
		for (const errorOrHint of texts)
			expect([errorOrHint, found(errorOrHint)]).toEqual([errorOrHint, []]);

		const log = await readFile(stage.server.logFile, 'utf8');
		// It has logged all this.
		expect(log).toContain('debug');
		expect(log).toContain('CallCow did not accept the API key');
		expect(log.split('\n').filter((line) => found(line).length > 0)).toEqual([]);
	});

	it.each(['+14155552671', '(415) 555-2671', '1%20415%20555.2671', '415 555  2671'])(
		'would be found as %s',
		(text) => {
			expect(inAnyWriting('4155552671').test(text)).toBe(true);
		},
	);

	it('are not found where they are masked', () => {
		expect(inAnyWriting('4155552671').test('+1415***2671')).toBe(false);
	});
});

/** Callbacks with a wrong secret and a body that is none: to a waiting call, and to a trigger. */
async function refuseCallbacks(): Promise<void> {
	stage.simulator.clearFaults();
	const waiting = await stage.n8n.createWorkflow(
		workflowOf('Waits', [
			byHand(),
			list([{ phone: newNumber().phone }]),
			callCow(credentials.own!, {
				operation: 'placeAndWait',
				prompt: 'Confirm the appointment',
				recipientPhone: '={{ $json.phone }}',
			}),
		]),
	);
	const executionId = await runUntilWaiting(stage.n8n, waiting.id);
	const callback = lastCallback(stage.simulator);
	hideText('the secret of the waiting call', callback.secret);
	const { phone } = newNumber();
	expect((await deliver(callback, { secret: GUESS })).status).toBe(401);
	expect((await deliver(callback, { body: `["${phone}"]` })).status).toBe(400);
	// n8n itself refuses what is no JSON.
	expect((await deliver(callback, { body: `{"called":"${phone}",` })).status).toBe(422);
	await stage.n8n.stopExecution(executionId);
	executions.push(await stage.n8n.execution(executionId));

	const receiving = await stage.n8n.createWorkflow(
		workflowOf('Receives', [callCowTrigger(credentials.derived), end('Result')]),
	);
	await stage.n8n.activate(receiving.id);
	const url = await registeredUrl(stage.n8n, receiving.id);
	const toTrigger = { ...callback, url, secret: deriveCallbackSecret(stage.simulator.apiKey) };
	expect((await deliver(toTrigger, { secret: GUESS })).status).toBe(401);
	expect((await deliver(toTrigger, { body: `["${phone}"]` })).status).toBe(400);
}

/** Everything that an execution says of what went wrong or should be known. */
function errorsAndHints({ data }: Execution): string[] {
	const { error, runData } = data.resultData;
	const runs = Object.values(runData).flat();
	const items = runs.flatMap(({ data: output }) => output?.main?.flat() ?? []);
	return [
		error,
		...runs.map((one) => one.error),
		...runs.flatMap(({ hints = [] }) => hints),
		...items.map((item) => item?.error),
		...items.map((item) => item?.json.error && { ...item.json, phone: undefined }),
	]
		.filter((one) => one !== undefined && one !== null && one !== '')
		.map((one) => {
			const { message, stack } = one as { message?: unknown; stack?: unknown };
			return JSON.stringify([one, message, stack]);
		});
}
