/**
 * What the package may cost those who install it. Growing is allowed: whoever raises a number says in the commit what
 * it buys.
 *
 * The sizes are those of version 0.1.0 and a tenth more; most of it are the rules of phone numbers.
 */
export const budget = {
	/** What npm downloads: 142,000 bytes then. */
	tarballBytes: 156_000,
	/** What lies in n8n's folder afterwards: 552,000 bytes then. */
	unpackedBytes: 607_000,
	/**
	 * How long the nodes and the credential take to load, for each second in which `n8n-workflow` loads: 0.04 to 0.11
	 * then, at 40 to 50 ms.
	 *
	 * n8n loads that library before any package, so it is there in every installation and on every machine as slow or
	 * fast as what it is compared with.
	 */
	loadTimeShare: 0.25,
	/**
	 * How long they take to load, for each second of a peer's: its one node has no rules of phone numbers, which are
	 * nine tenths of what is loaded here.
	 */
	loadTimeOfPeer: 6,
} as const;
