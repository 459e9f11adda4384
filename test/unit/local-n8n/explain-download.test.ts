import { explainDownload } from '../../../local-n8n/install';
import { CommandFailed } from '../../../local-n8n/run-command';

const failed = (output: string) =>
	new CommandFailed('npm install ended with exit status 1', output, false);

describe('explainDownload', () => {
	it('says that npm is missing and where it comes from', () => {
		const missing = new CommandFailed('npm could not be started: spawn npm ENOENT', '', true);

		expect(explainDownload('npm', missing).message).toMatch(/npm was not found.*install Node 20/);
	});

	it.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'ERR_PNPM_META_FETCH_FAIL'])(
		'names %s as a matter of the connection or the proxy',
		(code) => {
			const { message } = explainDownload(
				'npm',
				failed(`npm error code ${code}\nnpm error network`),
			);

			expect(message).toContain(`could not be downloaded (${code})`);
			expect(message).toMatch(/Check the connection.*HTTPS_PROXY/s);
		},
	);

	it('says that the disk is full', () => {
		const output = 'ENOSPC: no space left on device, write';

		expect(explainDownload('node', failed(output)).message).toMatch(
			/disk is full.*N8N_CALLCOW_CACHE/,
		);
	});

	it('shows the last fifteen lines of anything else', () => {
		const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
		const { message } = explainDownload('npm', failed(lines.join('\n')));

		expect(message).toContain('npm install ended with exit status 1');
		expect(message).toContain('line 26\n');
		expect(message).not.toContain('line 25\n');
	});
});
