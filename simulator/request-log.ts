import type { RequestRecord } from './records';

/** A request that is being answered: its status is set when that is done. */
export interface OpenRequest {
	answered(status: number): void;
}

/** What came in at the API, kept for tests to look at. */
export class RequestLog {
	private entries: Array<{ record: RequestRecord }> = [];

	open(request: Omit<RequestRecord, 'status'>): OpenRequest {
		const headers = { ...request.headers };
		if (headers.authorization !== undefined) {
			headers.authorization = String(headers.authorization).replace(/^(\S+\s+)?.*$/s, '$1[hidden]');
		}
		const entry = { record: { ...request, headers, status: null } as RequestRecord };
		this.entries.push(entry);
		return {
			answered: (status) => {
				entry.record = { ...entry.record, status };
			},
		};
	}

	records(): RequestRecord[] {
		return this.entries.map(({ record }) => record);
	}

	clear(): void {
		this.entries = [];
	}
}
