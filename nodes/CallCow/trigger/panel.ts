import type { INodeTypeDescription } from 'n8n-workflow';

const EXECUTIONS = "They show up in the <a data-key='executions'>executions list</a>, not here.";

const TRY_IT =
	"listen here and send a result to the Test URL: in a second workflow, set 'Send Result To' to 'URL' and paste the Test URL into 'Callback URL'. With 'Source' set to 'CallCow Workflow', just listen: CallCow delivers to the Test URL in the meantime.";

/** What stands beside the form. n8n would speak of "events from CallCow", which somebody has to create there. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Listen for the result of a call',
	executionsHelp: {
		inactive: `<b>Publish the workflow</b> (before n8n 2: activate it). From then on, the result of each call that its CallCow node places starts it. ${EXECUTIONS}<br /><br /><b>To try it first</b>, ${TRY_IT}`,
		active: `<b>The result of each call</b> that the CallCow node in this workflow places starts it. ${EXECUTIONS}<br /><br /><b>To see one in the editor</b>, ${TRY_IT}`,
	},
	activationHint:
		"With 'Source' set to 'Placed Calls', results do not arrive at the Test URL on their own. Publish the workflow, and check the <a data-key='executions'>executions list</a>.",
};
