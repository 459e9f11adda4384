/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { newControlToken, type Access } from './access';
import { apiRoutes } from './api-routes';
import { realClock, realWake, type SimulatorClock } from './clock';
import { createControl, type Control } from './control';
import { controlPrefix, controlRoutes } from './control-routes';
import { FaultQueue } from './faults';
import { LiveFeed } from './live-feed';
import { pageRoutes } from './page-routes';
import { PageView } from './page-view';
import { RateLimit } from './rate-limit';
import type { DeliveryRecord, SimulatorEvent } from './records';
import { RequestLog } from './request-log';
import { scriptSettingsSchema, type ScriptSettingsInput } from './script';
import { Switchboard } from './switchboard';
import { WebhookRegistry } from './webhook-registry';
import type { WorkflowRecord } from './workflows';

export interface SimulatorOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	/** Default `127.0.0.1`: nobody outside of this machine gets in. */
	host?: string;
	/** Default: a new one. */
	apiKey?: string;
	/** What requests to the control routes have to show. Default: a new one. */
	controlToken?: string;
	/** Accept callback URLs on this machine and in private networks. Default `false`. */
	allowPrivateCallbacks?: boolean;
	/** Default 60, as CallCow has it. */
	requestsPerMinute?: number;
	/** Default: every call is answered after two seconds. */
	script?: ScriptSettingsInput;
	/** Default: real time, which can be moved forward. `manualClock()` stands still. */
	clock?: SimulatorClock;
	/** Where the IDs of calls, workflows, webhooks and deliveries come from. Default: random UUIDs. */
	newId?: () => string;
	/** The workflows made beforehand: what `GET /workflows` lists and `POST /call` takes. */
	workflows?: readonly WorkflowRecord[];
	/** How long a receiver of results may take, in milliseconds of real time. Default 30,000. */
	deliveryTimeLimitMs?: number;
	onEvent?: (event: SimulatorEvent) => void;
}

export interface Simulator extends Control {
	/** What goes into the credential: `http://127.0.0.1:<port>/api`. */
	readonly baseUrl: string;
	readonly origin: string;
	readonly port: number;
	readonly apiKey: string;
	/** What requests to the control routes have to show, in the header `X-Simulator-Token`. */
	readonly controlToken: string;
	/** Where the phone is, in a browser on this machine. */
	readonly pageUrl: string;
	/** Calls `listener` on every event from now on; returns what ends that. */
	subscribe(listener: (event: SimulatorEvent) => void): () => void;
	/**
	 * Resolves with the first delivery that fits, past ones included. Rejects when none did within
	 * `timeLimitMs` of real time (default 10,000).
	 */
	waitForDelivery(
		fits?: (delivery: DeliveryRecord) => boolean,
		timeLimitMs?: number,
	): Promise<DeliveryRecord>;
	/** Stops listening, breaks off what is underway and leaves no timer behind. */
	close(): Promise<void>;
}

/** Nothing that CallCow documents; large enough that prompts of any sense get an answer of its own. */
const largestBodyBytes = 16 * 1024 * 1024;

const defaultWorkflows: readonly WorkflowRecord[] = [
	{ id: '3f1c2a60-5d0e-4c6b-9a41-7f0d3c1b8e21', name: 'Confirm an appointment' },
	{ id: '8b7e4d12-90af-4e3c-b5d8-1c2f6a9e0734', name: 'Follow up on a quote' },
	{ id: 'd24a9c5f-6e18-4b07-8f93-52b0e7c61da8', name: null },
];

