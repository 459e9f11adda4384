/**
 * Measures every way once in each round, one after the other, in the opposite order in every other
 * round: what changes slowly on the machine touches all of them alike.
 *
 * @returns for each way what its rounds came to, in the order of the rounds
 */
export async function inRounds<Way, Measured>(
	rounds: number,
	ways: readonly Way[],
	measure: (way: Way, round: number) => Promise<Measured>,
): Promise<Measured[][]> {
	const measured: Measured[][] = ways.map(() => []);
	for (let round = 0; round < rounds; round++) {
		const order = [...ways.entries()];
		for (const [index, way] of round % 2 === 0 ? order : order.reverse()) {
			measured[index]!.push(await measure(way, round));
		}
	}
	return measured;
}

/** Some facts of each round, as a list for each of them in the order of the rounds. */
export function roundByRound<Measured, Fact extends keyof Measured>(
	rounds: readonly Measured[],
	...facts: readonly Fact[]
): { [Key in Fact]: Array<Measured[Key]> } {
	const lists = facts.map((fact) => [fact, rounds.map((round) => round[fact])] as const);
	return Object.fromEntries(lists) as { [Key in Fact]: Array<Measured[Key]> };
}
