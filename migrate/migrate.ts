import { callParameters } from './call-node';
import { isObject, type ExportedNode, type ExportedWorkflow } from './exported';
import { remarkOnInnerWorkflows, remarkOnReferences } from './references';
import { Remarks, type Remark } from './report';
import { triggerParameters } from './trigger-node';

/** Of both nodes, as the editor adds them. */
const NODE_VERSION = 1.1;

const EARLIER_CREDENTIAL = 'callcowApi';
const CREDENTIAL = 'callCowApi';

/** The types of the earlier nodes: installed as a package, and from n8n's folder for custom nodes. */
const earlierTypes = {
	call: ['n8n-nodes-callcow.callcow', 'CUSTOM.callcow'],
	trigger: ['n8n-nodes-callcow.callcowTrigger', 'CUSTOM.callcowTrigger'],
};
const ourTypes = ['n8n-nodes-callcow.callCow', 'n8n-nodes-callcow.callCowTrigger'];

export interface Migration {
	readonly workflow: ExportedWorkflow;
	/** Empty when the workflow has nothing of the earlier package. */
	readonly remarks: readonly Remark[];
}

/**
 * Turns a workflow of CallCow's earlier nodes into one of these nodes. Names, places and connections of the nodes, and
 * what is not of the earlier package, stay as they are.
 *
 * @param newId makes the ID of a webhook for a trigger that has none.
 */
export function migrateWorkflow(exported: ExportedWorkflow, newId: () => string): Migration {
	const remarks = new Remarks();
	const nodes = exported.nodes.map((node) => migrateNode(node, remarks, newId));
	remarkOnInnerWorkflows(exported, [...earlierTypes.call, ...earlierTypes.trigger], remarks);
	if (remarks.all.length === 0) return { workflow: exported, remarks: [] };

	const callNodes = exported.nodes.filter(({ type }) => earlierTypes.call.includes(type));
	remarkOnReferences(exported, callNodes, remarks);
	remarkOnPinnedData(exported, callNodes, remarks);
	const workflow: Record<string, unknown> = { ...exported, nodes };
	const staticData = withoutEarlierWebhooks(exported, remarks);
	if (staticData !== undefined) workflow.staticData = staticData;
	remarkOnActivity(exported, workflow, remarks);
	return { workflow: workflow as ExportedWorkflow, remarks: remarks.all };
}

function migrateNode(node: ExportedNode, remarks: Remarks, newId: () => string): ExportedNode {
	if (earlierTypes.call.includes(node.type)) {
		return {
			...node,
			type: 'n8n-nodes-callcow.callCow',
			typeVersion: NODE_VERSION,
			parameters: callParameters(node, remarks),
			...migratedCredentials(node, remarks),
		};
	}
	if (earlierTypes.trigger.includes(node.type)) {
		return {
			...node,
			type: 'n8n-nodes-callcow.callCowTrigger',
			typeVersion: NODE_VERSION,
			parameters: triggerParameters(node, remarks),
			webhookId: node.webhookId ?? newId(),
			...migratedCredentials(node, remarks),
		};
	}
	if (/^n8n-nodes-callcow\./.test(node.type) && !ourTypes.includes(node.type)) {
		remarks.of(node.name).todo(`has the unknown type ${node.type}. Replace it manually.`);
	}
	return migrateUserOfCredential(node, remarks);
}

/** Other nodes that use the earlier credential: HTTP Request, as a node and as a tool. */
function migrateUserOfCredential(node: ExportedNode, remarks: Remarks): ExportedNode {
	const { parameters = {}, credentials = {} } = node;
	const isChosen = parameters.nodeCredentialType === EARLIER_CREDENTIAL;
	if (!isChosen && !(EARLIER_CREDENTIAL in credentials)) return node;
	remarks.of(node.name).changed('uses the credential type CallCow API');
	return {
		...node,
		...(isChosen && { parameters: { ...parameters, nodeCredentialType: CREDENTIAL } }),
		...migratedCredentials(node, remarks),
	};
}

/**
 * The reference by name, under the new type. The ID is that of the earlier credential; `null` has n8n look for the
 * name, while without any ID it takes whatever credential of the type it finds.
 */
function migratedCredentials(
	{ name: node, credentials = {} }: ExportedNode,
	remarks: Remarks,
): { credentials?: Record<string, unknown> } {
	const { [EARLIER_CREDENTIAL]: earlier, ...others } = credentials;
	const note = remarks.of(node);
	if (earlier === undefined) {
		note.todo('Choose a credential of the type CallCow API.');
		return {};
	}
	const name = isObject(earlier) ? earlier.name : earlier;
	if (typeof name !== 'string') {
		note.todo('Choose a credential of the type CallCow API.');
		return { credentials: others };
	}
	note.todo(
		`Needs a credential of the type CallCow API. n8n selects it during the import if it is named "${name}", like the earlier one.`,
	);
	return { credentials: { ...others, [CREDENTIAL]: { id: null, name } } };
}

/**
 * What the earlier trigger has kept in the workflow's static data: under which ID CallCow knows its webhook. Standing
 * in an export, it says that the trigger was active then.
 */
function withoutEarlierWebhooks(
	{ nodes, staticData }: ExportedWorkflow,
	remarks: Remarks,
): Record<string, unknown> | undefined {
	if (!isObject(staticData)) return undefined;
	const left = { ...staticData };
	for (const { name, type } of nodes) {
		const key = `node:${name}`;
		const kept = left[key];
		if (!earlierTypes.trigger.includes(type) || !isObject(kept)) continue;
		delete left[key];
		if (typeof kept.webhookId !== 'string') continue;
		remarks
			.of(name)
			.todo(
				`CallCow was delivering to the earlier trigger when you exported this. The ID of the trigger's webhook is ${kept.webhookId}. Unpublish the workflow while the earlier package is installed, or remove that webhook in CallCow.`,
			);
	}
	return left;
}

function remarkOnPinnedData(
	{ pinData }: ExportedWorkflow,
	callNodes: readonly ExportedNode[],
	remarks: Remarks,
): void {
	if (!isObject(pinData)) return;
	for (const { name } of callNodes) {
		if (name in pinData) {
			remarks.of(name).todo('Has pinned data from the earlier node. Unpin the data, or adapt it.');
		}
	}
}

/** A migrated workflow never starts by itself: somebody has to publish it. */
function remarkOnActivity(
	exported: ExportedWorkflow,
	workflow: Record<string, unknown>,
	remarks: Remarks,
): void {
	// The published version, which a newer n8n exports beside the draft, is still one of the earlier nodes.
	delete workflow.activeVersion;
	delete workflow.activeVersionId;
	if (exported.active === undefined) return;
	workflow.active = false;
	if (!exported.active) return;
	remarks.of().changed('is not active in the migrated file');
	remarks
		.of()
		.todo(
			'It was active when you exported it. Unpublish it before you replace the package, and publish the migrated workflow at the end.',
		);
}
