import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { Calls } from './calls.js';
import { html } from './html.js';
import { useSimulatorState } from './live.js';
import { Phone } from './phone.js';
import { Refused } from './refused.js';
import { Settings } from './settings.js';
import { Setup } from './setup.js';
import { statusOf } from './words.js';
import { Workflows } from './workflows.js';

function App() {
	const { state, connected } = useSimulatorState();
	const ringing = state?.calls.filter((call) => statusOf(call) === 'ringing').length ?? 0;
	useEffect(() => {
		document.title = `${ringing > 0 ? '(ringing) ' : ''}Phone · CallCow simulator`;
	}, [ringing]);

	return html`
		<header>
			<h1>CallCow simulator</h1>
			<p>Calls that your workflows place ring here. No one is really called.</p>
			<p class="connection" role="status" data-connected=${connected}>
				${connected ? 'Connected' : state ? 'Connection lost, reconnecting…' : 'Connecting…'}
			</p>
		</header>
		${state &&
		html`
			<main>
				<div class="column">
					<${Phone} calls=${state.calls} settings=${state.settings} />
					<${Settings} settings=${state.settings} rate=${state.rate} />
				</div>
				<div class="column">
					<${Calls} calls=${state.calls} total=${state.total} />
					<${Refused} requests=${state.refused} />
					<${Workflows} workflows=${state.workflows} webhooks=${state.webhooks} />
					<${Setup} />
				</div>
			</main>
		`}
	`;
}

render(html`<${App} />`, document.getElementById('app'));
