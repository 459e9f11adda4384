import { z } from 'zod';
import type { NamedAddresses } from './named-addresses';

const confirmationsSchema = z.array(
	z
		.object({
			address: z.string().min(1),
			/** What the address is, and so what is to be looked at. */
			is: z.string().min(1),
			/** When, and who has looked; empty as long as nobody has. */
			confirmed: z.string().regex(/^(\d{4}-\d\d-\d\d, .*\S)?$/, 'must be like "2030-01-31, Name"'),
		})
		.strict(),
);

/** What is known of each address: see addresses.json. */
export type Confirmations = z.infer<typeof confirmationsSchema>;

export function readConfirmations(text: string): Confirmations {
	return confirmationsSchema.parse(JSON.parse(text));
}

/** What stands in the way of a release, a line for each; nothing when every address is confirmed. */
export function whatIsMissing(named: NamedAddresses, confirmations: Confirmations): string[] {
	const known = new Map(confirmations.map((entry) => [entry.address, entry]));
	const unknown = [...named].filter(([address]) => !known.has(address));
	return [
		...confirmations
			.filter(({ confirmed }) => confirmed === '')
			.map(({ address, is }) => `${address}: nobody has confirmed it. ${is}`),
		...unknown.map(([address, files]) => `${address}: not on the list, but in ${files.join(', ')}`),
		...[...known.keys()]
			.filter((address) => !named.has(address))
			.map((address) => `${address}: on the list, but named nowhere any more`),
	];
}
