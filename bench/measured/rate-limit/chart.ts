import { drawChart, numbers, TEXT } from '../../written/svg-chart';
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

/** Draws how many calls each way had placed after how many seconds, above the most that is possible. */
export function placedOverTime(
	conditions: Conditions,
	variants: readonly MeasuredVariant[],
): string {
	const lines = [
		{ name: 'theoretical minimum', placed: mostPlacedBySecond(conditions), look: LEAST },
		...variants.map(({ name, measurement }, index) => ({
			name,
			placed: measurement.placedBySecond,
			look: LOOKS[index % LOOKS.length] ?? LEAST,
		})),
	];
	return drawChart(500, {
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
			...numbers,
			name: 'seconds since the first request',
			min: 0,
			...ticks(conditions, lines),
		},
		yAxis: { ...numbers, name: 'calls placed', nameGap: 44, min: 0, max: conditions.calls },
		series: lines.map(({ name, placed, look: { color, width, dash } }) => ({
			name,
			type: 'line' as const,
			data: placed.map((calls, second) => [second, calls]),
			// Each minute's calls may leave at once: the line of the possible climbs upright.
			step: name === 'theoretical minimum' ? ('end' as const) : false,
			symbol: 'none',
			itemStyle: { color },
			lineStyle: { color, width, type: dash },
			markPoint: endOf(placed, color, conditions),
		})),
	});
}

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
