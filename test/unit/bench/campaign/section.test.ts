import { campaignSection } from '../../../../bench/measured/campaign/section';
import { resultOf } from '../result-of';
import { growth, outcome, table } from './measured';

describe('campaignSection', () => {
	it('shows the tables, and when and where they were measured', () => {
		const markdown = campaignSection(resultOf(outcome())).markdown;

		expect(markdown).toMatch(/^## A campaign from a table\n/);
		expect(markdown).toContain('| 4 rows, 2 per tick |');
		expect(markdown).toContain('Measured on 2026-01-15: 2 cores (A processor)');
		expect(markdown).not.toContain('missed');
	});

	it('says how many rows fit, by the largest table', () => {
		const large = growth({ rows: 10_000, late: table([1_000], { bytes: 10_485_760 }) });

		const markdown = campaignSection(resultOf(outcome({ growth: [growth(), large] }))).markdown;

		expect(markdown).toContain('A done row takes 1,049 bytes');
		expect(markdown).toContain('enough for about 200,000 such rows');
	});

	it('draws the ratios into a picture that it shows', () => {
		const section = campaignSection(resultOf(outcome()));

		expect(section.markdown).toContain('(images/bench-campaign.svg)');
		expect(section.pictures[0]?.svg).toContain('>1,000 rows</text>');
	});

	it('says of a missed goal that it is missed', () => {
		const slow = outcome({ growth: [growth({ late: table([2_000, 2_000, 2_000]) })] });

		expect(campaignSection(resultOf(slow)).markdown).toContain(
			'The goal was missed. 1,000 rows: A late tick took 2.000',
		);
	});
});
