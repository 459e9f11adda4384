import { rounded } from '../measuring/rounded';
import type { Spread } from '../measuring/spread';
import { drawChart, numbers, TEXT } from './svg-chart';

export interface Ratio {
	readonly label: string;
	readonly ratio: Spread;
}

export interface RatioChart {
	/** What 1 means, such as `throughput, times that of a bare trigger`. */
	readonly axis: string;
	/** From the top down. */
	readonly ratios: readonly Ratio[];
	/** Where the goal ends, and which side of it is good. */
	readonly goal: { readonly at: number; readonly is: 'atLeast' | 'atMost' };
}

const MET = '#0072b2';
const MISSED = '#d55e00';
const GOAL = '#6b7280';

const ROW = 44;

/**
 * Draws one dot for each ratio, its spread as a line through it, and the goal. A ratio that misses the
 * goal is a hollow dot of another colour.
 */
export function ratioChart({ axis, ratios, goal }: RatioChart): string {
	const ends = ratios.flatMap(({ ratio }) => [ratio.least, ratio.most]);
	return drawChart(110 + ROW * ratios.length, {
		grid: { left: 24, right: 60, top: 34, bottom: 56, containLabel: true },
		xAxis: {
			...numbers,
			name: axis,
			min: rounded(Math.min(goal.at, 1, ...ends) - 0.06, 1),
			max: rounded(Math.max(goal.at, 1, ...ends) + 0.06, 1),
		},
		yAxis: {
			type: 'category',
			inverse: true,
			data: ratios.map(({ label }) => label),
			axisLabel: { color: TEXT, fontSize: 13 },
			axisTick: { show: false },
			axisLine: { lineStyle: { color: TEXT } },
		},
		series: ratios.map(({ ratio }, row) => {
			const isMet = goal.is === 'atLeast' ? ratio.median >= goal.at : ratio.median <= goal.at;
			const color = isMet ? MET : MISSED;
			return {
				type: 'line' as const,
				data: [
					{ value: [ratio.least, row], symbolSize: 0 },
					{ value: [ratio.median, row], symbolSize: 11 },
					{ value: [ratio.most, row], symbolSize: 0 },
				],
				symbol: isMet ? 'circle' : 'emptyCircle',
				itemStyle: { color },
				lineStyle: { color, width: 3 },
				label: {
					show: true,
					position: 'top' as const,
					color: TEXT,
					formatter: ({ dataIndex }: { dataIndex: number }) =>
						dataIndex === 1 ? ratio.median.toFixed(2) : '',
				},
				markLine: row === 0 ? goalLine(goal) : undefined,
			};
		}),
	});
}

function goalLine({ at, is }: RatioChart['goal']) {
	return {
		silent: true,
		symbol: 'none',
		lineStyle: { color: GOAL, type: 'dashed' as const, width: 1.5 },
		label: {
			// The upper end: the axis of the rows points down.
			position: 'start' as const,
			color: TEXT,
			formatter: `goal: at ${is === 'atLeast' ? 'least' : 'most'} ${at}`,
		},
		data: [{ xAxis: at }],
	};
}
