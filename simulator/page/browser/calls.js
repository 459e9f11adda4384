import { useState } from 'preact/hooks';
import { Problem, useAction } from './action.js';
import { RecipientFacts } from './facts.js';
import { html } from './html.js';
import { command } from './simulator.js';
import {
	answerWord,
	deliveryWord,
	inShort,
	nowhereWord,
	readable,
	statusOf,
	statusWord,
	taskOf,
	timeOf,
} from './words.js';

const atATime = 200;

/** Every call, newest first; what belongs to one shows when it is opened. */
export function Calls({ calls, total }) {
	const [most, setMost] = useState(atATime);
	const shown = calls.slice(0, most);
	return html`
		<section class="card" aria-labelledby="calls">
			<h2 id="calls">Calls${total > 0 ? ` (${total})` : ''}</h2>
			${total === 0 && html`<p>No calls yet.</p>`}
			<ol class="calls">
				${shown.map((call) => html`<${Call} key=${call.call_id} call=${call} />`)}
			</ol>
			${shown.length < total &&
			html`
				<p class="note">
					Showing the newest ${shown.length} of ${total} calls.${' '}
					${shown.length < calls.length &&
					html`<button type="button" onClick=${() => setMost(most + atATime)}>Show more</button>`}
				</p>
			`}
		</section>
	`;
}

function Call({ call }) {
	const [open, setOpen] = useState(false);
	return html`
		<li>
			<details onToggle=${(event) => setOpen(event.currentTarget.open)}>
				<summary>
					<span class="badge" data-status=${statusOf(call)}>${statusWord(call)}</span>
					<span class="number">${call.recipient_phone}</span>
					<time datetime=${call.created_at}>${timeOf(call.created_at)}</time>
					<span class="task">${inShort(taskOf(call), 70)}</span>
					<span class="delivery">${deliveryWord(call)}</span>
				</summary>
				${open && html`<${Details} call=${call} />`}
			</details>
		</li>
	`;
}

function Details({ call }) {
	const { request, deliveries, receivers } = call;
	const first = deliveries.filter(({ resent }) => !resent);
	return html`
		<div class="details">
			<dl class="facts">
				<div>
					<dt>Call ID</dt>
					<dd>${call.call_id}</dd>
				</div>
				${call.reference !== null &&
				html`<div>
					<dt>Reference</dt>
					<dd>${call.reference}</dd>
				</div>`}
				<${RecipientFacts} call=${call} />
				<div>
					<dt>Result ${call.outcome ? 'went' : 'goes'} to</dt>
					${receivers.map((address) => html`<dd class="address">${address}</dd>`)}
					${receivers.length === 0 && html`<dd>nowhere: ${nowhereWord(call)}</dd>`}
				</div>
				<div>
					<dt>Times</dt>
					<dd>
						placed ${timeOf(call.created_at)}
						${call.answered_at && `, picked up ${timeOf(call.answered_at)}`}
						${call.ended_at && `, ended ${timeOf(call.ended_at)}`}
					</dd>
				</div>
			</dl>
			${first.map(
				(delivery) => html`
					<${SendAgain}
						key=${delivery.id}
						delivery=${delivery}
						receiver=${first.length > 1 ? delivery.url : null}
					/>
				`,
			)}
			<h3>Request</h3>
			${request
				? html`
						<p>${answeredWhen(request)}</p>
						<${Message}
							line=${`${request.method} ${request.path}`}
							headers=${request.headers}
							body=${request.body}
						/>
					`
				: html`<p>No request is stored for this call.</p>`}
			${deliveries.map(
				(delivery, index) => html`
					<${Delivery} key=${delivery.id} delivery=${delivery} number=${index + 1} />
				`,
			)}
			${deliveries.length === 0 &&
			html`<h3>Result</h3>
				<p>${deliveryWord(call) || 'No result yet.'}</p>`}
		</div>
	`;
}

function answeredWhen({ at, status }) {
	const answer = status === null ? 'no response' : `responded with ${status}`;
	return `At ${timeOf(at)}, ${answer}`;
}

/** @param receiver whom to name, where there are several */
function SendAgain({ delivery, receiver }) {
	const [run, problem] = useAction();
	const [said, setSaid] = useState('');
	const resend = async (changes) => {
		setSaid('Sending…');
		const answer = await run(
			async () => await command('POST', `deliveries/${delivery.id}/resend`, changes),
		);
		setSaid(answer ? answerWord(answer.delivery) : '');
	};
	return html`
		${receiver && html`<p class="address">${receiver}</p>`}
		<div class="buttons">
			<button type="button" onClick=${() => resend({})}>Send again</button>
			${delivery.webhook_id === undefined &&
			html`
				<button type="button" onClick=${() => resend({ secret: 'a-wrong-secret' })}>
					Send with a wrong secret
				</button>
			`}
			<span role="status">${said}</span>
		</div>
		<${Problem} text=${problem} />
	`;
}

function Delivery({ delivery, number }) {
	return html`
		<h3>${delivery.resent ? `Result, sent again (${number})` : 'Result'}</h3>
		<p>At ${timeOf(delivery.sent_at)}. <strong>${answerWord(delivery)}</strong></p>
		<${Message}
			line=${`POST ${delivery.url}`}
			headers=${delivery.request_headers}
			body=${delivery.request_body}
		/>
		${delivery.response_body !== null &&
		html`
			<p>Response:</p>
			<pre>${readable(delivery.response_body) || '(empty)'}</pre>
		`}
	`;
}

export function Message({ line, headers, body }) {
	const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
	const text = [line, ...head, ...(body === null ? [] : ['', readable(body)])].join('\n');
	return html`<pre>${text}</pre>`;
}
