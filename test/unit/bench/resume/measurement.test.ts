import { measure, type Resumption } from '../../../../bench/measured/resume/measurement';

const resumption = (change: Partial<Resumption> = {}): Resumption => {
	const { executionId = '1', callId = 'call 1', sentAtMs = 1_000 } = change;
	return {
		executionId,
		callId,
		sentAtMs,
		answeredAtMs: sentAtMs + 20,
		status: 200,
		arrivals: [{ executionId, callId, atMs: sentAtMs + 50 }],
		...change,
	};
};

const arrival = (atMs: number, callId = 'call 1') => ({ executionId: '1', callId, atMs });

describe('measure', () => {
	it('takes latency and answer from the time at which each callback was sent', () => {
		const measurement = measure([
			resumption(),
			resumption({ sentAtMs: 5_000, answeredAtMs: 5_040.126, arrivals: [arrival(5_090)] }),
		]);

		expect(measurement.latencyMs).toEqual({ median: 70, least: 50, most: 90 });
		expect(measurement.answerMs).toEqual({ median: 30.06, least: 20, most: 40.13 });
	});

	it('finds nothing wrong where each execution goes on once with its own result', () => {
		expect(measure([resumption(), resumption()])).toMatchObject({
			callbacks: 2,
			lost: 0,
			repeated: 0,
			mixedUp: 0,
			refused: 0,
		});
	});

	it('counts executions that do not go on, and leaves them out of the latency', () => {
		expect(measure([resumption(), resumption({ arrivals: [] })])).toMatchObject({
			latencyMs: { most: 50 },
			callbacks: 2,
			lost: 1,
		});
	});

	it('counts what ran more than once, and takes the first time', () => {
		const twice = resumption({ arrivals: [arrival(1_080), arrival(1_060)] });

		expect(measure([twice])).toMatchObject({ latencyMs: { median: 60 }, repeated: 1, lost: 0 });
	});

	it("counts results of another's call", () => {
		expect(measure([resumption({ arrivals: [arrival(1_060, 'call 2')] })]).mixedUp).toBe(1);
	});

	it('counts callbacks that were refused', () => {
		expect(measure([resumption({ status: 409 }), resumption()]).refused).toBe(1);
	});

	it('measures nothing where nothing went on', () => {
		expect(() => measure([resumption({ arrivals: [] })])).toThrow(RangeError);
	});
});
