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
		axis: 'load time of n8n-nodes-callcow relative to the other package',
		goal: { at: 1, is: 'atMost' },
		ratios: peers.map(({ name, loadMs }) => ({
			label: name,
			ratio: ratiosOf(own.loadMs, loadMs),
		})),
	});
	return {
		markdown: `## Loading the package

When n8n starts, each of its processes loads the nodes and credentials of every community package. This benchmark compares
this package with ${peers.length} others from the npm registry.

![Load time of this package relative to each other package](images/${picture})

${loading.table(outcome)}

${verdict(loading, result)}

### How it was measured

- Each value is the median, with the minimum and maximum in parentheses, of ${own.loadMs.length} rounds. Each round is a new process of Node ${machine.node}
  that loads n8n-workflow, which n8n has loaded by then, and after that all packages. A different package comes first in
  each round. The ratios are calculated for each round.
- *Load time* is the time to load all files listed under \`n8n\` in package.json and everything they load in turn, and to
  create an instance of each class. For its own nodes, n8n reads a list (\`dist/known\`, \`dist/types\`) and loads a file only
  when it's needed. For community packages, it doesn't look for such a list.
- *First use* is the work that a package has put off: the time from the first run of each node to the first thing that it
  asks n8n for, for all nodes together. It occurs once per process. This package puts off everything that its nodes do,
  including the libraries.
- *Files at startup* and the sizes cover the package's own files. All packages were unpacked side by side, as n8n keeps
  them.
- The other packages were chosen from the most downloaded community packages, among those that load only their own files
  and n8n-workflow. A package that includes libraries also loads those, and would only look slower.

To repeat this measurement, run \`npm run bench -- --only load\`.
`,
		pictures: [{ file: picture, svg: chart }],
	};
}