/** Starts the CallCow API on this machine; nobody is phoned. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const host = options.host ?? '127.0.0.1';
	const apiKey = options.apiKey ?? newApiKey();
	const clock = options.clock ?? realClock();
	const listeners = new Set(options.onEvent ? [options.onEvent] : []);
	const emit = (event: SimulatorEvent) => {
		if (event.type === 'callPlaced') requestLog.callMade(event.call.call_id);
		tellPages(event);
		for (const listener of [...listeners]) listener(event);
	};
	const tellPages = (event: SimulatorEvent) => {
		if ('call' in event) feed.changed({ callId: event.call.call_id });
		if ('delivery' in event) feed.changed({ callId: event.delivery.call_id });
		if (!('webhook' in event)) return;
		// Who will be told the results of the calls that go on.
		for (const callId of switchboard.openCallsOf(event.webhook.workflow_id)) {
			feed.changed({ callId });
		}
		feed.changed('settings');
	};
	const subscribe = (listener: (event: SimulatorEvent) => void) => {
		listeners.add(listener);
		return () => void listeners.delete(listener);
	};

	const faults = new FaultQueue();
	const rateLimit = new RateLimit(options.requestsPerMinute ?? 60);
	const requestLog = new RequestLog(({ made_call_id: callId, status }) => {
		if (callId !== null) feed.changed({ callId });
		feed.changed(status !== null && status >= 400 ? 'refused' : 'settings');
	});
	const newId = options.newId ?? randomUUID;
	const workflows = options.workflows ?? defaultWorkflows;
	const webhooks = new WebhookRegistry({ newId, emit });
	const switchboard = new Switchboard({
		clock,
		faults,
		workflows,
		webhooks,
		newId,
		deliveryTimeLimitMs: options.deliveryTimeLimitMs ?? 30_000,
		scripts: scriptSettingsSchema.parse(options.script ?? {}),
		emit,
	});
	const feed = new LiveFeed(
		new PageView({ clock, faults, rateLimit, requestLog, switchboard, workflows, webhooks }),
		realWake,
	);
	const control = createControl({
		clock,
		faults,
		rateLimit,
		requestLog,
		switchboard,
		webhooks,
		onChange: (change) => feed.changed(change === 'reset' ? 'all' : change),
	});
	const access: Access = {
		controlToken: options.controlToken ?? newControlToken(),
		onlyLoopback: isLoopback(host),
	};

	const app = fastify({ forceCloseConnections: true, bodyLimit: largestBodyBytes });
	readBodiesAsText(app);
	await app.register(
		apiRoutes({
			apiKey,
			allowPrivateCallbacks: options.allowPrivateCallbacks ?? false,
			workflows,
			webhooks,
			clock,
			faults,
			rateLimit,
			requestLog,
			switchboard,
			emit,
		}),
		{ prefix: '/api' },
	);
	await app.register(controlRoutes(control, feed, access), { prefix: controlPrefix });
	await app.register(pageRoutes(access, { apiKey }));
	app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'Not found' }));
	await app.listen({ port: options.port ?? 0, host });

	const { port } = app.server.address() as AddressInfo;
	const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
	return {
		...control,
		baseUrl: `${origin}/api`,
		origin,
		port,
		apiKey,
		controlToken: access.controlToken,
		pageUrl: pageUrlOf(host, origin, access),
		subscribe,
		waitForDelivery: async (fits = () => true, timeLimitMs = 10_000) =>
			control.deliveries().find(fits) ?? (await nextDelivery(subscribe, fits, timeLimitMs)),
		close: async () => {
			switchboard.reset();
			await app.close();
		},
	};
}

// An address such as 0.0.0.0 stands for all that this machine has; a browser needs one of them.
function pageUrlOf(host: string, origin: string, { onlyLoopback, controlToken }: Access): string {
	if (onlyLoopback) return `${origin}/`;
	const { port } = new URL(origin);
	const base = host === '0.0.0.0' || host === '::' ? `http://localhost:${port}` : origin;
	return `${base}/?token=${controlToken}`;
}

/** A key of the form that CallCow gives out, good for nothing but a simulator. */
export function newApiKey(): string {
	return `ck_live_${randomBytes(16).toString('hex')}`;
}

/** Whether only this machine reaches a server that listens on `host`. */
export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

// Bodies are read by the routes themselves: what is not JSON gets CallCow's 400, not fastify's.
function readBodiesAsText(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

async function nextDelivery(
	subscribe: Simulator['subscribe'],
	fits: (delivery: DeliveryRecord) => boolean,
	timeLimitMs: number,
): Promise<DeliveryRecord> {
	return await new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			unsubscribe();
			reject(new Error(`No delivery that fits within ${timeLimitMs} ms`));
		}, timeLimitMs);
		const unsubscribe = subscribe((event) => {
			if (event.type !== 'deliveryDone' || !fits(event.delivery)) return;
			clearTimeout(timer);
			unsubscribe();
			resolve(event.delivery);
		});
	});
}
