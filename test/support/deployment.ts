/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export interface Service {
	readonly build?: string;
	readonly image: string;
	readonly command?: string;
	readonly environment?: Readonly<Record<string, string>>;
	readonly network_mode?: string;
	readonly ports?: readonly string[];
	readonly volumes?: readonly string[];
	readonly deploy?: { readonly replicas: number };
	readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
	readonly healthcheck?: { readonly test: readonly string[] };
}

export interface Composition {
	readonly services: Readonly<Record<string, Service>>;
	readonly volumes?: Readonly<Record<string, unknown>>;
}

export const repository = path.join(__dirname, '../..');

const read = (file: string) => readFileSync(path.join(repository, file), 'utf8');

/** What a compose file says, by its path in the repository. */
export function composition(file: string): Composition {
	return parse(read(file), { merge: true }) as Composition;
}

/** The instructions of a Dockerfile, each on one line, without comments. */
export function instructionsOf(dockerfile: string): ReadonlyArray<readonly [string, string]> {
	const lines = read(dockerfile)
		.replace(/^#.*\n/gm, '')
		.replace(/\\\n\s*/g, '')
		.trim()
		.split('\n');
	return lines.map((line) => {
		const [, instruction, rest] = /^([A-Z]+) (.*)$/.exec(line)!;
		return [instruction!, rest!] as const;
	});
}

/** What follows the only instruction of that name. */
export function instruction(dockerfile: string, name: string): string {
	const [found, second] = instructionsOf(dockerfile).filter(([one]) => one === name);
	if (!found || second) throw new Error(`${dockerfile} does not have ${name} once`);
	return found[1];
}

/** The arguments of an instruction in JSON form, such as `ENTRYPOINT ["node", "main.js"]`. */
export function argumentsIn(text: string): string[] {
	return JSON.parse(text.slice(text.indexOf('['))) as string[];
}
