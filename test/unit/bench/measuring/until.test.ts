import { until } from '../../../../bench/measuring/until';

const { signal } = new AbortController();

describe('until', () => {
	it('gives what is there at last', async () => {
		const looks = [undefined, undefined, 'found'];

		expect(await until(() => looks.shift(), { everyMs: 1, signal })).toBe('found');
	});

	it('gives nothing when the time is over, after a last look', async () => {
		let looks = 0;
		const look = () => void looks++;

		expect(await until(look, { everyMs: 1, withinMs: 0, signal })).toBeUndefined();
		expect(looks).toBe(1);
	});

	it('throws when the user wants to stop', async () => {
		await expect(
			until(() => undefined, { everyMs: 1, signal: AbortSignal.abort() }),
		).rejects.toThrow('aborted');
	});
});
