import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { refuseUnapproved } from '../../../nodes/CallCow/actions/call/approval';

const REVIEW = 'Ask a Person';
const SARAH = { Phone: '+14155552671', Prompt: 'Confirm the appointment' };
const ANN = { Phone: '+14155552672', Prompt: 'Confirm the appointment' };

/** A run of the tool that the review node has handed over, or another node. */
const handedOver = (input: IDataObject, from = REVIEW) => ({
	source: [{ previousNode: from }],
	inputOverride: { ai_tool: [[{ json: { ...input, tool: 'call' } }]] },
});

/** A run of the review node: what it was to ask about, and what it gave. */
const asked = (about: IDataObject, gave?: IDataObject) => ({
	inputOverride: { ai_tool: [[{ json: { toolParameters: about, toolCallId: 'call-1' } }]] },
	...(gave === undefined ? {} : { data: { ai_tool: [[{ json: gave }]] } }),
});

interface Given {
	calls: object[];
	reviews?: object[];
	runIndex?: number;
	type?: string;
	reviewType?: string;
}

/** Runs the check in one of the runs of the tool, the last by default; gives the error, if it refuses. */
function refusalOf({ calls, reviews = [], ...given }: Given): NodeOperationError | undefined {
	const context = {
		getNode: () => ({ name: 'CallCow', type: given.type ?? 'n8n-nodes-callcow.callCowTool' }),
		getWorkflowDataProxy: () => ({ $runIndex: given.runIndex ?? calls.length - 1 }),
		workflow: {
			getNode: () => ({ type: given.reviewType ?? 'n8n-nodes-base.emailSendHitlTool' }),
		},
		runExecutionData: { resultData: { runData: { CallCow: calls, [REVIEW]: reviews } } },
	} as unknown as IExecuteFunctions;
	try {
		refuseUnapproved(context, 0);
		return undefined;
	} catch (error) {
		expect(error).toBeInstanceOf(NodeOperationError);
		return error as NodeOperationError;
	}
}

const isRefused = (given: Given) => refusalOf(given) !== undefined;

describe('refuseUnapproved', () => {
	it.each([[{ approved: true }], [{ data: { approved: true } }]])(
		'lets a call through of which a person has said %j',
		(gave) => {
			expect(isRefused({ calls: [handedOver(SARAH)], reviews: [asked(SARAH, gave)] })).toBe(false);
		},
	);

	it.each([
		['no answer', asked(SARAH)],
		['a no', asked(SARAH, { approved: false })],
		['a no in the answer of a form', asked(SARAH, { data: { approved: false } })],
		['something else than a yes', asked(SARAH, { approved: 'true' })],
		['nothing', asked(SARAH, {})],
		['a yes to another number', asked(ANN, { approved: true })],
		['what was passed through, with an ID', asked(SARAH, { approved: true, toolCallId: 'a' })],
		[
			'what was passed through, with arguments',
			asked(SARAH, { approved: true, toolParameters: {} }),
		],
	])('refuses a call when the review has given %s', (_, review) => {
		const error = refusalOf({ calls: [handedOver(SARAH)], reviews: [review] });
		expect(error).toBeDefined();
		expect(error!.context).toMatchObject({ itemIndex: 0, next: { sentence: expect.any(String) } });
	});

	it('refuses a call when the review has never run', () => {
		expect(isRefused({ calls: [handedOver(SARAH)] })).toBe(true);
	});

	it('takes one yes for one call, and two for two', () => {
		const calls = [handedOver(SARAH), handedOver(SARAH)];
		const yes = asked(SARAH, { approved: true });
		expect(isRefused({ calls, reviews: [yes], runIndex: 0 })).toBe(false);
		expect(isRefused({ calls, reviews: [yes] })).toBe(true);
		expect(isRefused({ calls, reviews: [yes, yes] })).toBe(false);
	});

	it('takes no yes away for a call to somebody else, or that another node hands over', () => {
		const reviews = [asked(SARAH, { approved: true }), asked(ANN, { approved: true })];
		expect(isRefused({ calls: [handedOver(ANN), handedOver(SARAH)], reviews })).toBe(false);
		const calls = [handedOver(SARAH, 'Agent'), handedOver(SARAH)];
		expect(isRefused({ calls, reviews })).toBe(false);
	});

	it.each([[{}], [{ toolParameters: ANN }], [[]]])(
		'refuses arguments with the query %j, of which n8n would take another number than it shows',
		(query) => {
			const call = handedOver({ ...SARAH, query });
			const reviews = [asked({ ...SARAH, query }, { approved: true })];
			const error = refusalOf({ calls: [call], reviews })!;
			expect(error.message).toContain('"query"');
			expect(error.context.next).toEqual({ sentence: error.description });
		},
	);

	it.each([null, 'opening hours'])('lets a query through that is %j', (query) => {
		const call = handedOver({ ...SARAH, query });
		const reviews = [asked({ ...SARAH, query }, { approved: true })];
		expect(isRefused({ calls: [call], reviews })).toBe(false);
	});

	it('asks for no approval where no person is to be asked', () => {
		const calls = [handedOver(SARAH)];
		expect(isRefused({ calls, type: 'n8n-nodes-callcow.callCow' })).toBe(false);
		expect(isRefused({ calls, reviewType: '@n8n/n8n-nodes-langchain.agent' })).toBe(false);
		expect(isRefused({ calls: [{}] })).toBe(false);
		expect(isRefused({ calls: [] })).toBe(false);
	});
});
