import { NodeOperationError, type IDataObject, type IHookFunctions } from 'n8n-workflow';
import { triggerUrls, REGISTRY_KEY } from '../../../nodes/CallCow/domain/triggerRegistry';
import { deriveCallbackSecret, deriveUrlSecret } from '../../../nodes/CallCow/domain/secret';
import { webhookMethods } from '../../../nodes/CallCow/trigger/registration';
import { standInContext, type StandInReply } from '../../support/stand-in-context';

const { checkExists, create, delete: remove } = webhookMethods.default;

const URL_OF_TRIGGER = 'https://n8n.example.com/webhook/a/callcow';
const API_KEY = 'ck_live_key';

interface Surroundings {
	parameters?: IDataObject;
	replies?: StandInReply[];
	mode?: 'trigger' | 'manual';
	url?: string;
	workflow?: { id?: string; name?: string };
	/** The workflow's static data, which is written to. */
	data?: IDataObject;
	baseUrl?: string;
}

/** A trigger as n8n hands it to the methods, and what comes of it: what is stored, sent and logged. */
function trigger({ parameters = {}, replies = [], data = {}, ...more }: Surroundings = {}) {
	const credential = { apiKey: API_KEY, callbackSecret: '', baseUrl: more.baseUrl ?? '' };
	const { context, sent } = standInContext<IHookFunctions>(replies, credential);
	const logged: unknown[] = [];
	Object.assign(context, {
		getMode: () => more.mode ?? 'trigger',
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getNodeWebhookUrl: (name: string) =>
			name === 'default' ? (more.url ?? URL_OF_TRIGGER) : undefined,
		getWorkflow: () => more.workflow ?? { id: 'w-1', name: 'Front desk' },
		getWorkflowStaticData: (type: string) => (type === 'global' ? data : {}),
		logger: { error: (message: string, details: unknown) => logged.push([message, details]) },
	});
	return { context, sent, data, logged };
}

const OF_CALLCOW: IDataObject = {
	source: 'workflow',
	workflowId: { __rl: true, mode: 'id', value: 'wf_a' },
};
const REGISTERED: StandInReply = { status: 200, body: { id: 'hook-1' } };

describe('a trigger for placed calls', () => {
	it('is found by the CallCow node from its activation until its deactivation', async () => {
		const { context, data, sent } = trigger();
		expect(await checkExists.call(context)).toBe(false);
		expect(await create.call(context)).toBe(true);
		expect(triggerUrls(data[REGISTRY_KEY], 'w-1')).toEqual([URL_OF_TRIGGER]);
		expect(await checkExists.call(context)).toBe(true);
		expect(await remove.call(context)).toBe(true);
		expect(triggerUrls(data[REGISTRY_KEY], 'w-1')).toEqual([]);
		expect(await checkExists.call(context)).toBe(false);
		expect(sent).toEqual([]);
	});

	it('is there under its present URL only', async () => {
		const { context, data } = trigger();
		await create.call(context);
		const moved = trigger({ data, url: 'https://n8n.example.com/webhook/b/callcow' });
		expect(await checkExists.call(moved.context)).toBe(false);
	});

	it('neither registers nor forgets a URL while it listens for a test event', async () => {
		const { context, data } = trigger();
		const test = trigger({ data, mode: 'manual' });
		expect(await create.call(test.context)).toBe(true);
		expect(data).toEqual({});
		await create.call(context);
		await remove.call(test.context);
		expect(triggerUrls(data[REGISTRY_KEY], 'w-1')).toEqual([URL_OF_TRIGGER]);
	});
});

