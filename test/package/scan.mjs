/**
 * Runs n8n's community scanner, which decides about verified nodes, on files of this machine and prints
 * what it says as JSON: `node scan.mjs <folder> <sources|published>`.
 */
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, kind] = process.argv.slice(2);
// The scanner itself takes these patterns for a downloaded tarball.
const patterns = kind === 'sources' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
process.stdout.write(JSON.stringify(await analyzePackage(folder, patterns)));
