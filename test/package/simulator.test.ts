/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import {
	installPackedSimulator,
	type InstalledSimulator,
	type RunningSimulator,
} from '../support/packed-simulator';
import { startResultReceiver, type ResultReceiver } from '../support/result-receiver';
import { until } from '../support/until';

interface Recorded {
	readonly type: string;
	readonly status: number | null;
	readonly made_call_id: string | null;
}

let installed: InstalledSimulator;
let packageFolder: string;

beforeAll(async () => {
	installed = await installPackedSimulator();
	packageFolder = path.join(installed.folder, 'node_modules/callcow-simulator');
});
afterAll(async () => await installed.remove());

const root = path.join(__dirname, '../..');
const textOf = async (file: string) => await readFile(path.join(packageFolder, file), 'utf8');

describe('the package callcow-simulator', () => {
	it('is less than a megabyte to download', async () => {
		expect((await stat(installed.tarball)).size).toBeLessThan(1_000_000);
	});

	it('needs no other package', async () => {
		const packages = await readdir(path.join(installed.folder, 'node_modules'));
		expect(packages.filter((name) => !name.startsWith('.'))).toEqual(['callcow-simulator']);
		const manifest = JSON.parse(await textOf('package.json')) as Record<string, unknown>;
		for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'scripts']) {
			expect(manifest[kind]).toBeUndefined();
		}
	});

	it('holds the command, the page, and the licences of all that is in it', async () => {
		const files = await readdir(packageFolder, { recursive: true, withFileTypes: true });
		const names = files
			.filter((file) => file.isFile())
			.map((file) => path.relative(packageFolder, path.join(file.parentPath, file.name)));
		expect(names.filter((name) => !name.startsWith('dist/browser/')).sort()).toEqual([
			'LICENSE.md',
			'README.md',
			'dist/THIRD-PARTY-LICENSES.txt',
			'dist/callcow-simulator',
			'package.json',
		]);
		expect(await textOf('LICENSE.md')).toBe(await readFile(path.join(root, 'LICENSE.md'), 'utf8'));
		const licences = await textOf('dist/THIRD-PARTY-LICENSES.txt');
		for (const library of ['fastify', 'zod', 'preact', 'htm']) {
			expect(licences).toMatch(new RegExp(`^${library} \\d`, 'm'));
		}
	});

	it('requires nothing at its start but what Node brings', async () => {
		// Read by a parser: the libraries hold code as text too, with requires that nobody runs.
		const { metafile } = await build({
			entryPoints: [path.join(packageFolder, 'dist/callcow-simulator')],
			bundle: true,
			platform: 'node',
			packages: 'external',
			metafile: true,
			write: false,
		});
		const required = Object.values(metafile.inputs).flatMap(({ imports }) =>
			imports.map((imported) => imported.path),
		);
		expect(required.length).toBeGreaterThan(10);
		expect(required.filter((name) => !isBuiltin(name))).toEqual([]);
	});
});

describe('its manifest', () => {
	it('names what is built in, in the versions that are installed here', async () => {
		const [own, whole] = await Promise.all(
			['simulator/package.json', 'package.json'].map(
				async (file) =>
					JSON.parse(await readFile(path.join(root, file), 'utf8')) as {
						devDependencies: Record<string, string>;
					},
			),
		);
		expect(whole!.devDependencies).toMatchObject(own!.devDependencies);
	});
});

