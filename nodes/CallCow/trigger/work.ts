/** What the CallCow Trigger does. Built into a file of its own, which is not loaded before the node is used. */

export { listSearch } from '../workflowChoice';
export { receive } from './receive';
export { webhookMethods } from './registration';
