/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify, { type FastifyRequest } from 'fastify';
import { readCommandLine } from '../../../check-callcow/command-line';
import { run } from '../../../check-callcow/run';
import type { Terminal } from '../../../check-callcow/terminal';
import { startSimulator, type Simulator } from '../../../simulator/server';

export const NUMBER = '+14155552671';

const toClose: Array<() => Promise<unknown>> = [];

afterEach(async () => {
	for (const close of toClose.splice(0).reverse()) await close();
});

export async function simulator(
	options: Parameters<typeof startSimulator>[0] = {},
): Promise<Simulator> {
	const started = await startSimulator(options);
	toClose.push(started.close);
	return started;
}

/** Somebody who is asked, and what is shown to them. */
export interface Person extends Terminal {
	readonly shown: () => string;
	readonly questions: string[];
}

/** @param answers by the beginning of the question; what is not there is answered with Return */
export function person(answers: Record<string, string> = {}, isInteractive = true): Person {
	const said: string[] = [];
	const questions: string[] = [];
	const answer = async (question: string) => {
		questions.push(question);
		if (!isInteractive) throw new Error(`No one is there to answer: ${question}`);
		const [, text = ''] =
			Object.entries(answers).find(([start]) => question.startsWith(start)) ?? [];
		return text;
	};
	return {
		isInteractive,
		say: (text) => void said.push(text),
		yes: async (question) => (await answer(question)) === 'y',
		line: answer,
		hidden: answer,
		shown: () => [...said, ...questions].join('\n'),
		questions,
	};
}

export const NOBODY = () => person({}, false);

export const PLACE = 'Call your number';
export const REPEAT = 'Send the test call request twice';
export const PRIVATE_CALLBACK = 'Request a call to your number with a private';
export const UNKNOWN_WORKFLOW = 'Request a call to your number with a workflow';
export const RATE_LIMIT = 'Go up to the rate limit';
export const TYPE_NUMBER = 'Type the --call number';

/** Yes to everything that needs the number. */
export const YES_TO_CALLS = {
	[TYPE_NUMBER]: '+1 (415) 555-2671',
	[PLACE]: 'y',
	[REPEAT]: 'y',
	[PRIVATE_CALLBACK]: 'y',
	[UNKNOWN_WORKFLOW]: 'y',
};

export interface Ran {
	readonly status: number;
	readonly shown: string;
	readonly fileName: string;
	/** The file, as it was written. */
	readonly file: string;
	readonly findings: ReadonlyArray<{ verdict: string; what: string; came: string }>;
	/** What was tested with this verdict. */
	of(verdict: string): string[];
	/** What came of what was tried. */
	came(what: string): string;
}

/** Runs it as the command line would, and reads the findings. */
export async function ranWith(
	{ baseUrl, apiKey }: { baseUrl: string; apiKey: string },
	{
		args = [],
		who = NOBODY(),
		format = 'json',
	}: { args?: string[]; who?: Person; format?: string } = {},
): Promise<Ran> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-callcow-check-'));
	toClose.push(async () => await rm(folder, { recursive: true, force: true }));
	const name = path.join(folder, `findings.${format}`);
	const commandLine = readCommandLine(['--base-url', baseUrl, '--findings', name, ...args]);
	if (commandLine.kind !== 'start') throw new Error(JSON.stringify(commandLine));
	const status = await run(commandLine.settings, {
		apiKey,
		terminal: who,
		packageVersion: '0.0.0',
		nodeVersion: '20.0.0',
		date: '2026-01-30',
		issues: 'https://issues.example.com',
	});
	const file = await readFile(name, 'utf8');
	const findings = format === 'json' ? (JSON.parse(file) as Ran).findings : [];
	return {
		status,
		shown: who.shown(),
		fileName: name,
		file,
		findings,
		of: (verdict) =>
			findings.filter((finding) => finding.verdict === verdict).map(({ what }) => what),
		came: (what) => findings.find((finding) => finding.what === what)?.came ?? '',
	};
}

/** Where nobody listens any more. */
export async function silentBaseUrl(): Promise<string> {
	const server = createServer();
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	const { port } = server.address() as AddressInfo;
	await new Promise((closed) => server.close(closed));
	return `http://127.0.0.1:${port}/api`;
}

export interface Asked {
	readonly method: string;
	/** Below the base URL. */
	readonly path: string;
	readonly authorization: string;
	readonly body: Record<string, unknown> | undefined;
}

export interface Said {
	readonly status: number;
	/** A string is sent as it is. */
	readonly body?: unknown;
	readonly headers?: Record<string, string>;
}

/** An API that answers like the simulator, except where it deviates. */
export async function deviatingApi(deviate: (asked: Asked, like: Simulator) => Said | undefined) {
	const like = await simulator();
	const requests: Asked[] = [];
	const app = fastify({ forceCloseConnections: true });
	app.all('/api/*', async (request: FastifyRequest, reply) => {
		const asked: Asked = {
			method: request.method,
			path: request.url.slice('/api'.length),
			authorization: request.headers.authorization ?? '',
			body: request.body as Asked['body'],
		};
		requests.push(asked);
		const said = deviate(asked, like) ?? (await forward(asked, like));
		return await reply
			.code(said.status)
			.headers({ 'content-type': 'application/json', ...said.headers })
			.send(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
	});
	await app.listen({ port: 0, host: '127.0.0.1' });
	toClose.push(async () => await app.close());
	const { port } = app.server.address() as AddressInfo;
	return { baseUrl: `http://127.0.0.1:${port}/api`, apiKey: like.apiKey, requests, like };
}

async function forward({ method, path: where, authorization, body }: Asked, to: Simulator) {
	const response = await fetch(`${to.baseUrl}${where}`, {
		method,
		headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const retryAfter = response.headers.get('retry-after');
	return {
		status: response.status,
		body: await response.text(),
		...(retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }),
	};
}
