/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- never published: runs on the developer's machine */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

interface MediaTypes {
	readonly content: { readonly 'application/json': { readonly schema: object } };
}

interface CallPromptOperation {
	readonly requestBody: MediaTypes;
	readonly responses: Readonly<
		Record<string, MediaTypes & { readonly headers?: Record<string, { readonly schema: object }> }>
	>;
}

interface ContractDocument {
	readonly paths: { readonly '/call-prompt': { readonly post: CallPromptOperation } };
	readonly components: {
		readonly schemas: Readonly<Record<string, { readonly properties: Record<string, unknown> }>>;
	};
}

const contractFile = path.join(__dirname, 'call-prompt.openapi.yaml');
const documentId = 'call-prompt.openapi.yaml';
const operationPointer = `${documentId}#/paths/~1call-prompt/post`;

/** The contract that every request and answer is held against. */
export const contract = parse(readFileSync(contractFile, 'utf8')) as ContractDocument;

const { responses } = contract.paths['/call-prompt'].post;

const ajv = createAjv();

/** Judges a parsed body; what is wrong with it stands in the validator's `errors`. */
export type Validator = ValidateFunction;

/** Judges the body of a request to place a call. Fields that are not documented pass. */
export function requestValidator(): Validator {
	return ajv.compile({
		$ref: `${operationPointer}/requestBody/content/application~1json/schema`,
	});
}

/** The names of all documented fields of a request to place a call. */
export function documentedRequestFields(): string[] {
	return Object.keys(contract.components.schemas.CallPromptRequest?.properties ?? {});
}

/** Judges the body of an answer with `status`, which has to be a documented one. */
export function responseValidator(status: number): Validator {
	if (!responses[status]) throw new RangeError(`The contract has no answer ${status}`);
	return ajv.compile({
		$ref: `${operationPointer}/responses/${status}/content/application~1json/schema`,
	});
}

/** Judges the parsed value of a header of an answer with `status`: a number where it is one. */
export function responseHeaderValidator(status: number, header: string): Validator {
	if (!responses[status]?.headers?.[header]) {
		throw new RangeError(`The contract has no header ${header} for answer ${status}`);
	}
	return ajv.compile({ $ref: `${operationPointer}/responses/${status}/headers/${header}/schema` });
}

/** The documented statuses of an answer, in ascending order. */
export function documentedStatuses(): number[] {
	return Object.keys(responses).map(Number);
}

/** What a validator found, one finding a line, ready for a test's message. */
export function findings(errors: ErrorObject[] | null | undefined): string {
	return ajv.errorsText(errors, { separator: '\n', dataVar: 'body' });
}

function createAjv(): Ajv2020 {
	const instance = new Ajv2020({ allErrors: true });
	addFormats(instance);
	// What OpenAPI has beside JSON Schema; everything else unknown is a mistake in the document.
	instance.addVocabulary([
		'openapi',
		'info',
		'servers',
		'security',
		'paths',
		'components',
		'example',
	]);
	instance.addSchema({ ...contract, $id: documentId });
	return instance;
}
