import { ratioChart } from '../../written/ratio-chart';
import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { verdict } from '../../written/verdict';
import { ratiosOf } from '../../measuring/spread';
import { loading } from './loading';
import type { LoadOutcome } from './outcome';

const picture = 'bench-load.svg';

/** What the page tells of the time to load. */
export function loadSection(result: Result<LoadOutcome>): Section {
	const { outcome, machine } = result;
	const { own, peers } = outcome;
	const chart = ratioChart({
		axis: 'load time, times that of the package',
		goal: { at: 1, is: 'atMost' },
		ratios: peers.map(({ name, loadMs }) => ({
			label: name,
			ratio: ratiosOf(own.loadMs, loadMs),
		})),
	});
	return {
		markdown: `## Loading the package

When n8n starts, it loads the nodes and credentials of every community package, in each of its processes. Here this
package stands beside ${peers.length} others from the npm registry.

![The time in which this package loads, for each second of another package](images/${picture})

${loading.table(outcome)}

${verdict(loading, result)}

### How it was measured

- Median (least–most) of ${own.loadMs.length} rounds. Each round is a new process of Node ${machine.node} that loads n8n-workflow, as n8n has
  by then, and after it all packages, another one first in every round. The ratios are made round by round.
- *Load time* is that of all files under \`n8n\` in package.json, and of whatever they load in turn, with an instance of
  each class. For n8n's own nodes n8n reads a list (\`dist/known\`, \`dist/types\`) and loads a file only when it is
  needed; for community packages it does not look for one.
- *First use* is what a package has put off: the time from the first run of each node to the first thing that it asks
  n8n for, all nodes together. It comes once in a process. This package puts off all that its nodes do, with the
  libraries.
- *Files at the start* and the sizes are those of the package's own files; all packages were unpacked side by side as
  n8n keeps them.
- The others are chosen from the community packages that are downloaded most, among those that load nothing but their
  own files and n8n-workflow. A package that brings libraries along loads those too, and would only look slower.

\`npm run bench -- --only load\` measures it again.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}
