/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the user's machine */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CannotContinue } from '../local-n8n/cannot-continue';

/** Somebody who reads and answers. */
export interface Terminal {
	/** Whether anybody is there to answer. If not, nothing may be asked. */
	readonly isInteractive: boolean;
	say(text: string): void;
	/** Anything but y and yes is no. */
	yes(question: string): Promise<boolean>;
	line(question: string): Promise<string>;
	/** As {@link line}, and what is typed is not shown. */
	hidden(question: string): Promise<string>;
}

type Input = NodeJS.ReadableStream & { isTTY?: boolean };
type Output = NodeJS.WritableStream & { isTTY?: boolean };

export function terminalOf(input: Input, output: Output): Terminal {
	const ask = async (question: string, isHidden: boolean) => {
		output.write(question);
		const typed = await readLine(input, isHidden ? nowhere() : output);
		if (isHidden) output.write('\n');
		return typed;
	};
	return {
		isInteractive: input.isTTY === true && output.isTTY === true,
		say: (text) => void output.write(`${text}\n`),
		yes: async (question) => /^y(es)?$/i.test((await ask(`${question} [y/N] `, false)).trim()),
		line: async (question) => await ask(question, false),
		hidden: async (question) => await ask(question, true),
	};
}

/** Readline shows what is typed by writing it to its output. */
function nowhere(): Writable {
	return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** @throws CannotContinue on Ctrl+C, and when there is nothing more to read */
async function readLine(input: Input, output: NodeJS.WritableStream): Promise<string> {
	return await new Promise((resolve, reject) => {
		// Without a history: an arrow key would show in a later question what was typed into a hidden one.
		const reader = createInterface({ input, output, terminal: input.isTTY, historySize: 0 });
		reader.once('line', (line) => {
			resolve(line);
			reader.close();
		});
		reader.once('SIGINT', () => reader.close());
		reader.once('close', () => reject(new CannotContinue('Stopped.')));
	});
}
