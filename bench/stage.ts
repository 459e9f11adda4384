import type { N8nClient } from '../local-n8n/rest-client';

/** What a bench is given to work with. */
export interface Stage {
	/** The client of a fresh n8n with this package, logged in as its owner; put away after the bench. */
	startN8n(): Promise<N8nClient>;
	/** Aborted when the user wants to stop. */
	readonly signal: AbortSignal;
	/** Shows one line. */
	readonly say: (line: string) => void;
}
