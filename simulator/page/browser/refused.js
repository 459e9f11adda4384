import { Message } from './calls.js';
import { html } from './html.js';
import { timeOf } from './words.js';

/** Requests that were answered with a status of 400 or more. */
export function Refused({ requests }) {
	if (requests.length === 0) return null;
	return html`
		<section class="card" aria-labelledby="refused">
			<h2 id="refused">Refused requests</h2>
			<ol class="calls">
				${requests.map(
					(request) => html`
						<li key=${`${request.at} ${request.path}`}>
							<details>
								<summary>
									<span class="badge" data-status="failed">${request.status}</span>
									<span>${request.method} ${request.path}</span>
									<time datetime=${request.at}>${timeOf(request.at)}</time>
								</summary>
								<div class="details">
									<${Message}
										line=${`${request.method} ${request.path}`}
										headers=${request.headers}
										body=${request.body}
									/>
								</div>
							</details>
						</li>
					`,
				)}
			</ol>
		</section>
	`;
}
