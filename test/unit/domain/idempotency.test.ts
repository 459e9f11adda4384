import fc from 'fast-check';
import { automaticIdempotencyKey } from '../../../nodes/CallCow/domain/idempotency';

const call = {
	instanceId: 'instance-1',
	workflowId: 'workflow-1',
	executionId: '42',
	nodeId: 'node-1',
	run: 0,
	itemIndex: 0,
};

const identities = fc.record({
	instanceId: fc.string(),
	workflowId: fc.string(),
	executionId: fc.string(),
	nodeId: fc.string(),
	run: fc.oneof(fc.nat(), fc.string()),
	itemIndex: fc.nat(),
});

describe('automaticIdempotencyKey', () => {
	// Computed with Python's hashlib: a change would let a repeat miss its first call.
	it('gives the known answer for a known call', () => {
		expect(automaticIdempotencyKey(call)).toBe('n8n-7031bfe69170471e7dfffef310820255b5b51775');
	});

	it("gives the known answer for an agent's tool call", () => {
		expect(automaticIdempotencyKey({ ...call, run: 'call_abc123' })).toBe(
			'n8n-929ada9ea0c6425ccc03a4a01721120e184c334f',
		);
	});

	it('is the same for the same call, always', () => {
		fc.assert(
			fc.property(identities, (identity) => {
				expect(automaticIdempotencyKey({ ...identity })).toBe(automaticIdempotencyKey(identity));
			}),
		);
	});

	it('differs as soon as anything of the call differs', () => {
		fc.assert(
			fc.property(identities, identities, (one, other) => {
				fc.pre(JSON.stringify(Object.values(one)) !== JSON.stringify(Object.values(other)));
				expect(automaticIdempotencyKey(one)).not.toBe(automaticIdempotencyKey(other));
			}),
		);
	});

	it('does not confuse parts that read the same when put together', () => {
		const one = automaticIdempotencyKey({ ...call, workflowId: '1', executionId: '23' });
		const other = automaticIdempotencyKey({ ...call, workflowId: '12', executionId: '3' });
		expect(one).not.toBe(other);
	});
});
