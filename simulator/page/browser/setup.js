import { useRef, useState } from 'preact/hooks';
import { Problem, useAction } from './action.js';
import { html } from './html.js';
import { command, simulator } from './simulator.js';

/** What to enter in one's own n8n, and whether results will get there. */
export function Setup() {
	return html`
		<section class="card" aria-labelledby="setup">
			<h2 id="setup">Use this in your own n8n</h2>
			<p>Create a <strong>CallCow API</strong> credential with these values:</p>
			<${Copyable} id="base-url" label="Base URL" value=${simulator.baseUrl} />
			<${Copyable} id="api-key" label="API Key" value=${simulator.apiKey} />
			<p class="hint">This key works only with this simulator.</p>
			<${Reachable} />
			<details class="docker">
				<summary>n8n runs in Docker</summary>
				<div class="details">
					<p>In a container, localhost is the container itself. Use this as Base URL instead:</p>
					<${Copyable}
						id="docker-base-url"
						label="Base URL in Docker"
						value=${simulator.dockerBaseUrl}
					/>
					<ul>
						<li>
							Docker Desktop resolves <code>host.docker.internal</code>. On Linux, start the
							container with <code>--add-host=host.docker.internal:host-gateway</code>.
						</li>
						<li>
							${simulator.onlyLoopback
								? html`On Linux, also have the simulator listen for the container:${' '}
										<code>npm run simulator -- --host 0.0.0.0</code>. Every machine on your network
										can then reach it. They need the key to place calls and the token to control the
										simulator. Both are new each time it starts.`
								: html`This simulator does not listen on this machine only, so a container can reach
									it. Other machines may reach it too. They need the key or the token.`}
						</li>
						<li>Publish n8n’s port, <code>-p 5678:5678</code>, so that results can reach n8n.</li>
					</ul>
				</div>
			</details>
		</section>
	`;
}

function Copyable({ id, label, value }) {
	const field = useRef(null);
	const [said, setSaid] = useState('');
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(value);
			setSaid('Copied');
		} catch {
			// Browsers keep the clipboard from pages that come over plain HTTP from another machine.
			field.current.select();
			setSaid('Selected. Press Ctrl+C to copy.');
		}
	};
	return html`
		<div class="copyable">
			<label for=${id}>${label}</label>
			<div class="row">
				<input id=${id} ref=${field} class="code" readonly value=${value} />
				<button type="button" aria-label=${`Copy ${label}`} onClick=${copy}>Copy</button>
				<span role="status">${said}</span>
			</div>
		</div>
	`;
}

function Reachable() {
	const [address, setAddress] = useState('http://localhost:5678');
	const [check, setCheck] = useState(null);
	const [isAsking, setAsking] = useState(false);
	const [run, problem] = useAction();
	const ask = async (event) => {
		event.preventDefault();
		setCheck(null);
		setAsking(true);
		setCheck((await run(async () => await command('POST', 'n8n-check', { address }))) ?? null);
		setAsking(false);
	};
	return html`
		<form class="reachable" onSubmit=${ask}>
			<label for="n8n-address">Address of your n8n, as seen from this machine</label>
			<div class="row">
				<input
					id="n8n-address"
					class="code"
					value=${address}
					onInput=${(event) => setAddress(event.target.value)}
				/>
				<button type="submit">Check that results can get there</button>
			</div>
			<div role="status" class="check" data-reached=${check?.reached}>
				${isAsking && html`<p>Checking…</p>`}
				${check &&
				html`
					<p>
						<strong>${check.reached ? '✓ ' : '✗ '}${check.message}</strong>
					</p>
					<ul>
						${check.advice.map((step) => html`<li>${step}</li>`)}
					</ul>
				`}
			</div>
			<${Problem} text=${problem} />
		</form>
	`;
}
