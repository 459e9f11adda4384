/** In libphonenumber's data, for numbers of which nobody knows where they are. */
const UNKNOWN = 'Etc/Unknown';

/**
 * Turns libphonenumber's list (`1201|America/New_York`, zones separated by `&`, comments behind `#`) into a
 * line for each set of zones: `America/New_York=1201 1202`. Digits that say nothing new are left out.
 */
export function compactTimeZones(mapData: string): string {
	const zonesByPrefix = new Map<string, string>();
	for (const line of mapData.split('\n')) {
		const text = line.trim();
		if (text === '' || text.startsWith('#')) continue;
		const [, prefix, zones] = /^(\d+)\|([\w/+&-]+)$/.exec(text) ?? [];
		if (prefix === undefined || zones === undefined) throw new Error(`Not understood: ${text}`);
		if (zones !== UNKNOWN) zonesByPrefix.set(prefix, zones.replaceAll('&', ','));
	}
	if (zonesByPrefix.size === 0) throw new Error('No numbers in that file');

	const prefixesByZones = new Map<string, string[]>();
	for (const [prefix, zones] of zonesByPrefix) {
		if (ofShorterPrefix(prefix, zonesByPrefix) === zones) continue;
		prefixesByZones.set(zones, [...(prefixesByZones.get(zones) ?? []), prefix]);
	}
	return [...prefixesByZones]
		.map(([zones, prefixes]) => `${zones}=${prefixes.join(' ')}`)
		.join('\n');
}

function ofShorterPrefix(
	prefix: string,
	zonesByPrefix: ReadonlyMap<string, string>,
): string | undefined {
	for (let length = prefix.length - 1; length > 0; length--) {
		const zones = zonesByPrefix.get(prefix.slice(0, length));
		if (zones !== undefined) return zones;
	}
	return undefined;
}
