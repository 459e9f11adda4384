/**
 * Waits until whoever has just been answered has wished for the next thing: so it is done together with
 * what others wish for, and not after it.
 *
 * @param rounds how many promises may follow each other until then
 */
export async function promisesSettled(rounds: number): Promise<void> {
	for (let round = 0; round < rounds; round++) await null;
}
