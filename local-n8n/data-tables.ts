import type { IDataObject } from 'n8n-workflow';

import type { N8nClient } from './rest-client';

/** A row with the columns that n8n adds: `id`, `createdAt`, `updatedAt`. */
export type DataTableRow = IDataObject & { readonly id: number };

/** A table of n8n's own in the owner's project, as the editor's page Data tables has it. */
export interface DataTable {
	readonly id: string;
	/** Where the editor shows it, without n8n's address. */
	readonly path: string;
	/** All rows, in the order of their IDs. */
	rows(): Promise<DataTableRow[]>;
	insert(rows: readonly IDataObject[]): Promise<void>;
	/** Adds the rows of a CSV file whose first line names columns of the table. */
	importCsv(csv: string): Promise<void>;
	/** Changes one row, as somebody does who types into the table. */
	change(rowId: number, data: IDataObject): Promise<void>;
	/** Removes the table with all its rows. */
	remove(): Promise<void>;
}

interface Listed {
	readonly data: ReadonlyArray<{ readonly id: string; readonly name: string }>;
}

interface Page {
	readonly count: number;
	readonly data: DataTableRow[];
}

const ROWS_IN_A_PAGE = 250;

/** The table of that name; undefined when there is none yet. */
export async function findDataTable(
	n8n: N8nClient,
	tableName: string,
): Promise<DataTable | undefined> {
	const { id: projectId } = await n8n.send<{ id: string }>('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${projectId}/data-tables`;
	const { data: listed } = await n8n.send<Listed>('GET', tables);
	const found = listed.find(({ name }) => name === tableName);
	if (found === undefined) return undefined;

	const table = `${tables}/${found.id}`;
	return {
		id: found.id,
		path: `/projects/${projectId}/datatables/${found.id}`,

		async rows() {
			const rows: DataTableRow[] = [];
			for (;;) {
				const page = `take=${ROWS_IN_A_PAGE}&skip=${rows.length}&sortBy=id:asc`;
				const { data, count } = await n8n.send<Page>('GET', `${table}/rows?${page}`);
				rows.push(...data);
				if (rows.length >= count || data.length === 0) return rows;
			}
		},

		async insert(rows) {
			await n8n.send('POST', `${table}/insert`, { data: rows, returnType: 'count' });
		},

		async importCsv(csv) {
			const form = new FormData();
			form.append('file', new Blob([csv], { type: 'text/csv' }), 'rows.csv');
			const { id: fileId } = await n8n.send<{ id: string }>(
				'POST',
				'/rest/data-tables/uploads',
				form,
			);
			await n8n.send('POST', `${table}/import-csv`, { fileId });
		},

		async change(rowId, data) {
			const filter = {
				type: 'and',
				filters: [{ columnName: 'id', condition: 'eq', value: rowId }],
			};
			await n8n.send('PATCH', `${table}/rows`, { filter, data });
		},

		async remove() {
			await n8n.send('DELETE', table);
		},
	};
}
