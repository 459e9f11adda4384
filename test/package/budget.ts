/**
 * What the package may cost those who install it. Growing is allowed: whoever raises a number says in the commit what
 * it buys.
 *
 * The sizes are those of version 2.0.0 and a little more; most of it are the rules of phone numbers and the table of
 * their time zones. The times
 * have room for a busy machine: more than twice the most that was measured on one.
 */
export const budget = {
	/** What npm downloads: 175,000 bytes then. */
	tarballBytes: 185_000,
	/** What lies in n8n's folder afterwards: 659,000 bytes then. */
	unpackedBytes: 700_000,
	/**
	 * How long the nodes and the credential take to load, for each second in which `n8n-workflow` loads: 0.004 to 0.008
	 * then, at 2.5 to 4 ms.
	 *
	 * n8n loads that library before any package, so it is there in every installation and on every machine as slow or
	 * fast as what it is compared with.
	 */
	loadTimeShare: 0.02,
	/**
	 * How long what the nodes put off until they are used takes to load, for each second of the same: 0.03 to 0.08 then,
	 * at 20 to 40 ms for both nodes together.
	 */
	firstUseShare: 0.2,
	/** How long the nodes and the credential take to load, for each second of a peer's: 0.15 to 0.21 then. */
	loadTimeOfPeer: 0.5,
} as const;
