import type { Check } from '../check';
import { callState } from './call-state';
import { credentialTest } from './credential';
import { privateCallbackWithNumber } from './private-callback';
import { rateLimitHeaders, reachedRateLimit } from './rate-limit';
import { refusedPromptCalls } from './refused-prompt-call';
import { refusedTwice } from './refused-twice';
import { testCall } from './test-call';
import { unknownWorkflow, unknownWorkflowWithNumber } from './unknown-workflow';
import { workflowList } from './workflows';
import { wrongKey } from './wrong-key';

/** Every check, in the order in which they are run. */
export function allChecks({ callbackUrl }: { callbackUrl?: string }): Check[] {
	return [
		credentialTest,
		workflowList,
		...wrongKey,
		...refusedPromptCalls,
		refusedTwice,
		unknownWorkflow,
		privateCallbackWithNumber,
		unknownWorkflowWithNumber,
		...testCall(callbackUrl),
		// After the test call, whose ID they ask for.
		...callState(),
		rateLimitHeaders,
		// After everything, because nothing gets through for a while.
		reachedRateLimit,
	];
}