describe('its command', () => {
	let receiver: ResultReceiver;
	let simulator: RunningSimulator;

	beforeAll(async () => {
		receiver = await startResultReceiver();
		simulator = await installed.start(['--port', '0', '--outcome', 'manual']);
	});
	afterAll(async () => {
		await simulator.stop('SIGKILL');
		await receiver.close();
	});

	const control = async (route: string, body?: unknown) => {
		const response = await fetch(`${simulator.printed('Control')}/${route}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: { 'x-simulator-token': simulator.printed('Token') },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		return (await response.json()) as Record<string, unknown>;
	};

	it('is there in two seconds', async () => {
		// The fastest of three: other tests may keep this machine busy for a moment.
		const others = [await installed.start(['--port', '0']), await installed.start(['--port=0'])];
		for (const other of others) await other.stop();
		const times = [simulator, ...others].map(({ startedAfterMs }) => startedAfterMs);
		expect(Math.min(...times)).toBeLessThan(2_000);
	});

	it('takes a call, lets it be decided and delivers the result', async () => {
		const response = await fetch(`${simulator.printed('Base URL')}/call-prompt`, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.printed('API key')}` },
			body: JSON.stringify({
				prompt: 'Confirm the appointment of Sarah on Friday at 3pm',
				recipient_phone: '+14155552671',
				callback_url: receiver.url,
				callback_secret: 'of-this-call',
			}),
		});
		expect(response.status).toBe(200);
		const { call_id: id } = (await response.json()) as { call_id: string };
		const { delivery } = await control(`calls/${id}/decide`, { outcome: 'busy' });
		expect(delivery).toMatchObject({
			status: 200,
			request_body: expect.stringContaining('"provider_status":"busy"'),
		});
		expect(receiver.results()).toEqual([
			{ callId: id, reference: null, authorization: 'Bearer of-this-call' },
		]);
	});

	it('serves the page with everything that it names', async () => {
		const seen = new Set<string>();
		const visit = async (address: string): Promise<void> => {
			if (seen.has(address)) return;
			seen.add(address);
			const response = await fetch(address);
			expect([address, response.status]).toEqual([address, 200]);
			const text = await response.text();
			const named = text.matchAll(
				/(?:(?:src|href)="|"\w+(?:\/\w+)?":"|from '|import ')([./][^"']+)["']/g,
			);
			for (const [, name] of named) await visit(new URL(name!, address).href);
		};
		await visit(simulator.printed('Phone'));
		const names = [...seen].map((address) => new URL(address).pathname.replace('/page/', ''));
		const there = await readdir(path.join(packageFolder, 'dist/browser'), { recursive: true });
		const files = there.filter((name) => name.includes('.') && name !== 'index.html');
		expect(names.filter((name) => name !== '/').sort()).toEqual(files.sort());
	});

	it.each(['SIGINT', 'SIGTERM'] as const)('ends at once and in order on %s', async (signal) => {
		const other = await installed.start([], { CALLCOW_SIMULATOR_PORT: '0' });
		const { status, stdout, stderr } = await other.stop(signal);
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toMatch(/Stopped\.\n$/);
	});

	it('tells its version and its options', async () => {
		const { version } = JSON.parse(await textOf('package.json')) as { version: string };
		expect(await installed.run(['--version'])).toEqual({
			status: 0,
			stdout: `${version}\n`,
			stderr: '',
		});
		expect((await installed.run(['--help'])).stdout).toContain('callcow-simulator [options]');
	});

	it('lists its test numbers, which are there from the start', async () => {
		expect((await installed.run(['--numbers'])).stdout).toContain('+14155550181  +442079460181');
		const response = await fetch(`${simulator.printed('Base URL')}/call-prompt`, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.printed('API key')}` },
			body: JSON.stringify({ prompt: 'Say hello', recipient_phone: '+14155550181' }),
		});
		expect(response.status).toBe(422);
	});

	it('records what goes to and fro, without keys and secrets', async () => {
		const file = path.join(installed.folder, 'calls.jsonl');
		const recorder = await installed.start(['--port=0', '--after=0', '--record', file]);
		const place = async (changes: object, key = recorder.printed('API key')) => {
			const response = await fetch(`${recorder.printed('Base URL')}/call-prompt`, {
				method: 'POST',
				headers: { authorization: `Bearer ${key}`, cookie: 'session=of-somebody' },
				body: JSON.stringify({ prompt: 'Say hello', ...changes }),
			});
			await response.text();
		};
		await place({
			recipient_phone: '+14155552671',
			callback_url: `${receiver.url}?reference=row-7&signature=of-n8n`,
			callback_secret: 'of-this-call',
		});
		await until('a delivery in the file', async () =>
			(await readFile(file, 'utf8')).includes('"type":"delivery"'),
		);
		await place({ recipient_phone: `${recorder.printed('API key')}` });
		await place({ recipient_phone: '+14155552671' }, 'ck_live_of_somebody_else');
		await expect(place({ recipient_phone: '+14155550186' })).rejects.toThrow();
		await recorder.stop();
		const text = await readFile(file, 'utf8');
		const entries = text
			.trimEnd()
			.split('\n')
			.map((line) => JSON.parse(line) as Recorded);
		const requests = entries.filter(({ type }) => type === 'request');
		expect(requests.map(({ status }) => status)).toEqual([200, 400, 401, null]);
		expect(requests[0]).toMatchObject({
			body: { recipient_phone: '+14155552671', callback_secret: '[hidden]' },
			answer: { success: true, call_id: requests[0]!.made_call_id },
		});
		expect(entries.find(({ type }) => type === 'delivery')).toMatchObject({
			call_id: requests[0]!.made_call_id,
			url: `${receiver.url}?reference=row-7&signature=[hidden]`,
			status: 200,
		});
		const secrets = ['API key', 'Token'].map((name) => recorder.printed(name));
		for (const secret of [...secrets, 'of-n8n', 'of-this-call', 'of-somebody', 'somebody_else']) {
			expect(text).not.toContain(secret);
		}
	});

	it('replays what it has recorded: the same IDs and results, to who is told now', async () => {
		const file = path.join(installed.folder, 'replayed.jsonl');
		const place = async (one: RunningSimulator, reference: string) => {
			const response = await fetch(`${one.printed('Base URL')}/call-prompt`, {
				method: 'POST',
				headers: { authorization: `Bearer ${one.printed('API key')}` },
				body: JSON.stringify({
					prompt: 'Say hello',
					recipient_phone: '+14155550178',
					callback_url: `${receiver.url}?reference=${reference}`,
					callback_secret: `of-${reference}`,
				}),
			});
			return (await response.json()) as { call_id: string };
		};
		const resultOf = async (reference: string) => {
			const arrived = () => receiver.results().find((result) => result.reference === reference);
			await until('the result', () => arrived() !== undefined);
			return arrived();
		};
		const recorder = await installed.start(['--port=0', '--record', file]);
		const then = await place(recorder, 'then');
		await resultOf('then');
		await until('a delivery in the file', async () =>
			(await readFile(file, 'utf8')).includes('"type":"delivery"'),
		);
		await recorder.stop();

		const player = await installed.start(['--port=0', '--no-test-numbers', '--replay', file]);
		expect(await place(player, 'now')).toEqual(then);
		expect(await resultOf('now')).toEqual({
			callId: then.call_id,
			reference: 'now',
			authorization: 'Bearer of-now',
		});
		expect((await place(player, 'later')).call_id).not.toBe(then.call_id);
		const { stdout } = await player.stop();
		expect(stdout).toMatch(/as recorded {4}\+1415\*\*\*0178 {2}200\n/);
		expect(stdout).toMatch(/not recorded {3}\+1415\*\*\*0178 {2}handled as usual\n/);
		expect(stdout).toContain('\n1 of 1 recorded requests were replayed.\n');
	});

	it.each(['--replay', '--workflows'])('says so when it cannot read %s', async (option) => {
		const file = path.join(installed.folder, 'package.json');
		const { status, stderr } = await installed.run(['--port=0', option, file]);
		expect(status).toBe(1);
		expect(stderr).toContain(`Cannot read ${file}: `);
	});

	it('lists the workflows that it was given', async () => {
		const file = path.join(installed.folder, 'workflows.json');
		const workflows = [{ id: 'w-front-desk', name: 'Front desk' }];
		await writeFile(file, JSON.stringify({ workflows }));
		const other = await installed.start(['--port=0', '--workflows', file]);
		const response = await fetch(`${other.printed('Base URL')}/workflows`, {
			headers: { authorization: `Bearer ${other.printed('API key')}` },
		});
		await other.stop();
		expect(await response.json()).toEqual({ workflows });
	});

	it('says so when it cannot record', async () => {
		const { status, stderr } = await installed.run(['--port=0', '--record', installed.folder]);
		expect(status).toBe(1);
		expect(stderr).toContain(`Cannot write to ${installed.folder}`);
	});

	it('says what it cannot take, and where that stands', async () => {
		const { status, stderr } = await installed.run([], {
			CALLCOW_SIMULATOR_PORT: 'tcp://10.0.0.1',
		});
		expect(status).toBe(2);
		expect(stderr).toContain('CALLCOW_SIMULATOR_PORT must be a whole number');
	});

	it('says so when its port is taken', async () => {
		const { port } = new URL(simulator.printed('Base URL'));
		const { status, stderr } = await installed.run(['--port', port]);
		expect(status).toBe(1);
		expect(stderr).toContain(`Port ${port} is in use`);
	});
});
