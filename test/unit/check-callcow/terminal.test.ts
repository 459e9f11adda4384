/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published: runs on the developer's machine */
import { PassThrough } from 'node:stream';
import { terminalOf } from '../../../check-callcow/terminal';

function opened(isTTY = true) {
	const input = Object.assign(new PassThrough(), { isTTY });
	const output = Object.assign(new PassThrough(), { isTTY, columns: 200 });
	let shown = '';
	output.setEncoding('utf8').on('data', (text: string) => (shown += text));
	return {
		terminal: terminalOf(input, output),
		type: (text: string) => input.write(text),
		shown: () => shown,
	};
}

describe('terminalOf', () => {
	it.each([
		['y\r', true],
		['YES\r', true],
		[' y \r', true],
		['\r', false],
		['n\r', false],
		['yeah\r', false],
		['+14155552671\r', false],
	])('takes %j for %s', async (typed, is) => {
		const { terminal, type } = opened();
		const answer = terminal.yes('Really?');
		type(typed);
		expect(await answer).toBe(is);
	});

	it('shows what is typed, unless it is hidden', async () => {
		const { terminal, type, shown } = opened();
		const line = terminal.line('Number: ');
		type('abc\r');
		expect(await line).toBe('abc');
		expect(shown()).toContain('abc');
		const hidden = terminal.hidden('Key: ');
		type('ck_live_\x7f_x\r');
		expect(await hidden).toBe('ck_live_x');
		expect(shown()).toContain('Key: ');
		expect(shown()).not.toMatch(/ck|live/);
	});

	it('does not show with an arrow key what was hidden before', async () => {
		const { terminal, type, shown } = opened();
		const hidden = terminal.hidden('Key: ');
		type('ck_live_x\r');
		await hidden;
		const line = terminal.line('Number: ');
		type('\x1b[A\r');
		expect(await line).toBe('');
		expect(shown()).not.toContain('ck_live_x');
	});

	it.each([
		['Ctrl+C', '\x03'],
		['Ctrl+D', '\x04'],
	])('ends everything with %s', async (_, key) => {
		const { terminal, type } = opened();
		const answer = terminal.yes('Really?');
		type(key);
		await expect(answer).rejects.toThrow('Stopped.');
	});

	it('knows whether anybody is there', () => {
		expect(opened(true).terminal.isInteractive).toBe(true);
		expect(opened(false).terminal.isInteractive).toBe(false);
	});
});
