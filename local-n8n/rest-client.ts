/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- never published: runs on the developer's machine */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type {
	ExecutionStatus,
	ICredentialDataDecryptedObject,
	IConnections,
	IDataObject,
	INode,
	IRunExecutionData,
	IWorkflowSettings,
} from 'n8n-workflow';

import { type Differences, differencesOf } from './differences';
import { owner } from './owner';
import { versions } from './versions';

/** What a new workflow needs; an exported workflow fits as it is. */
export interface WorkflowDefinition {
	readonly name: string;
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
}

export interface StoredWorkflow extends WorkflowDefinition {
	readonly id: string;
	readonly versionId: string;
	readonly active: boolean;
	readonly isArchived?: boolean;
	readonly staticData?: IDataObject | null;
}

export interface StoredCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

export interface ExecutionSummary {
	readonly id: string;
	readonly workflowId: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly startedAt: string;
	readonly stoppedAt?: string | null;
}

export interface Execution extends ExecutionSummary {
	/** What every node took and gave. */
	readonly data: IRunExecutionData;
}

export interface CredentialTestResult {
	readonly status: 'OK' | 'Error';
	readonly message: string;
}

/** Whether a workflow is in production, and what its triggers say to that. */
export interface PublicationStatus {
	readonly status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	readonly triggers: ReadonlyArray<{
		readonly nodeId: string;
		readonly status: string;
		readonly errorMessage: string | null;
	}>;
}

/** A community package, as n8n's page Settings > Community nodes lists it. */
export interface InstalledPackage {
	readonly packageName: string;
	readonly installedVersion: string;
	/** A version that n8n offers instead. */
	readonly updateAvailable?: string;
	readonly failedLoading?: boolean;
	readonly installedNodes: ReadonlyArray<{ readonly name: string; readonly type: string }>;
}

/** One entry of n8n's list of nodes. */
export interface ListedNodeType {
	/** With the package's name in front, as workflows have it. */
	readonly name: string;
	readonly displayName: string;
	readonly version: number | number[];
}

export interface ExecutionFilter {
	readonly workflowId?: string;
	readonly status?: readonly ExecutionStatus[];
}

/** n8n answered with another status than 2xx. */
export class N8nAnswered extends Error {
	override readonly name = 'N8nAnswered';

	constructor(
		request: string,
		readonly status: number,
		/** As n8n sent it. */
		readonly body: string,
	) {
		super(`n8n answered ${status} to ${request}: ${readMessage(body)}`);
	}
}

function readMessage(body: string): string {
	try {
		return (JSON.parse(body) as { message?: string }).message ?? body;
	} catch {
		return body.slice(0, 500);
	}
}

/** An execution that was waited for did not come, or did not end, in time. */
export class TooLate extends Error {
	override readonly name = 'TooLate';
}

/** As the editor does with nodes that have a webhook. Without one, n8n 1 does not find a name that has a space. */
function withWebhookId(node: INode): INode {
	return node.type.startsWith('n8n-nodes-callcow.') ? { webhookId: randomUUID(), ...node } : node;
}

/** n8n 1 stores what the nodes gave a moment after the status: until then it is what was known at an earlier time. */
function isStored({ status, data }: Execution): boolean {
	if (data === undefined) return false;
	if (status !== 'success' && status !== 'error') return true;
	const { lastNodeExecuted, runData } = data.resultData;
	const isLeft = (data.executionData?.nodeExecutionStack.length ?? 0) > 0;
	return (
		data.waitTill === undefined &&
		// Whoever waits is still to be run; after an error others may be too.
		!(status === 'success' && isLeft) &&
		(lastNodeExecuted === undefined || runData[lastNodeExecuted]?.length !== 0)
	);
}

const ended: readonly ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];
const pollEveryMs = 150;

/**
 * Speaks with n8n the way its editor does: logs in as a person and keeps the cookie.
 *
 * Every method throws `N8nAnswered` when n8n refuses.
 */
export class N8nClient {
	private cookie: string | undefined;

	/** n8n binds a login to the browser that made it. */
	private readonly browserId = randomUUID();

	private readonly differences: Differences;

	/**
	 * @param url like `http://127.0.0.1:5678`, without a slash at the end.
	 * @param version of the n8n there.
	 */
	constructor(
		readonly url: string,
		version: string = versions.n8n,
	) {
		this.differences = differencesOf(version);
	}

	/** Tells whether a process of n8n is connected and migrated, whatever its part is. Never throws. */
	async isHealthy(): Promise<boolean> {
		try {
			return (await fetch(`${this.url}/healthz/readiness`)).ok;
		} catch {
			return false;
		}
	}

