import type { PlaceOutcome } from '../../../../bench/measured/place/place';
import { placeSection } from '../../../../bench/measured/place/place-section';
import { comparison, node } from './measured';
import { resultOf } from '../result-of';

const few = comparison({ conditions: { items: 1, answerMs: 0, rounds: 3, memoryRounds: 0 } });

const result = (comparisons: PlaceOutcome['comparisons']) => resultOf({ comparisons });

describe('placeSection', () => {
	it('shows both nodes, and when and where they were measured', () => {
		const markdown = placeSection(result([few, comparison()])).markdown;

		expect(markdown).toMatch(/^## Placing calls\n/);
		expect(markdown).toContain('| 1 item, immediate answer | 900 (800–1000) |');
		expect(markdown).toContain('| 1,000 items, answer after 50 ms | 900 (800–1000) |');
		expect(markdown).toContain('Measured on 2026-01-15: 2 cores (A processor)');
	});

	it('draws the ratios into a picture that it shows', () => {
		const section = placeSection(result([few, comparison()]));
		const [picture] = section.pictures;

		expect(picture?.file).toBe('bench-place.svg');
		expect(section.markdown).toContain('(images/bench-place.svg)');
		expect(picture?.svg).toContain('>time relative to the HTTP Request node</text>');
		expect(picture?.svg).toContain('>1,000 items, answer after 50 ms</text>');
	});

	it('draws nothing that has no goal', () => {
		const [picture] = placeSection(result([few, comparison()])).pictures;

		expect(picture?.svg).not.toContain('>1 item, immediate answer</text>');
	});

	it('says of a missed goal that it is missed', () => {
		const slow = comparison({ callCow: node([1_200, 1_200, 1_200]) });

		expect(placeSection(result([slow])).markdown).toContain(
			'The goal was missed. 1,000 items, answer after 50 ms: It took 1.200',
		);
		expect(placeSection(result([comparison()])).markdown).not.toContain('missed');
	});

	it('says how busy the simulator was at the most, with the longest list', () => {
		const callCow = node([900, 900, 900], { simulatorBusy: [0.2, 0.384, 0.1] });
		const short = { ...few, callCow: node([5, 5, 5], { simulatorBusy: [4.02, 0.3, 0.3] }) };

		expect(placeSection(result([short, comparison({ callCow })])).markdown).toContain(
			'busy for at most 38% of',
		);
	});
});
