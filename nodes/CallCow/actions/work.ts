/** What the CallCow node does. Built into a file of its own, which is not loaded before the node is used. */

export { listSearch } from '../workflowChoice';
export { resume } from './call/resume';
export { route } from './router';
