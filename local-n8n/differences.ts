/** What one version of n8n does otherwise than another. Nothing else in the tests' tooling asks for a version. */
export interface Differences {
	/** Packages that n8n's own dependencies are replaced with, name → version, because registries lack those. */
	readonly dependencyOverrides: Readonly<Record<string, string>>;
	/** Environment variables beside those that every version is started with. */
	readonly environment: Readonly<Record<string, string>>;
	/** What a new workflow has to say beside its nodes and connections. */
	readonly newWorkflow: { readonly active?: false };
	/** Whether the whole workflow goes along when it is run by hand; if not, n8n runs what it has stored. */
	readonly runTakesWorkflow: boolean;
	/** The newest AI Agent node, which is what the editor adds. */
	readonly agentVersion: number;
	/** The newest MCP Server Trigger. */
	readonly mcpTriggerVersion: number;
	/** What it lacks, and why: tests of that are skipped, with the reason in their names. */
	readonly lacks: Readonly<Partial<Record<Ability, string>>>;
}

export type Ability =
	/** Passing on other outputs than the first when a waiting execution goes on. */
	| 'outputsAfterWaiting'
	/** A token of n8n's own in the address at which a waiting execution goes on. */
	| 'signedResumeUrl'
	/** Going on once when several callbacks arrive at the same moment. */
	| 'oneResumeAtATime'
	/** Publishing a change without ending and renewing what has not changed. */
	| 'publishingChanges'
	/** Seeing by itself, at activation, that a parameter is not filled; elsewhere the trigger says so. */
	| 'checkedActivation'
	/** Running a node whose parameters are not all filled, so that the node itself can say so. */
	| 'runningIncompleteNodes'
	/** An AI Agent that takes several tool calls at a time as they come, and gives the model all results. */
	| 'severalToolCalls'
	/** An AI Agent that tells the model of an error in a tool, and goes on. */
	| 'toolErrors'
	/** Pairing an item that holds an error with the one it came from. */
	| 'pairedErrors'
	/** Leaving triggers alone when it starts: what they have registered stays as it is. */
	| 'quietStart'
	/** Answering a result only when its execution has its turn, where the number at a time is limited. */
	| 'answersInTurn'
	/** Giving a workflow what came of a sub-workflow that has waited. */
	| 'subWorkflowResults'
	/** A Data Table node that makes its table, finds it by name, and gives rows in an order. */
	| 'dataTables'
	/** Asking a person, in its chat, before an AI Agent's tool is used. */
	| 'humanReview'
	/** Telling an assistant, over n8n's own MCP server, how workflows are built. */
	| 'buildingAssistants'
	/** Chats that are answered as they are today. */
	| 'chats'
	/** Nodes beside the AI Agent that carry tools as they do today. */
	| 'toolCarriers';

/** Parts of n8n that no test needs. It does not start when it is given a name that it does not know. */
const modulesNotNeeded = ['insights', 'chat-hub'];
const modulesNotNeededSince2_41 = [
	'mcp-registry',
	'instance-version-history',
	'agents',
	'agent-evals',
	'instance-ai',
	'workflow-builder',
];

const n8n2_41: Differences = {
	dependencyOverrides: {},
	environment: {
		N8N_DISABLED_MODULES: [...modulesNotNeeded, ...modulesNotNeededSince2_41].join(','),
	},
	newWorkflow: {},
	runTakesWorkflow: false,
	agentVersion: 3.1,
	mcpTriggerVersion: 2.1,
	lacks: {},
};

const n8n2: Differences = {
	...n8n2_41,
	environment: { N8N_DISABLED_MODULES: modulesNotNeeded.join(',') },
};

const outputsAfterWaiting = 'n8n passes on outputs other than the first since 2.39';
const signedResumeUrl = 'n8n signs the address since 2.14';
const dataTables = 'the Data Table node creates tables since 2.3 and sorts rows since 2.6';
const chats = 'the Chat Trigger and the Chat node changed before 2.41';
const humanReview = 'a node that reviews tools comes with n8n since 2.6';
const toolCarriers = 'nodes that carry tools changed before 2.41';
const buildingAssistants = 'what n8n tells assistants changed often before 2.41';

const n8n1: Differences = {
	dependencyOverrides: {
		// n8n 1 takes this one from its maker's site instead of npm.
		xlsx: '0.18.5',
		// The newest that fits n8n's range asks for a package that not every registry has.
		'@langchain/langgraph-checkpoint': '1.0.0',
	},
	// Its Code node works without a process of its own.
	environment: { ...n8n2.environment, N8N_RUNNERS_ENABLED: 'false' },
	newWorkflow: { active: false },
	runTakesWorkflow: true,
	agentVersion: 3,
	mcpTriggerVersion: 2,
	lacks: {
		outputsAfterWaiting,
		signedResumeUrl,
		dataTables,
		humanReview,
		buildingAssistants,
		chats,
		toolCarriers,
		oneResumeAtATime: 'n8n 1 does not lock an execution that resumes',
		publishingChanges: 'n8n 1 deactivates a workflow when it activates a change to it',
		checkedActivation: 'n8n 1 leaves it to the trigger to say what is missing',
		runningIncompleteNodes: 'n8n 1 refuses to run such a workflow itself',
		severalToolCalls: 'the AI Agent of n8n 1 mixes up or loses several tool calls at a time',
		toolErrors: 'the AI Agent of n8n 1 does not tell the model about an error in a tool',
		quietStart: 'n8n 1 makes triggers register again when it starts',
		subWorkflowResults: 'n8n 1 returns what a waiting sub-workflow was given',
		answersInTurn: 'n8n 1 responds to a result before its execution has its turn',
		pairedErrors: 'a Set node of n8n 1 does not find the source item of one that holds an error',
	},
};

/** @param version of n8n, such as `1.123.81`. */
export function differencesOf(version: string): Differences {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major < 2) return n8n1;
	if (major > 2 || minor >= 41) return n8n2_41;
	return {
		...n8n2,
		lacks: {
			buildingAssistants,
			chats,
			toolCarriers,
			...(minor < 39 && { outputsAfterWaiting }),
			...(minor < 14 && { signedResumeUrl }),
			...(minor < 6 && { dataTables, humanReview }),
		},
	};
}
