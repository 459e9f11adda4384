import type { IDataObject, INode } from 'n8n-workflow';
import type { StoredCredential } from '../../local-n8n/rest-client';
import { callCow, node } from '../../test/support/workflow-builder';

/** What a node talks to, and as whom. */
export interface Target {
	/** Without a slash at the end. */
	readonly baseUrl: string;
	readonly credential: StoredCredential;
}

/** The CallCow node with its default settings. Each of its items is a `Person`. */
export const callCowNodeOf = ({ credential }: Target): INode =>
	callCow(credential, { recipientPhone: '={{ $json.phone }}', prompt: '={{ $json.prompt }}' });

/**
 * An HTTP Request node that posts what the CallCow node posts, with an idempotency key as a careful
 * user would.
 */
export function httpRequestNodeOf(
	{ baseUrl, credential }: Target,
	options: IDataObject = {},
	more: Partial<INode> = {},
): INode {
	return node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		{
			method: 'POST',
			url: `${baseUrl}/call-prompt`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'callCowApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody:
				'={{ { prompt: $json.prompt, recipient_phone: $json.phone, idempotency_key: `${$execution.id}-${$itemIndex}` } }}',
			options,
		},
		{
			typeVersion: 4.5,
			credentials: { callCowApi: { id: credential.id, name: credential.name } },
			...more,
		},
	);
}
