import type { IDataObject, INode } from 'n8n-workflow';
import type { StoredCredential, WorkflowDefinition } from '../../local-n8n/rest-client';
import type { Flavour } from './stub-model';
import { testedDifferences } from './tested-version';
import { byHand, end, list, node, workflowOf } from './workflow-builder';

/* An AI agent that has one tool, CallCow, and the model that tells it when to use it. */

const PARAMETERS_OF_THE_MODEL: IDataObject = {
	prompt: fromModel('Prompt', 'What the call is for: who, what, when and where'),
	recipientPhone: fromModel('Recipient_Phone', 'The number to phone, in E.164 format'),
};

export interface AgentWorkflow {
	readonly callCow: StoredCredential;
	readonly openAi: StoredCredential;
	readonly operation: 'place' | 'placeAndWait' | 'placeWithWorkflow';
	/** Further parameters of the CallCow tool. */
	readonly parameters?: IDataObject;
	/** How the CallCow tool is set up beside its parameters, such as Retry On Fail. */
	readonly toolSettings?: Partial<INode>;
	/** The options of the agent. */
	readonly agentOptions?: IDataObject;
	/** Default: completions, which every version of the model node knows. */
	readonly flavour?: Flavour;
	/** Default: the newest that this n8n has. */
	readonly agentVersion?: number;
	/** One item each; default a single one. */
	readonly tasks?: readonly string[];
}

/** By hand → tasks → AI Agent (with model and CallCow tool) → "Report". */
export function agentWorkflow(name: string, options: AgentWorkflow): WorkflowDefinition {
	const { callCow, openAi, operation, parameters, flavour = 'chatCompletions' } = options;
	const tasks = options.tasks ?? ['Phone Sarah and tell me what she says.'];
	const agent = node(
		'AI Agent',
		'@n8n/n8n-nodes-langchain.agent',
		{ promptType: 'define', text: '={{ $json.task }}', options: options.agentOptions ?? {} },
		{ typeVersion: options.agentVersion ?? testedDifferences().agentVersion },
	);
	const model = node(
		'Model',
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		{
			model: { __rl: true, mode: 'id', value: 'stub' },
			responsesApiEnabled: flavour === 'responses',
			options: { maxRetries: 0 },
		},
		{ typeVersion: 1.3, credentials: { openAiApi: { id: openAi.id, name: openAi.name } } },
	);
	const tool = node(
		'Phone a person',
		'n8n-nodes-callcow.callCowTool',
		{ resource: 'call', operation, ...PARAMETERS_OF_THE_MODEL, ...parameters },
		{
			credentials: { callCowApi: { id: callCow.id, name: callCow.name } },
			...options.toolSettings,
		},
	);
	const definition = workflowOf(name, [
		byHand(),
		list(tasks.map((task) => ({ task }))),
		agent,
		end('Report'),
	]);
	return {
		...definition,
		nodes: [...definition.nodes, model, tool],
		connections: {
			...definition.connections,
			...subNode(model, 'ai_languageModel'),
			...subNode(tool, 'ai_tool'),
		},
	};
}

function subNode({ name }: INode, type: 'ai_languageModel' | 'ai_tool') {
	return { [name]: { [type]: [[{ node: 'AI Agent', type, index: 0 }]] } };
}

/** A parameter that the model fills, as n8n's form writes it. */
export function fromModel(key: string, description: string): string {
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description}\`, 'string') }}`;
}
