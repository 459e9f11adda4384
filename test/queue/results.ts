import { type Person, type Stage, until } from './stage';

/** Waits until as many results have been reported as there are people. */
export async function untilReported(
	stage: Stage,
	persons: readonly Person[],
	timeoutMs?: number,
): Promise<void> {
	await until(
		`${persons.length} reports`,
		() => stage.reportsOf(persons).length >= persons.length,
		timeoutMs,
	);
}

/** Everybody was phoned once, and each result came once, where it belongs. */
export function expectEachOnce(stage: Stage, persons: readonly Person[]): void {
	expectPhonedOnce(stage, persons);
	const calls = new Map(stage.callsTo(persons).map(({ person, callId }) => [person, callId]));
	const results = stage
		.reportsOf(persons)
		.map(({ reference, call_id: callId, outcome }) => ({ reference, callId, outcome }));
	expect(byReference(results)).toEqual(
		byReference(
			persons.map((person) => ({
				reference: person.reference,
				callId: calls.get(person),
				outcome: 'answered',
			})),
		),
	);
}

export function expectPhonedOnce(stage: Stage, persons: readonly Person[]): void {
	expect(
		stage
			.callsTo(persons)
			.map(({ person }) => person.reference)
			.sort(),
	).toEqual(persons.map(({ reference }) => reference).sort());
}

function byReference<T extends { reference?: string }>(all: T[]): T[] {
	return all.sort((a, b) => (a.reference ?? '').localeCompare(b.reference ?? ''));
}
