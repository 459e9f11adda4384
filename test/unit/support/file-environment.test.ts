/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** In a process of its own: here, it would put away what jest itself is using. */
const program = `
	const { AsyncLocalStorage } = require('node:async_hooks');
	const FileEnvironment = require('./file-environment.js');
	const started = () =>
		new FileEnvironment({ globalConfig: {}, projectConfig: { testEnvironmentOptions: {} } }, {});
	const left = [new AsyncLocalStorage(), new AsyncLocalStorage()];
	(async () => {
		const environment = started();
		left[0].enterWith('entered');
		left[1].run('run', async () => {
			const values = () => left.map((storage) => String(storage.getStore()));
			const during = values();
			await environment.teardown();
			console.log(JSON.stringify({ during, after: values() }));
		});
	})();
`;

describe('the environment of a test file', () => {
	it('leaves no storage behind that each further promise would have to carry', async () => {
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], {
			cwd: path.join(__dirname, '../../support'),
		});
		expect(JSON.parse(stdout)).toEqual({
			during: ['entered', 'run'],
			after: ['undefined', 'undefined'],
		});
	});
});
