import fc from 'fast-check';
import {
	automaticIdempotencyKey,
	automaticOnceKey,
	type CallIdentity,
	type OnceIdentity,
} from '../../../nodes/CallCow/domain/idempotency';

const call: CallIdentity = {
	instanceId: 'instance-1',
	workflowId: 'workflow-1',
	executionId: '42',
	nodeId: 'node-1',
	run: 0,
	itemIndex: 0,
	number: '+14155552671',
};

const numbers = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);

const identities: fc.Arbitrary<CallIdentity> = fc.record({
	instanceId: fc.string(),
	workflowId: fc.string(),
	executionId: fc.option(fc.string(), { nil: undefined }),
	nodeId: fc.string(),
	run: fc.oneof(fc.nat(), fc.string()),
	itemIndex: fc.nat(),
	number: numbers,
});

const onceIdentities: fc.Arbitrary<OnceIdentity> = fc.record({
	instanceId: fc.string(),
	workflowId: fc.string(),
	nodeId: fc.string(),
	number: numbers,
	period: fc.string(),
});

/** Also those that n8n makes equal: that is what mistakes are made of. */
const pairs = fc
	.tuple(identities, identities, fc.subarray(Object.keys(call)))
	.map(([one, other, same]): [CallIdentity, CallIdentity] => [
		one,
		{
			...other,
			...Object.fromEntries(same.map((part) => [part, one[part as keyof CallIdentity]])),
		},
	]);

describe('automaticIdempotencyKey', () => {
	// Computed with Python's hashlib: a change would let a repeat miss its first call.
	it.each([
		['a run of the node', call, 'n8n-a6e264654694803b127209c006304e8668a61782'],
		[
			"an agent's tool call",
			{ ...call, run: 'call_abc123' },
			'n8n-6948dc661642534e08a1a9bd95f5e6c0ae311cbe',
		],
		[
			'a run in no execution',
			{ ...call, executionId: undefined, run: 'run-1' },
			'n8n-2dc8ba8b01119f240095d4c84811cc2677bc94bf',
		],
	])('gives the known answer for %s', (_, identity, key) => {
		expect(automaticIdempotencyKey(identity)).toBe(key);
	});

	it('is the same for the same call, always', () => {
		fc.assert(
			fc.property(identities, (identity) => {
				expect(automaticIdempotencyKey({ ...identity })).toBe(automaticIdempotencyKey(identity));
			}),
		);
	});

	it('is never shared by two numbers, whatever else they have in common', () => {
		fc.assert(
			fc.property(pairs, ([one, other]) => {
				fc.pre(one.number !== other.number);
				expect(automaticIdempotencyKey(one)).not.toBe(automaticIdempotencyKey(other));
			}),
		);
	});

	it('differs as soon as anything of the call differs', () => {
		fc.assert(
			fc.property(pairs, ([one, other]) => {
				const isSame = (Object.keys(call) as Array<keyof CallIdentity>).every(
					(part) => one[part] === other[part],
				);
				expect(automaticIdempotencyKey(one) === automaticIdempotencyKey(other)).toBe(isSame);
			}),
		);
	});

	it('does not confuse parts that read the same when put together', () => {
		const one = automaticIdempotencyKey({ ...call, workflowId: '1', executionId: '23' });
		const other = automaticIdempotencyKey({ ...call, workflowId: '12', executionId: '3' });
		expect(one).not.toBe(other);
	});
});

describe('automaticOnceKey', () => {
	// Computed with Python's hashlib: with another one, whoever was called before an update is called again.
	it('gives the known answer for a known number of a known node and period', () => {
		expect(
			automaticOnceKey({
				instanceId: 'instance-1',
				workflowId: 'wf-1',
				nodeId: 'node-1',
				number: '+14155552671',
				period: '2026-03-30',
			}),
		).toBe('n8n-0fd154ee8304b6afb3d26fae2066bd198f6832b6');
	});

	it('is never shared by two numbers, nor with a key of one run', () => {
		fc.assert(
			fc.property(onceIdentities, numbers, identities, (once, number, identity) => {
				fc.pre(once.number !== number);
				expect(automaticOnceKey(once)).not.toBe(automaticOnceKey({ ...once, number }));
				expect(automaticOnceKey(once)).not.toBe(automaticIdempotencyKey(identity));
			}),
		);
	});
});
