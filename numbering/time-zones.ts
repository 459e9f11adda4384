/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- never published: runs on the developer's machine */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compactTimeZones } from './compact-time-zones';

const SOURCE =
	'https://raw.githubusercontent.com/google/libphonenumber/master/resources/timezones/map_data.txt';
const TABLE = path.join(__dirname, '..', 'nodes/CallCow/domain/phone/timeZoneTable.ts');

const usage = `Usage: npm run numbers:zones [-- FILE]

Writes the table of time zones that numbers belong to, from libphonenumber's data.

  FILE   libphonenumber's resources/timezones/map_data.txt; by default, the newest one is fetched from
         ${SOURCE}
`;

async function main([file]: string[]): Promise<void> {
	if (file === '--help') {
		console.log(usage);
		return;
	}
	const table = compactTimeZones(
		file === undefined ? await fetched() : await readFile(file, 'utf8'),
	);
	await writeFile(
		TABLE,
		`/**
 * The first digits of numbers, and the IANA names of the time zones that such numbers may be in. What stands
 * for more digits counts before what stands for fewer.
 *
 * Made by \`npm run numbers:zones\` from resources/timezones/map_data.txt of Google's libphonenumber. Not to be
 * edited.
 *
 * @license Apache-2.0
 */
export const TIME_ZONE_TABLE = \`
${table}
\`;
`,
	);
	console.log(`Written: ${path.relative(process.cwd(), TABLE)}, ${table.length} characters`);
}

async function fetched(): Promise<string> {
	const response = await fetch(SOURCE);
	if (!response.ok) throw new Error(`${SOURCE} answered ${response.status}`);
	return await response.text();
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
