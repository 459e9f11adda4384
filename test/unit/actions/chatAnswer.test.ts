import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { refuseLostChatAnswer } from '../../../nodes/CallCow/actions/call/chatAnswer';

/* What the engine's tests, in test/engine/chat-answer.test.ts, have no workflow for. */

const AGENT = '@n8n/n8n-nodes-langchain.agent';

interface Behind {
	type: string;
	disabled?: boolean;
}

/** Runs the check behind a Chat Trigger, or none; gives the error, if it refuses. */
function refusalOf(
	chat: { parameters?: IDataObject; disabled?: boolean } | null,
	behind: Behind[] = [],
) {
	const context = {
		getMode: () => 'webhook',
		getChatTrigger: () => chat && { name: 'Chat', parameters: {}, ...chat },
		getWorkflowDataProxy: () => ({ $: (name: string) => ({ isExecuted: name === 'Chat' }) }),
		getNode: () => ({ name: 'CallCow', type: 'n8n-nodes-callcow.callCow' }),
		getChildNodes: (name: string) => (name === 'CallCow' ? behind : []),
	} as unknown as IExecuteFunctions;
	try {
		refuseLostChatAnswer(context, 0);
		return undefined;
	} catch (error) {
		return error as { description: string; context: IDataObject };
	}
}

const streaming = { parameters: { options: { responseMode: 'streaming' } } };
const lastNode = { parameters: { options: { responseMode: 'lastNode' } } };

describe('refuseLostChatAnswer', () => {
	it('lets a call through that no chat has started', () => {
		expect(refusalOf(null)).toBeUndefined();
		expect(refusalOf({ ...lastNode, disabled: true })).toBeUndefined();
	});

	it.each<[string, Behind[], boolean]>([
		['an agent behind it', [{ type: 'n8n-nodes-base.set' }, { type: AGENT }], true],
		['a disabled agent behind it', [{ type: AGENT, disabled: true }], false],
		['no agent behind it', [{ type: 'n8n-nodes-base.set' }], false],
	])('knows whether a chat that streams would lose the answer: with %s', (_, behind, isLost) => {
		expect(refusalOf(streaming, behind) !== undefined).toBe(isLost);
	});

	it('takes a mode that it does not know for one that can wait', () => {
		expect(refusalOf({ parameters: { options: { responseMode: 'new' } } }, [])).toBeUndefined();
	});

	it('takes what is not chosen for what n8n does then', () => {
		expect(refusalOf({})).toBeDefined();
	});

	it('names the node that can answer a hosted chat, or one of your own', () => {
		expect(refusalOf(lastNode)!.description).toContain('Chat node');
		const embedded = { parameters: { mode: 'webhook', options: { responseMode: 'lastNode' } } };
		const error = refusalOf(embedded)!;
		expect(error.description).toContain("'Respond to Webhook' Node");
		expect(error.context.next).toEqual({ sentence: expect.stringContaining(error.description) });
	});
});
