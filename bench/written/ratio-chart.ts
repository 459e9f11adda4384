import * as echarts from 'echarts';
import type { Spread } from '../measuring/spread';

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

const TEXT = '#1f2937';
const FAINT = '#e5e7eb';
const MET = '#0072b2';
const MISSED = '#d55e00';
const GOAL = '#6b7280';

const ROW = 44;

/**
 * Draws one dot for each ratio, its spread as a line through it, and the goal. A ratio that misses the
 * goal is a hollow dot of another colour. SVG on white, so that it can be read on a dark page too.
 */
export function ratioChart({ axis, ratios, goal }: RatioChart): string {
	const height = 110 + ROW * ratios.length;
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height });
	const ends = ratios.flatMap(({ ratio }) => [ratio.least, ratio.most]);
	const tenths = (value: number) => Math.round(value * 10) / 10;
	try {
		chart.setOption({
			animation: false,
			backgroundColor: '#ffffff',
			textStyle: { color: TEXT, fontFamily: 'Arial, Helvetica, sans-serif', fontSize: 13 },
			grid: { left: 24, right: 60, top: 34, bottom: 56, containLabel: true },
			xAxis: {
				type: 'value',
				name: axis,
				min: tenths(Math.min(goal.at, 1, ...ends) - 0.06),
				max: tenths(Math.max(goal.at, 1, ...ends) + 0.06),
				nameLocation: 'middle',
				nameGap: 32,
				nameTextStyle: { color: TEXT, fontSize: 13 },
				axisLabel: { color: TEXT, fontSize: 12 },
				axisLine: { show: true, lineStyle: { color: TEXT } },
				splitLine: { lineStyle: { color: FAINT } },
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
		return chart.renderToSVGString();
	} finally {
		chart.dispose();
	}
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
