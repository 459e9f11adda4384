/* eslint-disable @n8n/community-nodes/no-restricted-imports -- never published with the nodes: runs on the developer's machine */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Exchange } from '../api/request-log';
import {
	hidden,
	hideAuthorization,
	hideSecretsInBody,
	hideSecretsInQueries,
	hideSecretsInUrl,
	isNamedLikeSecret,
} from '../hidden';
import type { CallRecord, DeliveryRecord } from '../records';

type Headers = Readonly<Record<string, string | number | string[] | undefined>>;

/**
 * What went to and fro, in a file: one JSON object a line, the newest last. Keys, secrets and
 * signatures are hidden; phone numbers are not.
 */
export class Recording {
	private file: number | undefined;

	/**
	 * @param path the file, which is made, for its owner only, or gone on with
	 * @param secrets texts that are hidden wherever they stand
	 * @throws when the file cannot be written to
	 */
	constructor(
		path: string,
		private readonly secrets: () => readonly string[],
	) {
		this.file = openSync(path, 'a', 0o600);
	}

	exchange({ request, answer, answer_headers: headers, ...more }: Exchange): void {
		this.write({
			type: 'request',
			...request,
			path: hideSecretsInQueries(request.path),
			headers: withoutSecrets(request.headers),
			body: hideSecretsInBody(request.body),
			...more,
			answer_headers: withoutSecrets(headers),
			answer,
		});
	}

	delivery(delivery: DeliveryRecord): void {
		const { response_body: answer } = delivery;
		this.write({
			type: 'delivery',
			...delivery,
			url: hideSecretsInUrl(delivery.url),
			request_headers: withoutSecrets(delivery.request_headers),
			response_body: answer === null ? null : hideSecretsInQueries(answer),
		});
	}

	/** That a call has ended, which its delivery does not say of one that nobody is told of. */
	end({ call_id, workflow_id, ended_at, outcome }: CallRecord): void {
		this.write({ type: 'end', call_id, workflow_id, ended_at, outcome });
	}

	close(): void {
		if (this.file !== undefined) closeSync(this.file);
		this.file = undefined;
	}

	private write(entry: object): void {
		if (this.file === undefined) return;
		const line = this.secrets().reduce(
			(text, secret) => text.replaceAll(secret, hidden),
			JSON.stringify(entry),
		);
		// At once and not in the background: a simulator that is killed has told all.
		writeSync(this.file, `${line}\n`);
	}
}

function withoutSecrets(headers: Headers): Headers {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, shown(name.toLowerCase(), value)]),
	);
}

function shown(name: string, value: Headers[string]) {
	if (name.endsWith('authorization')) return hideAuthorization(String(value));
	return isNamedLikeSecret(name) || /cookie|api-?key/.test(name) ? hidden : value;
}
