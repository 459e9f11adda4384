import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, useAction } from './action.js';
import { RecipientFacts } from './facts.js';
import { html } from './html.js';
import { command } from './simulator.js';
import { Talk } from './talk.js';
import {
	deliveryWord,
	inShort,
	isWorkflowCall,
	nowhereWord,
	outcomeWords,
	statusOf,
	statusWord,
	taskOf,
	timeOf,
} from './words.js';

/** The phone: the call that rings or is talked on, the others that wait, and what became of the last. */
export function Phone({ calls, settings }) {
	const [chosenId, choose] = useState(null);
	const heading = useRef(null);
	const open = calls.filter((call) => !call.outcome).reverse();
	const call =
		open.find(({ call_id: id }) => id === chosenId) ??
		open.find((each) => statusOf(each) === 'talking') ??
		open[0];
	const others = open.filter((each) => each !== call);
	// What had the focus is gone with the call: the keyboard goes on from the phone's heading.
	const toHeading = () => heading.current?.focus();

	return html`
		<section
			class="card phone"
			data-status=${call ? statusOf(call) : 'quiet'}
			aria-labelledby="phone"
		>
			<h2 id="phone" tabindex="-1" ref=${heading}>${headingOf(call)}</h2>
			<${Announcement} call=${call} />
			${!call && html`<${Quiet} last=${calls[0]} settings=${settings} toHeading=${toHeading} />`}
			${call &&
			html`
				<${Facts} call=${call} />
				${statusOf(call) === 'ringing'
					? html`<${Ringing} key=${call.call_id} call=${call} onEnd=${toHeading} />`
					: html`<${Talk} key=${call.call_id} call=${call} onEnd=${toHeading} />`}
			`}
			${others.length > 0 &&
			html`<${Others} calls=${others} choose=${choose} toHeading=${toHeading} />`}
		</section>
	`;
}

function headingOf(call) {
	if (!call) return 'Waiting for a call';
	return statusOf(call) === 'ringing' ? 'Incoming call' : 'You are on a call';
}

/** Says to who cannot see it that the phone rings; each call once. */
function Announcement({ call }) {
	const [text, setText] = useState('');
	const id = call && statusOf(call) === 'ringing' ? call.call_id : null;
	useEffect(() => {
		setText(id ? `Incoming call to ${call.recipient_phone}. ${inShort(taskOf(call), 200)}` : '');
	}, [id]);
	return html`<p class="for-screen-readers" aria-live="assertive" data-test-id="announcement">
		${text}
	</p>`;
}

function Quiet({ last, settings: { outcome, afterMs }, toHeading }) {
	const [run, problem] = useAction();
	const letMeDecide = () => {
		toHeading();
		void run(
			async () =>
				await command('PUT', 'script', { default: { outcome: 'manual', afterMs }, numbers: {} }),
		);
	};
	return html`
		<p>
			This phone rings when a workflow places a call with this simulator’s base URL and API key.
		</p>
		${outcome !== 'manual' &&
		html`
			<p>Calls end automatically: “${outcomeWords[outcome]}” after ${afterMs / 1_000} seconds.</p>
			<button type="button" onClick=${letMeDecide}>Let me decide</button>
			<${Problem} text=${problem} />
		`}
		${last &&
		html`
			<p class="last">
				Last call: ${last.recipient_phone}, <strong>${statusWord(last)}</strong>.${' '}
				${deliveryWord(last)}
			</p>
		`}
	`;
}

function Facts({ call }) {
	return html`
		<p class="number">${call.recipient_phone}</p>
		<dl class="facts">
			<div>
				<dt>${isWorkflowCall(call) ? 'Task' : 'Prompt'}</dt>
				<dd class="prompt">${taskOf(call)}</dd>
			</div>
			<${RecipientFacts} call=${call} />
			${call.reference !== null &&
			html`<div>
				<dt>Reference</dt>
				<dd>${call.reference}</dd>
			</div>`}
			<div>
				<dt>Result goes to</dt>
				${call.receivers.map((address) => html`<dd class="address">${address}</dd>`)}
				${call.receivers.length === 0 && html`<dd>nowhere: ${nowhereWord(call)}</dd>`}
			</div>
			<div>
				<dt>Since</dt>
				<dd>${timeOf(call.answered_at ?? call.created_at)}</dd>
			</div>
		</dl>
	`;
}

const endings = [
	['no_answer', 'Decline', 'no answer'],
	['busy', 'Busy', ''],
	['voicemail', 'Voicemail', ''],
	['failed', 'Number does not exist', ''],
];

function Ringing({ call, onEnd }) {
	const [run, problem] = useAction();
	const path = `calls/${call.call_id}`;
	const decide = (outcome) => {
		onEnd();
		void run(async () => await command('POST', `${path}/decide`, { outcome }));
	};
	return html`
		${call.planned_outcome &&
		html`<p class="note">
			Ends automatically as “${outcomeWords[call.planned_outcome]}” unless you decide first.
		</p>`}
		<div class="buttons" role="group" aria-label="What happens to this call">
			<button
				type="button"
				class="answer"
				onClick=${() => run(async () => await command('POST', `${path}/answer`))}
			>
				Answer
			</button>
			${endings.map(
				([outcome, label, meaning]) => html`
					<button type="button" onClick=${() => decide(outcome)}>
						${label}${meaning && html`<small> (${meaning})</small>`}
					</button>
				`,
			)}
		</div>
		<${Problem} text=${problem} />
	`;
}

function Others({ calls, choose, toHeading }) {
	return html`
		<h3>${calls.length === 1 ? 'One more call' : `${calls.length} more calls`}</h3>
		<ul class="others">
			${calls.slice(0, 10).map(
				(call) => html`
					<li key=${call.call_id}>
						<button
							type="button"
							onClick=${() => {
								choose(call.call_id);
								toHeading();
							}}
						>
							${statusWord(call)}: ${call.recipient_phone}
						</button>
						${' '}${inShort(taskOf(call), 60)}
					</li>
				`,
			)}
		</ul>
	`;
}
