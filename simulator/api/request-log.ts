/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import { AsyncLocalStorage } from 'node:async_hooks';
import { hideAuthorization } from '../hidden';
import type { RequestRecord } from '../records';

/** A request and what was answered, once that is over. */
export interface Exchange {
	readonly request: RequestRecord;
	/** Parsed when it is JSON, else the text; `null` when there was none. */
	readonly answer: unknown;
	readonly answer_headers: Readonly<Record<string, string | number | string[] | undefined>>;
	/** By the simulator's clock. */
	readonly answered_after_ms: number;
}

/** A request that is being answered: its status is set when that is done. */
export interface OpenRequest {
	answered(status: number): void;
	/** The request as it is known now. */
	record(): RequestRecord;
	/** Carries out `work` as part of this request: a call that it places is noted here. */
	during(work: () => void): void;
}

interface Entry {
	record: RequestRecord;
}

/** What came in at the API, kept for people and tests to look at. */
export class RequestLog {
	private entries: Entry[] = [];
	// Which request makes a call is known at the edge, and the call is made further in. The context
	// says it, so that not every layer between has to pass it on.
	private readonly underway = new AsyncLocalStorage<Entry>();

	/** @param onChange called when a request was answered */
	constructor(private readonly onChange: (record: RequestRecord) => void = () => {}) {}

	open(request: Omit<RequestRecord, 'status' | 'made_call_id'>): OpenRequest {
		const headers = { ...request.headers };
		if (headers.authorization !== undefined) {
			headers.authorization = hideAuthorization(String(headers.authorization));
		}
		const entry: Entry = { record: { ...request, headers, status: null, made_call_id: null } };
		this.entries.push(entry);
		return {
			answered: (status) => {
				entry.record = { ...entry.record, status };
				this.onChange(entry.record);
			},
			record: () => entry.record,
			during: (work) => this.underway.run(entry, work),
		};
	}

	/** Notes that the request which is being answered has made this call. */
	callMade(callId: string): void {
		const entry = this.underway.getStore();
		if (entry) entry.record = { ...entry.record, made_call_id: callId };
	}

	records(): RequestRecord[] {
		return this.entries.map(({ record }) => record);
	}

	clear(): void {
		this.entries = [];
	}
}
