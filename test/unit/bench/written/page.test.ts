import { renderPage } from '../../../../bench/written/page';

describe('renderPage', () => {
	it('puts the sections one after the other, below a heading of their own', () => {
		const page = renderPage([
			{ markdown: '## First\n\nOne.\n', pictures: [] },
			{ markdown: '## Second\n\nTwo.', pictures: [] },
		]);

		expect(page).toMatch(/^# Benchmarks\n/);
		expect(page).toMatch(/\n\n## First\n\nOne\.\n\n## Second\n\nTwo\.\n$/);
	});
});
