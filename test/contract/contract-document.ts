/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

/** Judges a parsed body; what is wrong with it stands in the validator's `errors`. */
export type Validator = ValidateFunction;

/** A part of a document, and where it is. */
interface Place {
	readonly pointer: string;
	readonly value: unknown;
}

const ajv = createAjv();

/** An OpenAPI document of this folder, against which requests and answers are held. */
export class ContractDocument {
	private readonly root: unknown;

	constructor(private readonly fileName: string) {
		this.root = parse(readFileSync(path.join(__dirname, fileName), 'utf8'));
		ajv.addSchema({ ...(this.root as object), $id: fileName });
	}

	/** @throws RangeError when the document has no such operation */
	operation(method: 'get' | 'post' | 'delete', endpoint: string): ContractOperation {
		return new ContractOperation(this, this.at(['paths', endpoint, method]));
	}

	/** What CallCow sends by itself: an entry of `webhooks`. */
	sentByCallCow(name: string): ContractOperation {
		return new ContractOperation(this, this.at(['webhooks', name, 'post']));
	}

	/** Follows `steps` and every reference on the way. */
	at(steps: readonly string[], from: Place = { pointer: '#', value: this.root }): Place {
		let place = this.resolved(from);
		for (const step of steps) {
			const value = (place.value as Record<string, unknown>)[step];
			const pointer = `${place.pointer}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
			if (value === undefined) throw new RangeError(`${this.fileName} has no ${pointer}`);
			place = this.resolved({ pointer, value });
		}
		return place;
	}

	validator({ pointer }: Place): Validator {
		// Braces of a path have to be escaped in what is a URI.
		return ajv.compile({ $ref: `${this.fileName}${encodeURI(pointer)}` });
	}

	private resolved(place: Place): Place {
		const { $ref: pointer } = place.value as { $ref?: string };
		return pointer === undefined ? place : this.at(pointer.split('/').slice(1));
	}
}

/** One endpoint and method, or one delivery, of a document. */
export class ContractOperation {
	constructor(
		private readonly document: ContractDocument,
		private readonly place: Place,
	) {}

	/** Judges the body of a request. Fields that are not documented pass. */
	requestValidator(): Validator {
		return this.document.validator(this.requestSchema());
	}

	/** The names of all documented fields of a request. */
	requestFields(): string[] {
		return Object.keys(
			(this.requestSchema().value as { properties: Record<string, unknown> }).properties,
		);
	}

	/** Judges the body of an answer with `status`, which has to be a documented one. */
	responseValidator(status: number): Validator {
		const steps = ['content', 'application/json', 'schema'];
		return this.document.validator(this.document.at(steps, this.response(status)));
	}

	/** Judges the parsed value of a header of an answer with `status`: a number where it is one. */
	responseHeaderValidator(status: number, header: string): Validator {
		const response = this.response(status);
		if (!(header in ((response.value as { headers?: object }).headers ?? {}))) {
			throw new RangeError(`The contract has no header ${header} for answer ${status}`);
		}
		return this.document.validator(this.document.at(['headers', header, 'schema'], response));
	}

	/** The documented statuses of an answer as they are written, in ascending order. */
	statuses(): string[] {
		return Object.keys((this.place.value as { responses: object }).responses).sort();
	}

	private requestSchema(): Place {
		return this.document.at(['requestBody', 'content', 'application/json', 'schema'], this.place);
	}

	private response(status: number): Place {
		if (!this.statuses().includes(String(status))) {
			throw new RangeError(`The contract has no answer ${status}`);
		}
		return this.document.at(['responses', String(status)], this.place);
	}
}

/** What a validator found, one finding a line, ready for a test's message. */
export function findings(errors: ErrorObject[] | null | undefined): string {
	return ajv.errorsText(errors, { separator: '\n', dataVar: 'body' });
}

function createAjv(): Ajv2020 {
	const instance = new Ajv2020({ allErrors: true, allowUnionTypes: true });
	addFormats(instance);
	// What OpenAPI has beside JSON Schema; everything else unknown is a mistake in the document.
	instance.addVocabulary([
		'openapi',
		'info',
		'servers',
		'security',
		'paths',
		'webhooks',
		'components',
		'example',
	]);
	return instance;
}
