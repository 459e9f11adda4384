import * as echarts from 'echarts';

export const TEXT = '#1f2937';
const FAINT = '#e5e7eb';

/** How every axis of numbers looks. */
export const numbers = {
	type: 'value' as const,
	nameLocation: 'middle' as const,
	nameGap: 32,
	nameTextStyle: { color: TEXT, fontSize: 13 },
	axisLabel: { color: TEXT, fontSize: 12 },
	axisLine: { show: true, lineStyle: { color: TEXT } },
	splitLine: { lineStyle: { color: FAINT } },
};

/** Draws an SVG on white, so that it can be read on a dark page too. */
export function drawChart(height: number, option: echarts.EChartsCoreOption): string {
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 900, height });
	try {
		chart.setOption({
			animation: false,
			backgroundColor: '#ffffff',
			textStyle: { color: TEXT, fontFamily: 'Arial, Helvetica, sans-serif', fontSize: 13 },
			...option,
		});
		return chart.renderToSVGString();
	} finally {
		chart.dispose();
	}
}
