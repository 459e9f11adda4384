/**
 * Packages from the npm registry to be compared with: among the community packages that are downloaded most, those
 * that load nothing but their own files and n8n-workflow, as n8n asks of verified ones.
 */
export const peers = [
	'n8n-nodes-evolution-api',
	'n8n-nodes-transcript-lol',
	'@mendable/n8n-nodes-firecrawl',
] as const;
