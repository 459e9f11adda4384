import { receiveHere } from '../support/local-server';

/** What the last node of a workflow has seen of one result. */
export interface Report {
	readonly executionId: string;
	readonly outcome: string;
	readonly call_id: string;
	readonly call_summary: string | null;
	readonly reference?: string;
}

/**
 * Takes what the workflows report at their end. An execution that goes on twice reports twice, which n8n's own record
 * of it would not show.
 */
export interface ReportDesk {
	readonly url: string;
	reports(): Report[];
	close(): Promise<void>;
}

export async function openReportDesk(): Promise<ReportDesk> {
	const reports: Report[] = [];
	const server = await receiveHere((body) => void reports.push(JSON.parse(body) as Report));
	return { ...server, reports: () => [...reports] };
}
