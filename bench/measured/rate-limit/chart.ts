import * as echarts from 'echarts';
import { leastSeconds, mostPlacedBySecond, type Conditions } from './conditions';
import type { MeasuredVariant } from './outcome';

interface Look {
	readonly color: string;
	readonly width: number;
	readonly dash: number[] | 'solid';
}

const LEAST: Look = { color: '#6b7280', width: 5, dash: 'solid' };

/** Told apart by colour-blind people as well; the dashes do it in black and white. */
const LOOKS: readonly Look[] = [
	{ color: '#0072b2', width: 2.5, dash: 'solid' },
	{ color: '#009e73', width: 2.5, dash: [8, 3] },
	{ color: '#d55e00', width: 2, dash: [4, 3] },
	{ color: '#cc79a7', width: 2, dash: [10, 3, 2, 3] },
	{ color: '#8a6d00', width: 2, dash: [2, 3] },
];

const TEXT = '#1f2937';
const FAINT = '#e5e7eb';

/**
 * Draws how many calls each way had placed after how many seconds, above the most that is possible.
 * SVG on white, so that it can be read on a dark page too.
 */
export function placedOverTime(
	conditions: Conditions,
	variants: readonly MeasuredVariant[],
): string {
	const lines = [
		{ name: 'least possible', placed: mostPlacedBySecond(conditions), look: LEAST },
		...variants.map(({ name, measurement }, index) => ({
			name,
			placed: measurement.placedBySecond,
			look: LOOKS[index % LOOKS.length] ?? LEAST,
		})),
	];
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height: 500 });
	try {
		chart.setOption({
			animation: false,
			backgroundColor: '#ffffff',
			textStyle: { color: TEXT, fontFamily: 'Arial, Helvetica, sans-serif', fontSize: 13 },
			legend: {
				top: 12,
				left: 60,
				right: 30,
				itemWidth: 36,
				itemGap: 18,
				textStyle: { color: TEXT, fontSize: 13 },
			},
			grid: { left: 64, right: 34, top: 88, bottom: 56 },
			xAxis: {
				type: 'value',
				name: 'seconds since the first request',
				min: 0,
				...ticks(conditions, lines),
				...axis,
				nameGap: 32,
			},
			yAxis: { type: 'value', name: 'calls placed', min: 0, max: conditions.calls, ...axis },
			series: lines.map(({ name, placed, look: { color, width, dash } }) => ({
				name,
				type: 'line' as const,
				data: placed.map((calls, second) => [second, calls]),
				// Each minute's calls may leave at once: the line of the possible climbs upright.
				step: name === 'least possible' ? ('end' as const) : false,
				symbol: 'none',
				itemStyle: { color },
				lineStyle: { color, width, type: dash },
				markPoint: endOf(placed, color, conditions),
			})),
		});
		return chart.renderToSVGString();
	} finally {
		chart.dispose();
	}
}

const axis = {
	nameLocation: 'middle' as const,
	nameGap: 44,
	nameTextStyle: { color: TEXT, fontSize: 13 },
	axisLabel: { color: TEXT, fontSize: 12 },
	axisLine: { show: true, lineStyle: { color: TEXT } },
	splitLine: { lineStyle: { color: FAINT } },
};

/** A dot where a line ends; with the count where people were left out. */
function endOf(placed: readonly number[], color: string, { calls }: Conditions) {
	const last = placed.at(-1) ?? 0;
	return {
		symbol: 'circle',
		symbolSize: 8,
		itemStyle: { color },
		label: {
			show: last < calls,
			// Above its dot: on the same height runs every line that goes on.
			position: [4, -18],
			color: TEXT,
			fontSize: 12,
			formatter: `${last} of ${calls}`,
		},
		data: [{ coord: [placed.length - 1, last] }],
	};
}

/** Whole windows, but not so many labels that they run into each other. */
function ticks(
	conditions: Conditions,
	lines: ReadonlyArray<{ readonly placed: readonly number[] }>,
): { interval: number; max: number } {
	const longest = Math.max(leastSeconds(conditions), ...lines.map(({ placed }) => placed.length));
	const interval = 60 * Math.ceil(longest / 60 / 12);
	return { interval, max: interval * Math.ceil(longest / interval) };
}
