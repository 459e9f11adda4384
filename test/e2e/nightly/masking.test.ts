/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { installN8n } from '../../../local-n8n/install';
import { packTarball } from '../../../local-n8n/package-tarball';
import { findFreePorts } from '../../../local-n8n/ports';
import { startN8n, type RunningN8n } from '../../../local-n8n/process';
import type { Execution, N8nClient, StoredCredential } from '../../../local-n8n/rest-client';
import type { FaultInput } from '../../../simulator/plan/faults';
import { startSimulator, type Simulator } from '../../../simulator/server';
import { deriveCallbackSecret } from '../../../nodes/CallCow/domain/secret';
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

let folder: string;
let simulator: Simulator;
let running: RunningN8n;
let n8n: N8nClient;
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
	credentials[name] = await n8n.createCredential({
		name,
		type: 'callCowApi',
		data: {
			apiKey: simulator.apiKey,
			baseUrl: simulator.baseUrl,
			callbackSecret: '',
			requestsPerMinute: 100_000,
			...data,
		} as never,
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
	simulator.clearFaults();
	simulator.fault(faults);
	const { id } = await n8n.createWorkflow(
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
		execution = await n8n.waitForExecution(await n8n.run(id, 'By hand'), 60_000);
		executions.push(execution);
	}
	return execution!;
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-masking-'));
	simulator = await startSimulator({
		allowPrivateCallbacks: true,
		requestsPerMinute: 100_000,
		script: { default: { outcome: 'manual' } },
	});
	running = await startN8n({
		installation: await installN8n({}),
		tarball: await packTarball({ outDir: folder }),
		userFolder: path.join(folder, 'user-folder'),
		env: { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console' },
	});
	n8n = running.client;
	await n8n.setupOwner();

	const [closedPort] = (await findFreePorts(1)) as [number];
	await createCredential('own', { callbackSecret: OWN_SECRET });
	await createCredential('derived', {});
	await createCredential('wrong key', { apiKey: OTHER_ACCOUNT });
	await createCredential('nobody there', { baseUrl: `http://127.0.0.1:${closedPort}/api` });
	await createCredential('only Germany', { allowedCountries: ['DE'] });
	hideText('the key', simulator.apiKey);
	hideText('the wrong key', OTHER_ACCOUNT);
	hideText('the secret in the credential', OWN_SECRET);
	hideText('the derived secret', deriveCallbackSecret(simulator.apiKey));
	hideText('the derived secret of the wrong key', deriveCallbackSecret(OTHER_ACCOUNT));
	hideText('the guessed secret', GUESS);
});

afterAll(async () => {
	await running.stop();
	await simulator.close();
	await rm(folder, { recursive: true, force: true });
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
		const text = `${repeating.e164}, ${repeating.phone}, ${simulator.apiKey}, ${OWN_SECRET}`;
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
			expect.stringContaining('is a premium-rate number'),
			expect.stringContaining('more calls than Maximum Calls'),
			expect.stringContaining('outside Calling Hours'),
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

		const log = await readFile(running.logFile, 'utf8');
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
	simulator.clearFaults();
	const waiting = await n8n.createWorkflow(
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
	const executionId = await runUntilWaiting(n8n, waiting.id);
	const callback = lastCallback(simulator);
	hideText('the secret of the waiting call', callback.secret);
	const { phone } = newNumber();
	expect((await deliver(callback, { secret: GUESS })).status).toBe(401);
	expect((await deliver(callback, { body: `["${phone}"]` })).status).toBe(400);
	// n8n itself refuses what is no JSON.
	expect((await deliver(callback, { body: `{"called":"${phone}",` })).status).toBe(422);
	await n8n.stopExecution(executionId);
	executions.push(await n8n.execution(executionId));

	const receiving = await n8n.createWorkflow(
		workflowOf('Receives', [callCowTrigger(credentials.derived), end('Result')]),
	);
	await n8n.activate(receiving.id);
	const url = await registeredUrl(n8n, receiving.id);
	const toTrigger = { ...callback, url, secret: deriveCallbackSecret(simulator.apiKey) };
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
