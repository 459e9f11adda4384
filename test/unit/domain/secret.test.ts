import {
	deriveCallbackSecret,
	deriveUrlSecret,
	deriveWaitSecret,
	digestOfSecret,
	verifyCallbackDigest,
	verifyCallbackSecret,
	verifyUrlSecret,
} from '../../../nodes/CallCow/domain/secret';

describe('deriveCallbackSecret', () => {
	// Computed with Python's hmac module: a change would break every callback that is under way.
	it('gives the known answer for a known key', () => {
		expect(deriveCallbackSecret('ck_live_EXAMPLE_0000000000000000')).toBe(
			'9d338cca2c4ff2557acd3966e68cfdd0dc81ccc477477b080582b14e3891f002',
		);
	});

	it('gives another secret for another key', () => {
		expect(deriveCallbackSecret('ck_live_a')).not.toBe(deriveCallbackSecret('ck_live_b'));
	});
});

describe('deriveWaitSecret', () => {
	const wait = { executionId: '42', nodeId: 'node-1', nonce: 'nonce-1' };
	const known = '9d338cca2c4ff2557acd3966e68cfdd0dc81ccc477477b080582b14e3891f002';

	// Computed with Python's hmac module.
	it('gives the known answer for a known wait', () => {
		expect(deriveWaitSecret(known, wait)).toBe(
			'1f935c6472ba564c5dda8349f33330eafda80bd6ae045297b993d69ecd3affb2',
		);
	});

	it('differs as soon as anything of the wait differs', () => {
		const secrets = [
			deriveWaitSecret(known, wait),
			deriveWaitSecret('another secret', wait),
			deriveWaitSecret(known, { ...wait, executionId: '43' }),
			deriveWaitSecret(known, { ...wait, nodeId: 'node-2' }),
			deriveWaitSecret(known, { ...wait, nonce: 'nonce-2' }),
		];
		expect(new Set(secrets).size).toBe(secrets.length);
	});
});

describe('deriveUrlSecret', () => {
	const trigger = { workflowId: 'wf-1', nodeId: 'node-1', callCowWorkflowId: 'w-1' };
	const known = '9d338cca2c4ff2557acd3966e68cfdd0dc81ccc477477b080582b14e3891f002';

	// Computed with Python's hmac module: a change would turn away what registered URLs bring.
	it('gives the known answer for a known trigger', () => {
		expect(deriveUrlSecret(known, trigger)).toBe(
			'b5852b353c8ab71df845977c751fa4810ea7cbfc78605f93d9e145f8f4fabeb8',
		);
	});

	it('differs as soon as anything of the trigger differs', () => {
		const secrets = [
			deriveUrlSecret(known, trigger),
			deriveUrlSecret('another secret', trigger),
			deriveUrlSecret(known, { ...trigger, workflowId: 'wf-2' }),
			deriveUrlSecret(known, { ...trigger, nodeId: 'node-2' }),
			deriveUrlSecret(known, { ...trigger, callCowWorkflowId: 'w-2' }),
		];
		expect(new Set(secrets).size).toBe(secrets.length);
	});

	it('is never the secret of a waiting call', () => {
		const wait = { executionId: 'wf-1', nodeId: 'node-1', nonce: 'w-1' };
		expect(deriveUrlSecret(known, trigger)).not.toBe(deriveWaitSecret(known, wait));
	});
});

describe('verifyUrlSecret', () => {
	it('accepts the secret and nothing else', () => {
		expect(verifyUrlSecret('s3cret', 's3cret')).toBe(true);
		for (const given of ['', 's3cre', 's3crett', 'S3CRET', undefined, null, ['s3cret'], 7, {}]) {
			expect([given, verifyUrlSecret(given, 's3cret')]).toEqual([given, false]);
		}
	});

	it('accepts nothing when there is nothing to verify against', () => {
		expect(verifyUrlSecret('', '')).toBe(false);
	});
});

describe('verifyCallbackSecret', () => {
	it.each(['Bearer s3cret', 'bearer s3cret', 'Bearer  s3cret'])('accepts %j', (header) => {
		expect(verifyCallbackSecret(header, 's3cret')).toEqual({ ok: true });
	});

	it.each([
		'Bearer s3cre',
		'Bearer s3crett',
		'Bearer S3CRET',
		'Bearer s3cret ',
		'Bearer ünïcödé',
		`Bearer ${'x'.repeat(100_000)}`,
	])('refuses a wrong secret: %#', (header) => {
		expect(verifyCallbackSecret(header, 's3cret')).toEqual({ ok: false, reason: 'wrongSecret' });
	});

	it.each([
		undefined,
		'',
		'Bearer',
		'Bearer ',
		's3cret',
		'Basic s3cret',
		'Basic Bearer s3cret',
		'Bearer s3cret\nBearer other',
	])('says that %j carries no secret', (header) => {
		expect(verifyCallbackSecret(header, 's3cret')).toEqual({ ok: false, reason: 'noSecret' });
	});

	it('accepts nothing when there is no secret to compare with', () => {
		expect(verifyCallbackSecret('Bearer ', '').ok).toBe(false);
		expect(verifyCallbackSecret('Bearer x', '').ok).toBe(false);
	});
});

describe('verifyCallbackDigest', () => {
	const digest = digestOfSecret('s3cret');

	// Computed with Python's hashlib: a change would send those that wait back to the credential.
	it('knows the digest of a known secret', () => {
		expect(digest).toBe('HsHCa1DV08WNlYMYGvgHZlX-AHVr9yhZQLo2cPmfy6A');
	});

	it.each(['Bearer s3cret', 'bearer s3cret', 'Bearer  s3cret'])('accepts %j', (header) => {
		expect(verifyCallbackDigest(header, digest)).toBe(true);
	});

	it.each([
		undefined,
		'',
		'Bearer',
		's3cret',
		'Basic s3cret',
		'Bearer s3cre',
		'Bearer S3CRET',
		`Bearer ${digest}`,
		'Bearer ünïcödé',
	])('refuses %j', (header) => {
		expect(verifyCallbackDigest(header, digest)).toBe(false);
	});

	it('accepts nothing when there is no digest', () => {
		expect(verifyCallbackDigest('Bearer ', '')).toBe(false);
		expect(verifyCallbackDigest('Bearer s3cret', '')).toBe(false);
	});
});
