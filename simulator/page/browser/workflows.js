import { useRef, useState } from 'preact/hooks';
import { Problem, useAction } from './action.js';
import { html } from './html.js';
import { command } from './simulator.js';
import { workflowWord } from './words.js';

/** Who is told of the calls of each workflow, and a way to begin such a call. */
export function Workflows({ workflows, webhooks }) {
	return html`
		<section class="card" aria-labelledby="workflows">
			<h2 id="workflows">CallCow workflows</h2>
			<h3>Webhooks</h3>
			${webhooks.length === 0 && html`<p>No webhooks are registered.</p>`}
			<ul class="webhooks">
				${webhooks.map(
					(webhook) => html`<${Webhook} key=${webhook.id} ...${webhook} workflows=${workflows} />`,
				)}
			</ul>
			${workflows.length > 0 && html`<${StartCall} workflows=${workflows} />`}
		</section>
	`;
}

function Webhook({ workflow_id: workflowId, webhook_url: address, name, workflows }) {
	const workflow = workflows.find(({ id }) => id === workflowId);
	return html`
		<li>
			<strong>${name}</strong>, ${workflowWord(workflow?.name ?? null, workflowId)}:${' '}
			<span class="address">${address}</span>
		</li>
	`;
}

function StartCall({ workflows }) {
	const [workflowId, chooseWorkflow] = useState(workflows[0].id);
	const [recipient, setRecipient] = useState('browser');
	const [mistake, setMistake] = useState(null);
	const [run, problem] = useAction();
	const field = useRef(null);
	const start = (event) => {
		event.preventDefault();
		if (!/^(browser|\+[1-9]\d{6,14})$/.test(recipient.trim())) {
			setMistake('Enter a number such as +14155552671, or the word browser.');
			field.current?.focus();
			return;
		}
		void run(
			async () =>
				await command('POST', 'calls', {
					workflow_id: workflowId,
					recipient_phone: recipient.trim(),
				}),
		);
	};
	return html`
		<form onSubmit=${start}>
			<h3>Start a call</h3>
			<p class="hint" id="recipient-hint">
				Starts a call that was not placed through the API: a call that came in for a number, or
				someone talking to the workflow in the dashboard. In the dashboard, the word “browser”
				stands in for the number.
			</p>
			<label for="workflow">Workflow</label>
			<select
				id="workflow"
				value=${workflowId}
				onChange=${(event) => chooseWorkflow(event.target.value)}
			>
				${workflows.map(({ id, name }) => html`<option value=${id}>${name ?? id}</option>`)}
			</select>
			<label for="recipient">Number or “browser”</label>
			<div class="row">
				<input
					id="recipient"
					ref=${field}
					value=${recipient}
					autocomplete="off"
					aria-describedby="recipient-hint"
					aria-invalid=${mistake ? 'true' : 'false'}
					onInput=${(event) => {
						setMistake(null);
						setRecipient(event.target.value);
					}}
				/>
				<button type="submit">Start the call</button>
			</div>
			<${Problem} text=${mistake ?? problem} />
		</form>
	`;
}
