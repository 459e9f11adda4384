import type { IDataObject } from 'n8n-workflow';
import { itemsOf } from '../../local-n8n/execution-items';
import type { ScriptInput } from '../../simulator/plan/script';
import { withAgentStage } from '../support/agent-stage';
import { readExample, withCredentials, withParameters } from '../support/example-workflow';
import type { Conversation } from '../support/stub-model';
import { itWhereN8nHas } from '../support/tested-version';

const START = 'When clicking ‘Execute workflow’';
const SARAH = '+14155552671';
const DANIEL = '+442079460958';
const EMMA = '+12025550143';

/** Long enough for a busy n8n to have stored the wait: an earlier result would be lost. */
const CALL_TAKES_MS = 1_500;
const TIME_LIMIT_MS = 120_000;

const NOTHING_SAID = { at_home: 'not_said', floor: null, take_old_machine: 'not_said' };
const EMPTY = { at_home: null, floor: null, take_old_machine: null };

const stage = withAgentStage();

const turn = (role: 'assistant' | 'user', content: string) => ({ role, content });

function script(numbers: Record<string, Partial<ScriptInput>>): void {
	const whole = Object.entries(numbers).map(
		([number, part]) => [number, { outcome: 'answered', afterMs: CALL_TAKES_MS, ...part }] as const,
	);
	stage.simulator.script({ numbers: Object.fromEntries(whole) });
}

/** Runs the example for these people and gives its table. */
async function tableOf(people: Record<string, string>): Promise<IDataObject[]> {
	const deliveries = Object.entries(people).map(([name, phone]) => ({
		name,
		phone,
		delivery: 'on Thursday',
	}));
	const example = withCredentials(
		await readExample('ask-and-fill-a-form.json'),
		stage.callCow,
		stage.openAi,
	);
	const execution = await stage.run(
		withParameters(example, 'Deliveries', {
			jsCode: `return ${JSON.stringify(deliveries)}.map((json) => ({ json }));`,
		}),
		START,
		TIME_LIMIT_MS,
	);
	expect(execution.status).toBe('success');
	return itemsOf(execution, 'Table of Forms');
}

const says = (answers: unknown) => () => ({ text: JSON.stringify(answers) });

describe('the example that asks three questions and fills in a form', () => {
	it(
		'has typed answers for who has answered, and asks no model about the others',
		async () => {
			const formFills = [{ question: 'floor', answer: 'third' }];
			script({
				[SARAH]: {
					messages: [
						turn('assistant', 'Is somebody at home on Thursday?'),
						turn('user', 'Yes. Third floor. And no, we keep the {old} one.'),
					],
					form_fills: formFills,
				},
				[DANIEL]: { outcome: 'no_answer', summary: null },
				[EMMA]: { outcome: 'voicemail', messages: [turn('assistant', 'A message for you.')] },
			});
			stage.model.play(says({ at_home: 'yes', floor: 3, take_old_machine: 'no' }));
			const table = await tableOf({ Sarah: SARAH, Daniel: DANIEL, Emma: EMMA });

			expect(table).toEqual([
				{
					name: 'Sarah',
					outcome: 'answered',
					at_home: 'yes',
					floor: 3,
					take_old_machine: 'no',
					form_fills: formFills,
					transcript: expect.stringContaining('Recipient: Yes. Third floor.'),
					problem: null,
				},
				{
					name: 'Daniel',
					outcome: 'no_answer',
					...EMPTY,
					form_fills: [],
					transcript: '',
					problem: null,
				},
				{
					name: 'Emma',
					outcome: 'voicemail',
					...EMPTY,
					form_fills: [],
					transcript: 'Assistant: A message for you.',
					problem: null,
				},
			]);
			const asked = stage.model.conversations();
			expect(asked).toHaveLength(1);
			expect(asked[0]!.task).toContain(
				'Recipient: Yes. Third floor. And no, we keep the {old} one.',
			);
			expect(asked[0]!.task).toContain(JSON.stringify(formFills));
		},
		TIME_LIMIT_MS,
	);

	it(
		'tells the model what is no answer, and keeps "not said" apart from "no"',
		async () => {
			script({
				[SARAH]: { messages: [turn('user', 'I have no time.')] },
				[DANIEL]: { messages: [turn('user', 'No. Ground floor. No.')] },
			});
			stage.model.play(({ task }: Conversation) =>
				says(
					task.includes('no time')
						? NOTHING_SAID
						: { at_home: 'no', floor: 0, take_old_machine: 'no' },
				)(),
			);
			const table = await tableOf({ Sarah: SARAH, Daniel: DANIEL });

			expect(table).toEqual([
				expect.objectContaining({ outcome: 'answered', ...NOTHING_SAID }),
				expect.objectContaining({
					outcome: 'answered',
					at_home: 'no',
					floor: 0,
					take_old_machine: 'no',
				}),
			]);
			const [{ instructions } = { instructions: '' }] = stage.model.conversations();
			expect(instructions).toContain('Silence is never a no.');
			expect(instructions).toContain('"enum":["yes","no","not_said"]');
		},
		TIME_LIMIT_MS,
	);

	it(
		'reads form fills that come without a conversation, and asks nobody when there is neither',
		async () => {
			script({
				[SARAH]: { messages: [], form_fills: ['third floor'] },
				[DANIEL]: { messages: [] },
			});
			stage.model.play(says({ ...NOTHING_SAID, floor: 3 }));
			const table = await tableOf({ Sarah: SARAH, Daniel: DANIEL });

			expect(table).toEqual([
				expect.objectContaining({ outcome: 'answered', floor: 3, form_fills: ['third floor'] }),
				expect.objectContaining({ outcome: 'answered', ...EMPTY, form_fills: [] }),
			]);
			expect(stage.model.conversations()).toHaveLength(1);
		},
		TIME_LIMIT_MS,
	);

	itWhereN8nHas('pairedErrors')(
		'fills in nothing that does not fit the form, says so, keeps what was said, and goes on',
		async () => {
			script({
				[SARAH]: { messages: [turn('user', 'Perhaps.')], payload: { form_fills: { floor: '3' } } },
				[DANIEL]: { messages: [turn('user', 'Yes.')] },
			});
			stage.model.play(({ task }) =>
				says(
					task.includes('Recipient: Yes.')
						? { ...NOTHING_SAID, at_home: 'yes' }
						: { at_home: 'perhaps', floor: 'third', take_old_machine: null },
				)(),
			);
			const table = await tableOf({ Sarah: SARAH, Emma: '+1 415 555', Daniel: DANIEL });

			expect(table).toEqual([
				{
					name: 'Sarah',
					outcome: 'answered',
					...EMPTY,
					form_fills: { floor: '3' },
					transcript: 'Recipient: Perhaps.',
					problem: expect.any(String),
				},
				{
					name: 'Emma',
					outcome: 'not_called',
					...EMPTY,
					form_fills: [],
					transcript: '',
					problem: expect.stringContaining('has too few digits'),
				},
				expect.objectContaining({ name: 'Daniel', at_home: 'yes', problem: null }),
			]);
			expect(stage.dialled()).toEqual([SARAH, DANIEL]);
		},
		TIME_LIMIT_MS,
	);
});
