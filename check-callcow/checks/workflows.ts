import { workflowListSchema } from '../../nodes/CallCow/domain/call';
import type { Check } from '../check';
import { judge } from '../judge';

export const workflowList: Check = {
	kind: 'harmless',
	what: 'GET /workflows: the shape of the response',
	believes: '200, {workflows: [{id: string, name: string or null}]}',
	async run(callcow) {
		const reply = await callcow.get('/workflows');
		const list = workflowListSchema.safeParse(reply.kind === 'answer' ? reply.body : undefined);
		return judge(reply, callcow, ({ status }) => {
			if (status !== 200 || !list.success) return 'different';
			return list.data.workflows.length > 0
				? 'as expected'
				: { undecided: 'The account has no workflows, so their shape is not known' };
		});
	},
};
