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
		axis: 'time of a late tick relative to an early tick',
		ratios: growth.map((one) => ({ label: sized(one.rows), ratio: tickRatio(one) })),
		goal: { at: MOST_TIMES, is: 'atMost' },
	});
	const largest = growth.at(-1);
	return {
		markdown: `## A campaign from a table

This benchmark runs the example [Campaign from a table](../examples/campaign-from-a-table.json), which keeps its list and
results in an n8n data table. Each run of the workflow is a *tick*. The goal is that a tick at the end of a campaign, when
all but a few rows are done, takes at most ${MOST_TIMES.toFixed(2)} times as long as a tick at the beginning.

${wholeTable(outcome)}

![Time of a late tick relative to an early tick](images/${picture})

${growthTable(outcome)}

${grownTable(outcome)}

Each value is the median of all rounds, with the minimum and maximum in parentheses.

${missedGoal(campaign, outcome)}${largest === undefined ? '' : room(bytesOfRow(largest))}${whenAndWhere(result)}

### How it was measured

- The workflow is the example with different settings: hours that never end, as many rows per tick as the tables show,
  unlimited time for a tick, and no schedule. Each tick was started by hand after the previous one had ended. The pace is
  off.
- The time of a tick is that of its execution, as stored by n8n. Its calls continued until the tick had ended, so no result
  arrived in the meantime. Then all of them were answered, ${RESULTS_AT_ONCE} at a time. *Results* is the time until all results were in the
  table and their executions had ended. n8n starts an execution with expressions for each result, which takes most of the
  time.
- *Whole campaign* started with a table of open rows, and its last tick found no one to call. Memory is that of the n8n
  process (RSS), which keeps the memory that it has once used.
- *Early and late ticks* compares two tables of the same size, each in its own n8n. They took turns in ${conditions.rounds} rounds of ${conditions.rowsPerTick} rows,
  and the order alternated from round to round. In the early table, all rows were open. In the late table, all rows were done
  except those of the rounds. The done rows weren't called one by one: they were copies of a row that the campaign had
  called, each with a different number, added through n8n's data tables page. One earlier tick of each table wasn't
  measured.
- *Tick in the executions* is what n8n stores about a tick in the list of executions.
- The simulator counted the calls: each row must be called exactly once and have its outcome in the table.

### What grows and why

n8n's data tables have no index except the row's ID. A filter on any other column reads the whole table twice: once for the
rows and once for their number. *First with This Number* uses such a filter, once for each row of a tick. If n8n stores its
data in SQLite, it also adds up the size of all data tables before each write (*Mark Calling*, *Note the Call*, *Write
Result*), and reads all of them to do so. In PostgreSQL, it asks for the size of the files instead.
[docs/scaling.md](scaling.md#a-campaign-of-a-million-rows) explains what to do with long lists.

To repeat this measurement, run \`npm run bench -- --only campaign\`.
`,
		pictures: [{ file: picture, svg }],
	};
}

const room = (bytes: number) =>
	`A done row takes ${bytes.toLocaleString('en')} bytes here, with the simulator's short transcripts. n8n 2.41 limits all data tables together to
200 MB (\`N8N_DATA_TABLES_MAX_SIZE_BYTES\`), which is enough for about ${rounded(LIMIT_BYTES / bytes)} such rows.

`;

/** To two digits: more would not hold for another list. */
const rounded = (count: number) => Number(count.toPrecision(2)).toLocaleString('en');
