import { ratioChart } from '../../written/ratio-chart';
import type { Result } from '../../written/results';
import type { Section } from '../../written/section';
import { missedGoal, whenAndWhere } from '../../written/verdict';
import { campaign } from './campaign';
import { MOST_TIMES, sized } from './goal';
import { bytesOfRow, tickRatio, type CampaignOutcome } from './outcome';
import { growthTable, grownTable, wholeTable } from './table';
import { RESULTS_AT_ONCE } from './tick';

const picture = 'bench-campaign.svg';
/** What n8n 2.41 gives all data tables together, unless N8N_DATA_TABLES_MAX_SIZE_BYTES says otherwise. */
const LIMIT_BYTES = 200 * 1024 * 1024;

/** What the page tells of the campaign from a table. */
export function campaignSection(result: Result<CampaignOutcome>): Section {
	const { outcome } = result;
	const { conditions, growth } = outcome;
	const svg = ratioChart({
		axis: 'time of a late tick, times that of an early one',
		ratios: growth.map((one) => ({ label: sized(one.rows), ratio: tickRatio(one) })),
		goal: { at: MOST_TIMES, is: 'atMost' },
	});
	const largest = growth.at(-1);
	return {
		markdown: `## A campaign from a table

The example [Campaign from a table](../examples/campaign-from-a-table.json), whose list and results are a data table of
n8n's own. The goal is that a tick takes at most ${MOST_TIMES.toFixed(2)} of its time at the end of a campaign, when all rows but a few are
done, as at its beginning.

${wholeTable(outcome)}

![Time of a late tick, times that of an early one](images/${picture})

${growthTable(outcome)}

${grownTable(outcome)}

The median of all rounds, and in brackets the least and the most.

${missedGoal(campaign, outcome)}${largest === undefined ? '' : room(bytesOfRow(largest))}${whenAndWhere(result)}

### How it was measured

- The workflow is the example with other settings: hours that never end, as many rows a tick as the tables say, time for
  a tick of any length, and no schedule. Each tick was started by hand when the one before it was over. The pace is off.
- The time of a tick is that of its execution, as n8n has stored it. Its calls went on until it was over, so no result
  arrived meanwhile. Then all of them were answered, ${RESULTS_AT_ONCE} at once; *results* is the time until all of them were in the table
  and their executions over. n8n starts an execution for each, with expressions: that is what most of the time goes into.
- *A whole campaign* began with a table of open rows, and its last tick found nobody. Memory is that of the n8n process
  (RSS), which keeps what it has once had.
- *Early and late*: two tables of the same size, each in an n8n of its own, which took turns, in ${conditions.rounds} rounds of ${conditions.rowsPerTick} rows; in
  every other round the other one began. In the early table all rows were open. In the late one all were done but those of
  the rounds; the done rows were copies of one that the campaign had called, with another number each, put in through n8n's
  page of tables, not called one by one. One tick of each before that was not measured.
- *A tick in the executions* is what n8n keeps of it in the list of executions.
- The simulator counted: each row has to be called, and once, and to have its end in the table.

### What grows, and why

n8n's data tables have no index but the row's ID. A filter by any other column reads the whole table, twice: for the rows,
and for their number. *First with This Number* has such a filter, once for each row of a tick. And where n8n keeps its data in
SQLite, it adds up the size of all data tables before each write (*Mark Calling*, *Note the Call*, *Write Result*), for which
it reads all of them; in PostgreSQL it asks for the size of the files.
[docs/scaling.md](scaling.md#a-campaign-of-a-million-rows) says what to do with long lists.

\`npm run bench -- --only campaign\` measures it again.
`,
		pictures: [{ file: picture, svg }],
	};
}

const room = (bytes: number) =>
	`A done row takes ${bytes.toLocaleString('en')} bytes here, with the short transcripts of the simulator. n8n 2.41 gives all data tables together
200 MB (\`N8N_DATA_TABLES_MAX_SIZE_BYTES\`): room for about ${rounded(LIMIT_BYTES / bytes)} such rows.

`;

/** To two digits: more would not hold for another list. */
const rounded = (count: number) => Number(count.toPrecision(2)).toLocaleString('en');
