import { ContractDocument, type Validator } from './contract-document';

export { findings, type Validator } from './contract-document';

const placing = new ContractDocument('call-prompt.openapi.yaml').operation('post', '/call-prompt');

/** Judges the body of a request to place a call. Fields that are not documented pass. */
export function requestValidator(): Validator {
	return placing.requestValidator();
}

/** The names of all documented fields of a request to place a call. */
export function documentedRequestFields(): string[] {
	return placing.requestFields();
}

/** Judges the body of an answer with `status`, which has to be a documented one. */
export function responseValidator(status: number): Validator {
	return placing.responseValidator(status);
}

/** Judges the parsed value of a header of an answer with `status`: a number where it is one. */
export function responseHeaderValidator(status: number, header: string): Validator {
	return placing.responseHeaderValidator(status, header);
}

/** The documented statuses of an answer, in ascending order. */
export function documentedStatuses(): number[] {
	return placing.statuses().map(Number);
}