	/** Tells whether n8n can be used: healthy, migrated, its settings served. Never throws. */
	async isReady(): Promise<boolean> {
		if (!(await this.isHealthy())) return false;
		try {
			// Ready answers come before the editor's own; while it boots it answers this with a page.
			const settings = await fetch(`${this.url}/rest/settings`);
			if (!settings.ok) return false;
			return ((await settings.json()) as { data?: unknown }).data !== undefined;
		} catch {
			return false;
		}
	}

	/** Creates the owner of a fresh n8n, and is logged in as them. */
	async setupOwner(person: { [key in keyof typeof owner]: string } = owner): Promise<void> {
		await this.send('POST', '/rest/owner/setup', { ...person });
	}

	async login(person: { email: string; password: string } = owner): Promise<void> {
		await this.send('POST', '/rest/login', {
			emailOrLdapLoginId: person.email,
			password: person.password,
		});
	}

	/** The cookie header and the browser ID of this login, to go on with it in a browser. */
	session(): { readonly cookie: string | undefined; readonly browserId: string } {
		return { cookie: this.cookie, browserId: this.browserId };
	}

	async createCredential(credential: {
		name: string;
		type: string;
		data: ICredentialDataDecryptedObject;
	}): Promise<StoredCredential> {
		return await this.send('POST', '/rest/credentials', credential);
	}

	async updateCredential(
		id: string,
		credential: { name: string; type: string; data: ICredentialDataDecryptedObject },
	): Promise<StoredCredential> {
		return await this.send('PATCH', `/rest/credentials/${id}`, credential);
	}

	async deleteCredential(id: string): Promise<void> {
		await this.send('DELETE', `/rest/credentials/${id}`);
	}

