import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, useAction } from './action.js';
import { html } from './html.js';
import { command } from './simulator.js';
import { outcomeWords } from './words.js';

/** What happens to calls from now on, what goes wrong on purpose, and the rate limit. */
export function Settings({ settings, rate }) {
	return html`
		<section class="card" aria-labelledby="settings">
			<h2 id="settings">Settings</h2>
			<${WhenACallComesIn} settings=${settings} />
			<${Faults} settings=${settings} />
			<${Gauge} rate=${rate} />
		</section>
	`;
}

function WhenACallComesIn({ settings }) {
	const { script, set, problem } = useScript(settings);
	const [lastOutcome, setLastOutcome] = useState('answered');
	const { numbers } = settings;
	const isManual = script.outcome === 'manual';
	const automatic = isManual ? lastOutcome : script.outcome;

	return html`
		<fieldset>
			<legend>When a call comes in</legend>
			<label class="choice">
				<input
					type="radio"
					name="mode"
					checked=${isManual}
					onChange=${() => set({ outcome: 'manual' })}
				/>
				I decide: the call rings until I do
			</label>
			<label class="choice">
				<input
					type="radio"
					name="mode"
					checked=${!isManual}
					onChange=${() => set({ outcome: automatic })}
				/>
				Automatic
			</label>
			<div class="automatic">
				<label>
					Outcome
					<select
						value=${automatic}
						disabled=${isManual}
						onChange=${(event) => {
							setLastOutcome(event.target.value);
							set({ outcome: event.target.value });
						}}
					>
						${Object.entries(outcomeWords).map(
							([value, word]) => html`<option value=${value}>${word}</option>`,
						)}
					</select>
				</label>
				<${Seconds}
					afterMs=${script.afterMs}
					disabled=${isManual}
					onChange=${(afterMs) => set({ afterMs })}
				/>
			</div>
			${numbers > 0 &&
			html`<p class="hint">
				${numbers === 1
					? 'One number has its own script'
					: `${numbers} numbers have their own scripts`}
				${' '}until you choose something here.
			</p>`}
			<${Problem} text=${problem} />
		</fieldset>
	`;
}

/**
 * The script of every call. What was chosen counts until the simulator confirms it: news of an earlier choice, on their
 * way meanwhile, must not take the place of a later one.
 */
function useScript({ outcome, afterMs }) {
	const [chosen, choose] = useState(null);
	const [run, problem] = useAction();
	const sending = useRef({ count: 0, last: Promise.resolve() });
	useEffect(() => {
		const isConfirmed = chosen?.outcome === outcome && chosen?.afterMs === afterMs;
		if (isConfirmed || sending.current.count === 0) choose(null);
	}, [outcome, afterMs]);
	const script = chosen ?? { outcome, afterMs };
	const set = (change) => {
		const next = { ...script, ...change };
		choose(next);
		sending.current.count++;
		// One after the other, so that the last choice is the one that stays.
		sending.current.last = sending.current.last.then(async () => {
			const changed = await run(
				// Scripts of single numbers would go before what is chosen here.
				async () => await command('PUT', 'script', { default: next, numbers: {} }),
			);
			sending.current.count--;
			if (changed === undefined) choose(null);
		});
	};
	return { script, set, problem };
}

function Seconds({ afterMs, disabled, onChange }) {
	// While somebody types, news from the simulator must not change the field.
	const [typed, setTyped] = useState(null);
	return html`
		<label>
			After (seconds)
			<input
				type="number"
				min="0"
				max="3600"
				step="0.1"
				value=${typed ?? afterMs / 1_000}
				disabled=${disabled}
				onInput=${(event) => setTyped(event.target.value)}
				onBlur=${() => setTyped(null)}
				onChange=${(event) => {
					const seconds = event.target.valueAsNumber;
					if (seconds >= 0 && seconds <= 3_600) onChange(Math.round(seconds * 1_000));
				}}
			/>
		</label>
	`;
}

const answers = [
	['normal', 'Normal', ''],
	[
		'lost',
		'Lost',
		'The call is placed, but the response never arrives. A retry with the same key finds the call.',
	],
	['serverError', '500', 'No call is placed.'],
	['slow', 'Slow', 'The call is placed, but the response takes 10 seconds.'],
];

function Faults({ settings }) {
	const { faults, waitingFaults } = settings;
	const [run, problem] = useAction();
	const set = (changes) => run(async () => await command('PUT', 'standing-faults', changes));
	return html`
		<fieldset>
			<legend>CallCow’s response to a request</legend>
			${answers.map(
				([value, label, meaning]) => html`
					<label class="choice">
						<input
							type="radio"
							name="answer"
							checked=${faults.answer === value}
							onChange=${() => set({ answer: value })}
						/>
						<span>${label}${meaning && html`<small class="meaning">${meaning}</small>`}</span>
					</label>
				`,
			)}
		</fieldset>
		<fieldset>
			<legend>Results</legend>
			<label class="choice">
				<input
					type="checkbox"
					checked=${faults.callback === 'none'}
					onChange=${(event) => set({ callback: event.target.checked ? 'none' : 'normal' })}
				/>
				<span>
					No callback<small class="meaning">The results of new calls are never delivered.</small>
				</span>
			</label>
			${waitingFaults > 0 &&
			html`<p class="hint">
				${waitingFaults === 1 ? 'One more fault is' : `${waitingFaults} more faults are`} queued for
				the next requests.
			</p>`}
		</fieldset>
		<${Problem} text=${problem} />
	`;
}

function Gauge({ rate: { used, limit } }) {
	return html`
		<div class="gauge">
			<label for="gauge">Rate limit</label>
			<meter id="gauge" min="0" max=${limit} high=${limit * 0.9} optimum="0" value=${used}></meter>
			<p>
				${used} of ${limit} requests in the last 60
				seconds${used >= limit ? ': the next one gets a 429' : ''}
			</p>
		</div>
	`;
}
