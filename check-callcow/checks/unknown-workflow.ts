import { randomUUID } from 'node:crypto';
import { workflowCallBodySchema } from '../../nodes/CallCow/domain/call';
import { whatCallCowSaid } from '../../nodes/CallCow/domain/errors';
import type { Check } from '../check';
import { judge, namesField } from '../judge';
import type { Answer } from '../request';
import { newKey } from './test-prompt';

const believes =
	'404 with an error text: the nodes tell the user that CallCow does not know the workflow';

/** A 404 without a text may as well mean that there is no such endpoint. */
const isUnknownWorkflow = ({ status, body }: Answer) =>
	status === 404 && whatCallCowSaid(body) !== '';

export const unknownWorkflow: Check = {
	kind: 'harmless',
	what: 'POST /call with a workflow that does not exist and nothing to dial',
	believes,
	async run(callcow) {
		const body = { workflow_id: randomUUID(), idempotency_key: newKey() };
		return judge(await callcow.askForNoCall('/call', body), callcow, (answer) => {
			if (isUnknownWorkflow(answer)) return 'as expected';
			return answer.status === 400 && namesField(answer.body, 'Recipient Phone')
				? { undecided: 'CallCow objected to the number first: see --call' }
				: 'different';
		});
	},
};

export const unknownWorkflowWithNumber: Check = {
	kind: 'phoning',
	what: 'POST /call with a workflow that does not exist and your number',
	believes,
	question:
		'Request a call to your number with a workflow that does not exist? CallCow should refuse it. If it does not, your phone rings.',
	async run(callcow, consent) {
		const body = workflowCallBodySchema.parse({
			workflow_id: randomUUID(),
			recipient_phone: consent.e164,
			idempotency_key: newKey(),
		});
		return judge(await callcow.askForRefusedCall(consent, body), callcow, (answer) =>
			isUnknownWorkflow(answer) ? 'as expected' : 'different',
		);
	},
};
