import type { ListOutcome } from '../../../../bench/measured/rate-limit/outcome';
import { rateLimitSection } from '../../../../bench/measured/rate-limit/section';
import { measured } from './measured';
import { resultOf } from '../result-of';

const result = (outcome: Partial<ListOutcome> = {}) =>
	resultOf({
		conditions: { calls: 120, requestsPerMinute: 60, answerSeconds: 3 },
		variants: [{ name: 'CallCow node', measurement: measured() }],
		...outcome,
	});

const fourProcesses = result({
	variants: [{ name: 'CallCow node in 4 processes', measurement: measured({ rateLimited: 9 }) }],
});

describe('rateLimitSection', () => {
	it('shows each way beside the least possible time', () => {
		const markdown = rateLimitSection(result(), undefined).markdown;

		expect(markdown).toContain(
			'| theoretical minimum |  | 1.00 | 63.0 s | 120 | 0 | 0 | 120 | 0 |  |  |',
		);
		expect(markdown).toContain(
			'| CallCow node | 63.0 s | 1.00 | 63.0 s | 120 | 0 | 0 | 120 | 0 | 30 | success |',
		);
	});

	it('gives no ratio to a list that was phoned in part', () => {
		const measurement = measured({ placed: 60, notPlaced: 60, executionSeconds: 3.2 });
		const partly = result({ variants: [{ name: 'HTTP Request node', measurement }] });

		expect(rateLimitSection(partly, undefined).markdown).toContain(
			'| HTTP Request node | 3.2 s | – |',
		);
	});

	it('tells when, on what machine and with which versions', () => {
		expect(rateLimitSection(result(), undefined).markdown).toContain(
			'Measured on 2026-01-15: 2 cores (A processor), 24 GiB of memory, linux; n8n 2.41.1 on Node 24.21.0, the simulator on Node 20.20.2.',
		);
	});

	it('leaves out what was not measured', () => {
		expect(rateLimitSection(result(), undefined).markdown).not.toContain('### Four');
		expect(rateLimitSection(undefined, fourProcesses).markdown).not.toContain('### One');
	});

	it('says of a missed goal that it is missed', () => {
		const measurement = measured({ executionSeconds: 126 });
		const slow = result({ variants: [{ name: 'CallCow node', measurement }] });

		expect(rateLimitSection(slow, undefined).markdown).toContain(
			'The goal was missed. It took 2.000 times the theoretical minimum',
		);
		expect(rateLimitSection(result(), fourProcesses).markdown).not.toContain('missed');
	});

	it('draws every way into one chart that it shows', () => {
		const section = rateLimitSection(result(), fourProcesses);
		const [picture] = section.pictures;

		expect(section.markdown).toContain(`(images/${picture?.file})`);
		for (const name of ['theoretical minimum', 'CallCow node', 'CallCow node in 4 processes']) {
			expect(picture?.svg).toContain(`>${name}</text>`);
		}
	});

	it('draws on white, whatever the page around it has', () => {
		const [picture] = rateLimitSection(result(), undefined).pictures;

		expect(picture?.svg).toMatch(/<rect width="900" height="500"[^>]* fill="#ffffff"/);
	});
});
