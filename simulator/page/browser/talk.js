import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, useAction } from './action.js';
import { useDraft } from './draft.js';
import { html } from './html.js';
import { command } from './simulator.js';
import { isWorkflowCall } from './words.js';

/** A call that was picked up: what is said, and the result that goes out when it is hung up. */
export function Talk({ call, onEnd }) {
	return html`
		<${Conversation} call=${call} />
		<${HangUp} call=${call} onEnd=${onEnd} />
	`;
}

const speakers = { assistant: 'Assistant (simulated)', user: 'Person' };

function Conversation({ call }) {
	const [words, write, forget] = useDraft(`words ${call.call_id}`, '');
	const [run, problem] = useAction();
	const field = useRef(null);
	// Picked up here or on another page, or found after a reload: the next thing is to say something.
	// Not taken from anything else that has the focus.
	useEffect(() => {
		if (document.activeElement === document.body) field.current?.focus();
	}, []);

	const say = async (event) => {
		event.preventDefault();
		if (words.trim() === '') return;
		const said = await run(
			async () => await command('POST', `calls/${call.call_id}/say`, { content: words }),
		);
		if (!said) return;
		write('');
		forget();
		field.current?.focus();
	};

	return html`
		<h3>Conversation</h3>
		<p class="note">
			The assistant here is a simple simulation:
			${isWorkflowCall(call)
				? ' it knows only the name of the workflow '
				: ' it reads the prompt aloud, sentence by sentence, '}
			and understands nothing. CallCow’s real assistant talks freely.
		</p>
		<ol class="turns" aria-live="polite" aria-label="What was said">
			${call.turns.map(
				({ role, content }, index) => html`
					<li key=${index} data-role=${role}>
						<strong>${speakers[role] ?? role}:</strong> ${content}
					</li>
				`,
			)}
		</ol>
		<form class="say" onSubmit=${say}>
			<label for="words">What the person says</label>
			<div class="row">
				<input
					id="words"
					ref=${field}
					value=${words}
					autocomplete="off"
					onInput=${(event) => write(event.target.value)}
				/>
				<button type="submit">Say</button>
			</div>
		</form>
		${call.assistant_finished && html`<p class="note">The assistant has said goodbye.</p>`}
		<${Problem} text=${problem} />
	`;
}

function HangUp({ call, onEnd }) {
	const [summary, writeSummary, forgetSummary] = useDraft(
		`summary ${call.call_id}`,
		proposedSummary(call),
	);
	const [formFills, writeFormFills, forgetFormFills] = useDraft(`form fills ${call.call_id}`, '[]');
	const [mistake, setMistake] = useState(null);
	const [run, problem] = useAction();
	const formFillsField = useRef(null);

	const hangUp = (event) => {
		event.preventDefault();
		const list = isWorkflowCall(call) ? undefined : readList(formFills);
		if (list === null) {
			setMistake('Form fills must be a JSON array, such as [] or [{ "name": "value" }].');
			formFillsField.current?.focus();
			return;
		}
		forgetSummary();
		forgetFormFills();
		onEnd();
		void run(
			async () =>
				await command('POST', `calls/${call.call_id}/decide`, {
					outcome: 'answered',
					summary,
					form_fills: list,
				}),
		);
	};

	return html`
		<form class="result" onSubmit=${hangUp}>
			<h3>Result</h3>
			<label for="summary">Summary</label>
			<textarea
				id="summary"
				rows="3"
				value=${summary}
				onInput=${(event) => writeSummary(event.target.value)}
			></textarea>
			${isWorkflowCall(call)
				? html`<p class="hint">Results of CallCow workflows have no form fills.</p>`
				: html`
						<label for="form-fills">Form fills</label>
						<textarea
							id="form-fills"
							ref=${formFillsField}
							class="code"
							rows="2"
							spellcheck="false"
							value=${formFills}
							aria-describedby="form-fills-hint"
							aria-invalid=${mistake ? 'true' : 'false'}
							onInput=${(event) => {
								setMistake(null);
								writeFormFills(event.target.value);
							}}
						></textarea>
						<p class="hint" id="form-fills-hint">
							A JSON array. CallCow does not document what an entry looks like.
						</p>
					`}
			<${Problem} text=${mistake ?? problem} />
			<button type="submit" class="hang-up">
				${call.receivers.length > 0 ? 'Hang up and send result' : 'Hang up'}
			</button>
		</form>
	`;
}

/** What stands in the summary until somebody writes another one. */
function proposedSummary({ turns }) {
	const said = turns.filter(({ role }) => role === 'user').map(({ content }) => `“${content}”`);
	return said.length > 0
		? `The person answered and said: ${said.join(', ')}`
		: 'The person answered and said nothing.';
}

function readList(text) {
	try {
		const value = JSON.parse(text);
		return Array.isArray(value) ? value : null;
	} catch {
		return null;
	}
}
