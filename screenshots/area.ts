import type { Locator } from 'playwright-core';

/** A part of the page, in its own pixels. */
export interface Area {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** What all of these cover, and a margin. */
export async function around(elements: Locator, margin: number): Promise<Area> {
	const areas = await Promise.all((await elements.filter({ visible: true }).all()).map(area));
	const x = Math.min(...areas.map((each) => each.x)) - margin;
	const y = Math.min(...areas.map((each) => each.y)) - margin;
	const right = Math.max(...areas.map((each) => each.x + each.width)) + margin;
	const bottom = Math.max(...areas.map((each) => each.y + each.height)) + margin;
	return { x, y, width: right - x, height: bottom - y };
}

export async function area(element: Locator): Promise<Area> {
	const box = await element.boundingBox();
	if (box === null) throw new Error(`${element.toString()} cannot be seen.`);
	return box;
}
