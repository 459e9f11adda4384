import { html } from './html.js';

/** What a call with a workflow knows of its recipient, and the number that it comes from. */
export function RecipientFacts({ call }) {
	const facts = [
		['Name', call.recipient_name],
		['Email', call.recipient_email],
		['Context', call.recipient_context],
		['Calls from', call.phone_number_from],
	];
	return facts
		.filter(([, value]) => value)
		.map(
			([name, value]) => html`
				<div key=${name}>
					<dt>${name}</dt>
					<dd class="prompt">${value}</dd>
				</div>
			`,
		);
}
