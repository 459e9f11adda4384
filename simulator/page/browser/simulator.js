// What the page knows of the simulator it came from, and how it asks it for something.

const { controlToken, apiKey, onlyLoopback } = document.getElementById('app').dataset;

export const simulator = {
	apiKey,
	onlyLoopback: onlyLoopback === 'true',
	baseUrl: `${location.origin}/api`,
	/** How a container reaches the machine that it runs on. */
	dockerBaseUrl: `http://host.docker.internal:${location.port || 80}/api`,
};

/** A request to a control route; the token shows that it comes from this page. */
export async function askSimulator(method, path, body, signal) {
	return await fetch(`/__simulator/${path}`, {
		method,
		headers: { 'x-simulator-token': controlToken },
		body: body === undefined ? undefined : JSON.stringify(body),
		signal,
	});
}

/**
 * Carries out a command and gives its answer.
 * @throws {Error} with a text for the user
 */
export async function command(method, path, body) {
	let response;
	try {
		response = await askSimulator(method, path, body);
	} catch {
		throw new Error('The simulator does not answer. Is it still running?');
	}
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.error ?? `The simulator answered ${response.status}.`);
	return answer;
}
