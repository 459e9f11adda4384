/**
 * Who may import whom: shells → actions, trigger → transport → domain. Beside eslint.config.mjs,
 * which n8n's strict mode wants to be the template's, unchanged.
 */
import tseslint from 'typescript-eslint';

const LIBRARIES_OF_THE_DOMAIN = [
	'zod',
	'node:crypto',
	'libphonenumber-js/(core|max|metadata\\.max\\.json)',
	'ipaddr\\.js',
	'luxon',
];

/** @param own what else the files of one folder may import */
const onlyPureLibraries = (own) => ({
	regex: `^(?!${own}|(${LIBRARIES_OF_THE_DOMAIN.join('|')})$)`,
	message: 'The domain is pure: no n8n, no I/O, nothing above it.',
});
const noShell = {
	regex: '\\.(node|credentials)$',
	message: 'Nothing imports a shell.',
};
const nothingUnpublished = {
	regex: '/(simulator|local-n8n|demo|test|bench|check-callcow)/',
	message: 'Published code uses nothing that is not published.',
};
const noOperations = {
	regex: '/(actions|trigger)/',
	message: 'The transport imports the domain only.',
};
const notTheOtherNode = (other) => ({
	regex: `/${other}/`,
	message: 'The two nodes share the domain, not each other.',
});
const noLogic = {
	regex: '/(domain|transport)/',
	message: 'A shell holds no logic: it calls actions or trigger.',
};
const noSharedMistakes = {
	regex: '/(nodes|credentials)/|^n8n-',
	message: 'A mistake shared by the nodes and the simulator would hide itself.',
};
const onlyBeliefs = {
	regex: '/nodes/CallCow/(?!domain/)|/(simulator|test|bench|demo)/|^n8n-',
	message: 'What is compared with CallCow is what the domain and the credential say.',
};

/** The simulator's rooms; each may use those before it. What stands outside of them, all may use. */
const ROOMS = ['plan', 'calls', 'api', 'control', 'page', 'command-line'];
const onlyRoomsBefore = (room) => ({
	regex: `^(\\.\\./)+(${ROOMS.slice(ROOMS.indexOf(room) + 1).join('|')})/`,
	message: `The simulator's rooms use those before them: ${ROOMS.join(', ')}.`,
});
const noDoor = {
	regex: '/server$',
	message: 'server.ts puts the rooms together; only the command line starts it.',
};

const nothingMeasured = {
	regex: '/measured/',
	message: 'What measures and what is written serve every subject, and know none.',
};
const nothingWritten = {
	regex: '/written/',
	message: 'Measuring ends with numbers; what is written of them comes after.',
};

const forbid = (files, patterns) => ({
	files,
	rules: { 'no-restricted-imports': ['error', { patterns }] },
});

export default [
	{ ignores: ['dist/', 'coverage/', '**/*.js', '**/*.mjs', '**/*.cjs'] },
	{
		files: ['**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		// No file can except itself; and the comments that are there are meant for the other rules.
		linterOptions: { noInlineConfig: true },
	},
	forbid(['nodes/CallCow/domain/*.ts'], [onlyPureLibraries('\\./')]),
	forbid(['nodes/CallCow/domain/*/*.ts'], [onlyPureLibraries('\\.\\.?/\\w+$')]),
	forbid(['nodes/CallCow/transport/**/*.ts'], [noShell, nothingUnpublished, noOperations]),
	forbid(
		['nodes/CallCow/actions/**/*.ts'],
		[noShell, nothingUnpublished, notTheOtherNode('trigger')],
	),
	forbid(
		['nodes/CallCow/trigger/**/*.ts'],
		[noShell, nothingUnpublished, notTheOtherNode('actions')],
	),
	// What both nodes offer in the same way.
	forbid(
		[
			'nodes/CallCow/workflowLocator.ts',
			'nodes/CallCow/workflowChoice.ts',
			'nodes/CallCow/builderHint.ts',
		],
		[noShell, nothingUnpublished, noOperations],
	),
	forbid(['nodes/CallCow/*.node.ts'], [nothingUnpublished, noLogic]),
	forbid(['simulator/*.ts', 'simulator/command-line/*.ts'], [noSharedMistakes]),
	...ROOMS.slice(0, -1).map((room) =>
		forbid([`simulator/${room}/**/*.ts`], [noSharedMistakes, onlyRoomsBefore(room), noDoor]),
	),
	forbid(['check-callcow/**/*.ts'], [onlyBeliefs]),
	forbid(['bench/measuring/**/*.ts'], [nothingMeasured, nothingWritten]),
	forbid(['bench/written/**/*.ts'], [nothingMeasured]),
];