	/** Runs the credential's own test, as the editor does when a credential is saved. */
	async testCredential(
		credential: StoredCredential & { readonly data: ICredentialDataDecryptedObject },
	): Promise<CredentialTestResult> {
		const { id, name, type, data } = credential;
		return await this.send('POST', '/rest/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	async createWorkflow(workflow: WorkflowDefinition): Promise<StoredWorkflow> {
		const { name, nodes, connections, settings } = workflow;
		return await this.send('POST', '/rest/workflows', {
			name,
			nodes: nodes.map(withWebhookId),
			connections,
			settings: { executionOrder: 'v1', ...settings },
			...this.differences.newWorkflow,
		});
	}

	async workflow(id: string): Promise<StoredWorkflow> {
		return await this.send('GET', `/rest/workflows/${id}`);
	}

	/** Changes what is given and leaves the rest. An active workflow runs the change after `activate`. */
	async updateWorkflow(id: string, changes: Partial<WorkflowDefinition>): Promise<StoredWorkflow> {
		const { versionId } = await this.workflow(id);
		return await this.send('PATCH', `/rest/workflows/${id}`, { ...changes, versionId });
	}

	/** Publishes the workflow as it is stored. Its webhooks may answer 404 for a second more. */
	async activate(id: string): Promise<StoredWorkflow> {
		const { versionId } = await this.workflow(id);
		return await this.send('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** What has become of `activate` and `deactivate`, which go on in the background. */
	async publicationStatus(id: string): Promise<PublicationStatus> {
		try {
			return await this.send('GET', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			if (!(error instanceof N8nAnswered && error.status === 404)) throw error;
			// n8n 1 has no word for it: there it is over when `activate` and `deactivate` are answered.
			const { active } = await this.workflow(id);
			return { status: active ? 'published' : 'not_published', triggers: [] };
		}
	}

	/**
	 * Waits until n8n is no longer busy with `activate` or `deactivate`.
	 *
	 * @throws {TooLate} after `timeoutMs` milliseconds.
	 */
	async waitForPublication(id: string, timeoutMs: number): Promise<PublicationStatus> {
		return await this.poll(
			timeoutMs,
			() => `Workflow ${id} is still being published after ${timeoutMs} ms.`,
			async () => {
				const status = await this.publicationStatus(id);
				return status.status === 'in_progress' ? undefined : status;
			},
		);
	}

	/** Listens for a test event, as the editor's button does. The next one runs the workflow. */
	async listen(id: string, triggerName: string): Promise<void> {
		const answer = await this.start<{ waitingForWebhook?: boolean }>(id, triggerName);
		if (answer.waitingForWebhook !== true) {
			throw new Error(`n8n does not listen for "${triggerName}" but has run the workflow.`);
		}
	}

	/**
	 * Listens for the next thing that is said in the editor's chat, as the editor does before it sends that.
	 * Gives the address to send it to.
	 */
	async listenForChat(id: string, triggerName: string, chatSessionId: string): Promise<string> {
		await this.start(id, triggerName, { chatSessionId });
		return `${this.url}/webhook-test/${id}/${chatSessionId}`;
	}

	async stopListening(id: string): Promise<void> {
		await this.send('DELETE', `/rest/test-webhook/${id}`);
	}

	/** What the list of a parameter offers for a node that is not stored yet. */
	async listChoices(request: {
		readonly nodeType: string;
		readonly parameter: string;
		readonly methodName: string;
		readonly currentNodeParameters: IDataObject;
		readonly credential: StoredCredential;
		readonly filter?: string;
	}): Promise<Array<{ name: string; value: string }>> {
		const { nodeType, parameter, credential, ...rest } = request;
		const { results } = await this.send<{ results: Array<{ name: string; value: string }> }>(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				...rest,
				path: `parameters.${parameter}`,
				nodeTypeAndVersion: { name: nodeType, version: 1 },
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			},
		);
		return results;
	}

	/**
	 * Waits until a trigger of an active workflow has stored something, which is when the CallCow node of the same
	 * workflow finds it; activation itself is answered up to 2.5 seconds earlier.
	 *
	 * @throws {TooLate} after `timeoutMs` milliseconds.
	 */
	async waitForStaticData(id: string, timeoutMs: number): Promise<IDataObject> {
		return await this.poll(
			timeoutMs,
			() => `No trigger of workflow ${id} has stored anything within ${timeoutMs} ms.`,
			async () => (await this.workflow(id)).staticData ?? undefined,
		);
	}

	/** Takes the workflow out of production. Its webhooks may still answer for a second. */
	async deactivate(id: string): Promise<StoredWorkflow> {
		return await this.send('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Takes the workflow out of sight, and out of production if it is there. */
	async archive(id: string): Promise<void> {
		await this.send('POST', `/rest/workflows/${id}/archive`, {});
	}

	/** Removes the workflow and its executions, active or archived or not. */
	async deleteWorkflow(id: string): Promise<void> {
		const { active, isArchived } = await this.workflow(id);
		if (active) await this.deactivate(id);
		if (isArchived !== true) await this.archive(id);
		await this.poll(
			10_000,
			() => `Workflow ${id} is still being unpublished.`,
			async () => {
				try {
					await this.send('DELETE', `/rest/workflows/${id}`);
					return true;
				} catch (cause) {
					// Deactivation goes on in the background, and n8n says so.
					if (cause instanceof N8nAnswered && cause.status === 409) return undefined;
					throw cause;
				}
			},
		);
	}

	/** Runs a workflow as the editor's button does, and returns the execution's ID at once. */
	async run(id: string, triggerName: string): Promise<string> {
		const answer = await this.start<{ executionId?: string }>(id, triggerName);
		if (answer.executionId === undefined) {
			throw new Error(
				`n8n did not run "${triggerName}" but waits for its event: give a manual trigger.`,
			);
		}
		return answer.executionId;
	}

	private async start<T>(id: string, triggerName: string, more: IDataObject = {}): Promise<T> {
		return await this.send('POST', `/rest/workflows/${id}/run`, {
			...more,
			triggerToStartFrom: { name: triggerName },
			...(this.differences.runTakesWorkflow && { workflowData: await this.workflow(id) }),
		});
	}

	async execution(id: string): Promise<Execution> {
		const stored = await this.send<ExecutionSummary & { data: string }>(
			'GET',
			`/rest/executions/${id}`,
		);
		// n8n stores run data "flatted": JSON in which what occurs twice is written once.
		const { parse } = await import('flatted');
		return { ...stored, data: parse(stored.data) as IRunExecutionData };
	}

	/** The latest hundred that match, newest first. */
	async executions(filter: ExecutionFilter = {}): Promise<ExecutionSummary[]> {
		return (await this.listExecutions(filter, 100)).results;
	}

	/** How many match. */
	async countExecutions(filter: ExecutionFilter = {}): Promise<number> {
		return (await this.listExecutions(filter, 1)).count;
	}

	/**
	 * Waits until `count` executions match.
	 *
	 * @throws {TooLate} after `timeoutMs` milliseconds.
	 */
	async waitForCount(filter: ExecutionFilter, count: number, timeoutMs: number): Promise<void> {
		let found = 0;
		await this.poll(
			timeoutMs,
			() => `${found} of ${count} executions are there after ${timeoutMs} ms.`,
			async () => {
				found = await this.countExecutions(filter);
				return found >= count || undefined;
			},
		);
	}

	private async listExecutions(
		filter: ExecutionFilter,
		limit: number,
	): Promise<{ readonly results: ExecutionSummary[]; readonly count: number }> {
		const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: String(limit) });
		return await this.send('GET', `/rest/executions?${query.toString()}`);
	}

	async stopExecution(id: string): Promise<void> {
		await this.send('POST', `/rest/executions/${id}/stop`, {});
	}

	/**
	 * Waits until one execution has ended, successfully or not, or until it is as `until` says.
	 *
	 * @throws {TooLate} after `timeoutMs` milliseconds.
	 */
	async waitForExecution(
		id: string,
		timeoutMs: number,
		until: (execution: Execution) => boolean = ({ status }) => ended.includes(status),
	): Promise<Execution> {
		let status = 'unknown';
		return await this.poll(
			timeoutMs,
			() => `Execution ${id} is still "${status}" after ${timeoutMs} ms.`,
			async () => {
				const execution = await this.execution(id);
				status = execution.status;
				return isStored(execution) && until(execution) ? execution : undefined;
			},
		);
	}

	/**
	 * Waits until `count` ended executions of a workflow match, and returns all that do, oldest first.
	 *
	 * @param matches by default those that an event started, which is what a trigger's test wants.
	 * @throws {TooLate} after `timeoutMs` milliseconds.
	 */
	async waitForExecutions(
		workflowId: string,
		count: number,
		timeoutMs: number,
		matches: (execution: ExecutionSummary) => boolean = ({ mode }) => mode !== 'manual',
	): Promise<Execution[]> {
		let found = 0;
		const summaries = await this.poll(
			timeoutMs,
			() => `${found} of ${count} executions came within ${timeoutMs} ms.`,
			async () => {
				const all = await this.executions({ workflowId, status: ended });
				const matching = all.filter(matches);
				found = matching.length;
				return found >= count ? matching : undefined;
			},
		);
		const executions: Execution[] = [];
		for (const { id } of summaries.reverse()) executions.push(await this.execution(id));
		return executions;
	}

	/** The community packages that were installed with n8n's own means. */
	async installedPackages(): Promise<InstalledPackage[]> {
		return await this.send('GET', '/rest/community-packages');
	}

	/** @param version by default the latest in the registry. */
	async installPackage(name: string, version?: string): Promise<InstalledPackage> {
		return await this.send('POST', '/rest/community-packages', { name, version });
	}

	/** As the button Update does it, or with a version as the dialog Downgrade does. */
	async updatePackage(name: string, version?: string): Promise<InstalledPackage> {
		return await this.send('PATCH', '/rest/community-packages', { name, version });
	}

	async uninstallPackage(name: string): Promise<void> {
		await this.send('DELETE', `/rest/community-packages?name=${encodeURIComponent(name)}`);
	}

	async credentials(): Promise<StoredCredential[]> {
		return await this.send('GET', '/rest/credentials');
	}

	/** Every node that n8n has loaded. */
	async nodeTypes(): Promise<ListedNodeType[]> {
		const response = await this.fetch('GET', '/types/nodes.json');
		return (await response.json()) as ListedNodeType[];
	}

	private async poll<T>(
		timeoutMs: number,
		explain: () => string,
		look: () => Promise<T | undefined>,
	): Promise<T> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const found = await look();
			if (found !== undefined) return found;
			if (Date.now() > deadline) throw new TooLate(explain());
			await delay(pollEveryMs);
		}
	}

	/** Sends any request of the editor's and takes the answer out of n8n's `{ data }` envelope. */
	async send<T>(method: string, path: string, body?: object): Promise<T> {
		const response = await this.fetch(method, path, body);
		const text = await response.text();
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	private async fetch(method: string, path: string, body?: object): Promise<Response> {
		// A form brings a content type of its own.
		const isJson = body !== undefined && !(body instanceof FormData);
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				'browser-id': this.browserId,
				...(isJson ? { 'content-type': 'application/json' } : {}),
				...(this.cookie === undefined ? {} : { cookie: this.cookie }),
			},
			body: isJson ? JSON.stringify(body) : (body as FormData | undefined),
		});
		for (const cookie of response.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.cookie = cookie.split(';', 1)[0];
		}
		if (!response.ok) {
			throw new N8nAnswered(
				`${method} ${path.split('?', 1)[0]}`,
				response.status,
				await response.text(),
			);
		}
		return response;
	}
}
