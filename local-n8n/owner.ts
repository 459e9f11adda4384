/**
 * The owner of every n8n that is started here: throw-away, known to everyone who reads this, and of use only on an n8n
 * that listens on 127.0.0.1.
 */
export const owner = {
	email: 'owner@example.com',
	firstName: 'Demo',
	lastName: 'Owner',
	password: 'CallCow-demo-1',
} as const;
