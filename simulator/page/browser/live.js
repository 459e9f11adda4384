import { useEffect, useReducer } from 'preact/hooks';
import { askSimulator } from './simulator.js';

const askAgainAfterMs = 1_000;

/**
 * The state of the simulator as it is now, followed through its server-sent events, and whether the
 * page is connected. `state` is null until the first message.
 */
export function useSimulatorState() {
	const [view, dispatch] = useReducer(reduce, { state: null, connected: false });
	useEffect(() => {
		const left = new AbortController();
		void follow(dispatch, left.signal);
		return () => left.abort();
	}, []);
	return view;
}

function reduce(view, { event, data }) {
	if (event === 'lost') return { ...view, connected: false };
	if (event === 'state') return { state: data, connected: true };
	return { state: changed(view.state, data), connected: true };
}

/** The state after a change: calls that were there are replaced, new ones come first. */
function changed(state, change) {
	if (!change.calls) return { ...state, ...change };
	const known = new Set(state.calls.map((call) => call.call_id));
	const replaced = new Map(change.calls.map((call) => [call.call_id, call]));
	const calls = [
		...change.calls.filter((call) => !known.has(call.call_id)),
		...state.calls.map((call) => replaced.get(call.call_id) ?? call),
	];
	return { ...state, ...change, calls: calls.slice(0, 1_000) };
}

async function follow(dispatch, signal) {
	while (!signal.aborted) {
		try {
			const response = await askSimulator('GET', 'events', undefined, signal);
			// Another simulator than the one this page came from has another token, and another page.
			if (response.status === 401) return location.reload();
			await readEvents(response.body, dispatch);
		} catch {
			// Not there at the moment: asked again below.
		}
		if (signal.aborted) return;
		dispatch({ event: 'lost' });
		await new Promise((resolve) => setTimeout(resolve, askAgainAfterMs));
	}
}

// Not EventSource, which can send no header: a cookie in place of the token would go to every
// other server on this machine too, since cookies do not tell ports apart.
async function readEvents(body, dispatch) {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		text += value;
		const blocks = text.split('\n\n');
		text = blocks.pop();
		for (const block of blocks) {
			const [event, data] = block.split('\n');
			dispatch({
				event: event.slice('event: '.length),
				data: JSON.parse(data.slice('data: '.length)),
			});
		}
	}
}