describe('a trigger for the calls of a CallCow workflow', () => {
	const secret = deriveUrlSecret(deriveCallbackSecret(API_KEY), {
		workflowId: 'w-1',
		nodeId: 'node-1',
		callCowWorkflowId: 'wf_a',
	});

	it('has CallCow deliver to a URL with its secret, and no longer when it is deactivated', async () => {
		const { context, data, sent } = trigger({
			parameters: OF_CALLCOW,
			replies: [REGISTERED, { status: 204 }],
		});
		expect(await checkExists.call(context)).toBe(false);
		expect(await create.call(context)).toBe(true);
		expect(sent).toEqual([
			{
				method: 'POST',
				url: 'https://www.callcow.ai/api/webhooks',
				body: {
					workflow_id: 'wf_a',
					webhook_url: `${URL_OF_TRIGGER}?secret=${secret}`,
					name: 'n8n: Front desk',
				},
			},
		]);
		expect(await checkExists.call(context)).toBe(true);
		expect(data).not.toHaveProperty(REGISTRY_KEY);
		expect(await remove.call(context)).toBe(true);
		expect(sent[1]).toEqual({
			method: 'DELETE',
			url: 'https://www.callcow.ai/api/webhooks/hook-1',
		});
		expect(await checkExists.call(context)).toBe(false);
		expect(await remove.call(context)).toBe(true);
		expect(sent).toHaveLength(2);
	});

	it('puts no secret into the URL when its Authentication is None', async () => {
		const { context, sent } = trigger({
			parameters: { ...OF_CALLCOW, authentication: 'none' },
			replies: [REGISTERED],
		});
		await create.call(context);
		expect(sent[0]!.body).toMatchObject({ webhook_url: URL_OF_TRIGGER });
	});

	it('is there for the chosen CallCow workflow and the present URL only', async () => {
		const { context, data } = trigger({ parameters: OF_CALLCOW, replies: [REGISTERED] });
		await create.call(context);
		const another = { ...OF_CALLCOW, workflowId: 'wf_b' };
		expect(await checkExists.call(trigger({ parameters: another, data }).context)).toBe(false);
		const url = 'https://n8n.example.com/webhook/b/callcow';
		expect(await checkExists.call(trigger({ parameters: OF_CALLCOW, url, data }).context)).toBe(
			false,
		);
	});

	it('ends what it has registered before, and registers anew even if that cannot be ended', async () => {
		const first = trigger({ parameters: OF_CALLCOW, replies: [REGISTERED] });
		await create.call(first.context);
		const again = trigger({
			parameters: OF_CALLCOW,
			data: first.data,
			replies: [{ status: 403 }, { status: 200, body: { id: 'hook-2' } }, { status: 204 }],
		});
		expect(await create.call(again.context)).toBe(true);
		await remove.call(again.context);
		expect(again.sent.map(({ method, url }) => `${method} ${url.split('/').at(-1)}`)).toEqual([
			'DELETE hook-1',
			'POST webhooks',
			'DELETE hook-2',
		]);
	});

	it('keeps what cannot be ended for the next time, logs why, and never throws at deactivation', async () => {
		const { context, logged } = trigger({
			parameters: OF_CALLCOW,
			replies: [REGISTERED, { status: 400 }, { status: 204 }],
		});
		await create.call(context);
		expect(await remove.call(context)).toBe(false);
		expect(logged).toEqual([
			[
				expect.any(String),
				{ workflowId: 'w-1', node: 'CallCow', reason: expect.stringContaining('status 400') },
			],
		]);
		expect(await checkExists.call(context)).toBe(true);
		expect(await remove.call(context)).toBe(true);
		expect(await checkExists.call(context)).toBe(false);
	});

	it('ends its deliveries although another source was chosen since', async () => {
		const { context, data } = trigger({ parameters: OF_CALLCOW, replies: [REGISTERED] });
		await create.call(context);
		const changed = trigger({ data, replies: [{ status: 204 }] });
		expect(await remove.call(changed.context)).toBe(true);
		expect(changed.sent).toMatchObject([{ method: 'DELETE' }]);
	});

	it.each<[string, Surroundings, RegExp]>([
		[
			'no workflow is chosen',
			{ parameters: { source: 'workflow' } },
			/'Workflow' must .*\. Choose/,
		],
		['n8n has no URL for it', { url: '' }, /\. ./],
		[
			'its URL is not public',
			{ url: 'http://127.0.0.1:5678/webhook/a/callcow' },
			/127\.0\.0\.1.*\. ./,
		],
		[
			'CallCow refuses',
			{ replies: [{ status: 404 }] },
			/status 404.*\. Choose the 'Workflow' again/,
		],
	])('is not activated when %s, and says in one message what to do', async (_, given, message) => {
		const { context, data } = trigger({ parameters: OF_CALLCOW, ...given });
		const activation = create.call(context);
		await expect(activation).rejects.toBeInstanceOf(NodeOperationError);
		await expect(activation).rejects.toThrow(message);
		expect(data).toEqual({});
	});

	it('has a simulator on this machine deliver to this machine', async () => {
		const { context } = trigger({
			parameters: OF_CALLCOW,
			url: 'http://127.0.0.1:5678/webhook/a/callcow',
			baseUrl: 'http://127.0.0.1:4010/api',
			replies: [REGISTERED],
		});
		expect(await create.call(context)).toBe(true);
	});
});
