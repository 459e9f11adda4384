import type { IExecuteFunctions } from 'n8n-workflow';
import { webhookBaseBeside } from '../../domain/resultUrl';
import { oncePerRun } from '../oncePerRun';

/** Where this execution can be resumed: an address of this n8n as it is seen from outside. */
export const resumeUrlOf = oncePerRun((context) =>
	String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)),
);

/**
 * Below which address n8n has its production webhooks now, without a slash at the end; undefined when
 * that cannot be known.
 *
 * n8n has it beside its context, in all versions known, but does not promise it in its types. Where it is
 * not, it is told from the address for resuming, in which other names of endpoints cannot be recognized.
 */
export const webhookBaseOf = oncePerRun(
	(context) => besideContext(context) ?? webhookBaseBeside(resumeUrlOf(context)),
);

function besideContext(context: IExecuteFunctions): string | undefined {
	const { additionalData } = context as { additionalData?: { webhookBaseUrl?: unknown } };
	const base = additionalData?.webhookBaseUrl;
	return typeof base === 'string' && base !== '' ? base : undefined;
}
