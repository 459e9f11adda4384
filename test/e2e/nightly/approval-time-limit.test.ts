import type { IDataObject } from 'n8n-workflow';
import { approvalExample, ASK, PHONE, withApprovalStage } from '../../support/approval-stage';
import { withParameters } from '../../support/example-workflow';
import { phone, reviewed, toolOutputs, turns } from '../../support/phone-script';
import { itWhereN8nHas } from '../../support/tested-version';

const stage = withApprovalStage();

describe('a review with a time limit that nobody answers', () => {
	const ends: ReadonlyArray<[string, IDataObject, unknown[]]> = [
		['is taken for a refusal', {}, []],
		[
			'is no approval, though the model has written one itself',
			{ approved: true },
			[expect.stringMatching(/No one has approved this call.*No call was placed/)],
		],
	];
	for (const [what, more, outputs] of ends) {
		itWhereN8nHas('humanReview')(
			`${what}: nobody is phoned`,
			async () => {
				const limit = { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'minutes' };
				const workflow = withParameters(await approvalExample(stage), ASK, {
					options: { limitWaitTime: { values: limit } },
				});
				stage.model.play(turns([reviewed(phone('sarah', '+14155552671'), 'She waits.', more)]));
				const chat = await stage.talk(workflow);
				expect(await chat.next()).toMatchObject({ type: 'with-buttons' });
				await stage.ends(chat, 150_000);

				expect(stage.dialled()).toEqual([]);
				expect(toolOutputs(await stage.execution(chat), PHONE)).toEqual(outputs);
				expect(stage.model.conversations()).toHaveLength(2);
			},
			200_000,
		);
	}
});
