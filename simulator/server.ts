/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { readBodiesAsText } from './api/body';
import { openApiDocument } from './api/document/document';
import { RateLimit } from './api/rate-limit';
import { RequestLog, type Exchange } from './api/request-log';
import { apiRoutes } from './api/routes';
import { Switchboard } from './calls/switchboard';
import { WebhookRegistry } from './calls/webhook-registry';
import { defaultWorkflows, type WorkflowRecord } from './calls/workflows';
import { realClock, realWake, type SimulatorClock } from './clock';
import { isLoopback, newControlToken, type Access } from './control/access';
import { createControl, type Control } from './control/control';
import { controlPrefix, controlRoutes } from './control/routes';
import { Events, type Listener } from './events';
import { streamEvents } from './page/event-stream';
import { LiveFeed } from './page/live-feed';
import { News } from './page/news';
import { pageRoutes, pageUrlOf } from './page/routes';
import { PageView } from './page/view';
import { Plan } from './plan/plan';
import { scriptSettingsSchema, type ScriptSettingsInput } from './plan/script';
import type { Scene } from './plan/replay';
import type { DeliveryRecord } from './records';

export { isLoopback };

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
	/** How long an idempotency key gets its first answer, in milliseconds. Default five minutes. */
	idempotencyWindowMs?: number;
	/** Default: every call is answered after two seconds. */
	script?: ScriptSettingsInput;
	/** Whether the documented test numbers do what they are for. Default `false`. */
	testNumbers?: boolean;
	/** What was recorded of requests to place calls: such requests meet the same again. */
	replay?: readonly Scene[];
	/** Default: real time, which can be moved forward. `manualClock()` stands still. */
	clock?: SimulatorClock;
	/** Where the IDs of calls, workflows, webhooks and deliveries come from. Default: random UUIDs. */
	newId?: () => string;
	/** The workflows made beforehand: what `GET /workflows` lists and `POST /call` takes. */
	workflows?: readonly WorkflowRecord[];
	/** How long a receiver of results may take, in milliseconds of real time. Default 30,000. */
	deliveryTimeLimitMs?: number;
	onEvent?: Listener;
	/** Called when a request to the API is over. Secrets in its body and addresses are not hidden. */
	onExchange?: (exchange: Exchange) => void;
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
	subscribe(listener: Listener): () => void;
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

/** Starts the CallCow API on this machine; nobody is phoned. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const host = options.host ?? '127.0.0.1';
	const apiKey = options.apiKey ?? newApiKey();
	const clock = options.clock ?? realClock();
	const events = new Events();
	const { emit } = events;
	const plan = new Plan({
		scripts: scriptSettingsSchema.parse(options.script ?? {}),
		testNumbers: options.testNumbers ?? false,
		scenes: options.replay,
	});
	const rateLimit = new RateLimit(options.requestsPerMinute ?? 60);
	const requestLog = new RequestLog((record) => news.requestAnswered(record));
	const newId = options.newId ?? randomUUID;
	const workflows = options.workflows ?? defaultWorkflows;
	const webhooks = new WebhookRegistry({ newId, emit });
	const switchboard = new Switchboard({
		clock,
		plan,
		workflows,
		webhooks,
		newId,
		idempotencyWindowMs: options.idempotencyWindowMs ?? 5 * 60_000,
		deliveryTimeLimitMs: options.deliveryTimeLimitMs ?? 30_000,
		emit,
	});
	const feed = new LiveFeed(
		new PageView({ clock, plan, rateLimit, requestLog, switchboard, workflows, webhooks }),
		realWake,
	);
	const news = new News(feed, switchboard);
	events.listen((event) => {
		if (event.type === 'callPlaced') requestLog.callMade(event.call.call_id);
	});
	events.listen((event) => news.happened(event));
	if (options.onEvent) events.listen(options.onEvent);
	const control = createControl({
		clock,
		plan,
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
			plan,
			rateLimit,
			requestLog,
			switchboard,
			emit,
			onExchange: options.onExchange ?? (() => {}),
		}),
		{ prefix: '/api' },
	);
	await app.register(
		controlRoutes(control, (response) => streamEvents(feed, response), access),
		{
			prefix: controlPrefix,
		},
	);
	await app.register(pageRoutes(access, { apiKey }));
	// Without a key: it tells nothing but what everybody may know.
	app.get('/openapi.json', (request) =>
		openApiDocument(`http://${request.host}/api`, options.testNumbers ?? false),
	);
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
		subscribe: (listener) => events.listen(listener),
		waitForDelivery: async (fits = () => true, timeLimitMs) =>
			control.deliveries().find(fits) ?? (await events.nextDelivery(fits, timeLimitMs)),
		close: async () => {
			switchboard.reset();
			await app.close();
		},
	};
}

/** A key of the form that CallCow gives out, good for nothing but a simulator. */
export function newApiKey(): string {
	return `ck_live_${randomBytes(16).toString('hex')}`;
}
