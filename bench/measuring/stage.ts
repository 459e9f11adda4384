import type { Installation } from '../../local-n8n/install';
import type { RunningN8n } from '../../local-n8n/process';

/** What a bench is given to work with. */
export interface Stage {
	/**
	 * A fresh n8n with this package, its client logged in as the owner; put away after the bench.
	 *
	 * @param env settings of n8n, on top of those that keep it to itself
	 */
	startN8n(env?: Readonly<Record<string, string>>): Promise<RunningN8n>;
	/** For what has to be started in another way. */
	readonly installation: Installation;
	/** The packed package. */
	readonly tarball: string;
	/** Aborted when the user wants to stop. */
	readonly signal: AbortSignal;
	/** Shows one line. */
	readonly say: (line: string) => void;
}
