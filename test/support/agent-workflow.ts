import type { IDataObject, INode } from 'n8n-workflow';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import type { Flavour } from './stub-model';
import { testedDifferences } from './tested-version';
import { byHand, end, list, node, withSubNode, workflowOf } from './workflow-builder';

/* An AI agent that has one tool, CallCow, and the model that tells it when to use it. */

export type CallOperation = 'place' | 'placeAndWait' | 'placeWithWorkflow';

/** The workflow, made in CallCow, that calls of the tool follow where it is told to. */
export const MADE_IN_CALLCOW = { id: 'w-front-desk', name: 'Front desk' };

const RECIPIENT = fromModel('Recipient_Phone', 'The number to phone, in E.164 format');

/** What the model fills, as somebody sets the tool up; the rest is the user's. */
const PARAMETERS_OF_THE_MODEL: Readonly<Record<CallOperation, IDataObject>> = {
	place: prompted(),
	placeAndWait: prompted(),
	placeWithWorkflow: {
		recipientPhone: RECIPIENT,
		workflowId: { __rl: true, mode: 'id', value: MADE_IN_CALLCOW.id },
	},
};

function prompted(): IDataObject {
	return {
		prompt: fromModel('Prompt', 'What the call is for: who, what, when and where'),
		recipientPhone: RECIPIENT,
	};
}

export interface AgentWorkflow {
	readonly callCow: StoredCredential;
	readonly openAi: StoredCredential;
	readonly operation: CallOperation;
	/** Further parameters of the CallCow tool. */
	readonly parameters?: IDataObject;
	/** How the CallCow tool is set up beside its parameters, such as Retry On Fail. */
	readonly toolSettings?: Partial<INode>;
	/** The options of the agent. */
	readonly agentOptions?: IDataObject;
	/** Further parameters of the agent. */
	readonly agentParameters?: IDataObject;
	/** Default: completions, which every version of the model node knows. */
	readonly flavour?: Flavour;
	/** Default: the newest that this n8n has. */
	readonly agentVersion?: number;
	/** One item each; default a single one. */
	readonly tasks?: readonly string[];
	/** Default: one by hand. */
	readonly trigger?: INode;
}

/** Trigger → tasks → AI Agent (with model and CallCow tool) → "Report". */
export function agentWorkflow(name: string, options: AgentWorkflow): WorkflowDefinition {
	const tasks = options.tasks ?? ['Phone Sarah and tell me what she says.'];
	const agent = agentNode(options);
	const definition = workflowOf(name, [
		options.trigger ?? byHand(),
		list(tasks.map((task) => ({ task }))),
		agent,
		end('Report'),
	]);
	return [
		[modelNode(options), 'ai_languageModel'] as const,
		[phoneTool(options), 'ai_tool'] as const,
	].reduce((all, [sub, type]) => withSubNode(all, sub, type, agent.name), definition);
}

/** An AI Agent whose task is its item's. */
export function agentNode({
	agentVersion = testedDifferences().agentVersion,
	agentOptions: options = {},
	agentParameters,
}: Pick<AgentWorkflow, 'agentVersion' | 'agentOptions' | 'agentParameters'> = {}): INode {
	return node(
		'AI Agent',
		'@n8n/n8n-nodes-langchain.agent',
		{ promptType: 'define', text: '={{ $json.task }}', options, ...agentParameters },
		{ typeVersion: agentVersion },
	);
}

/** An agent as the tool of an agent or of another node, named "Receptionist": n8n's AI Agent Tool. */
export function agentTool(version: number): INode {
	return node(
		'Receptionist',
		'@n8n/n8n-nodes-langchain.agentTool',
		{
			toolDescription: 'Phones somebody and tells what they said',
			text: fromModel('Task', 'Whom to phone, and what for'),
			options: {},
		},
		{ typeVersion: version },
	);
}

/** The stub model, as an agent asks it. */
export function modelNode({
	openAi,
	flavour = 'chatCompletions',
}: Pick<AgentWorkflow, 'openAi' | 'flavour'>): INode {
	return node(
		'Model',
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		{
			model: { __rl: true, mode: 'id', value: 'stub' },
			responsesApiEnabled: flavour === 'responses',
			options: { maxRetries: 0 },
		},
		{ typeVersion: 1.3, credentials: { openAiApi: { id: openAi.id, name: openAi.name } } },
	);
}

/** The CallCow tool, named "Call a person". */
export function phoneTool({
	callCow,
	operation,
	parameters,
	toolSettings,
}: Pick<AgentWorkflow, 'callCow' | 'operation' | 'parameters' | 'toolSettings'>): INode {
	return node(
		'Call a person',
		'n8n-nodes-callcow.callCowTool',
		{ resource: 'call', operation, ...PARAMETERS_OF_THE_MODEL[operation], ...parameters },
		{
			credentials: { callCowApi: { id: callCow.id, name: callCow.name } },
			...toolSettings,
		},
	);
}

/** A parameter that the model fills, as n8n's form writes it. */
export function fromModel(key: string, description: string): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`;
}
