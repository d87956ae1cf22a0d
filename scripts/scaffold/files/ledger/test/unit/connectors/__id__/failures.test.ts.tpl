/** What kind of failure an answer of __Display__ is: n8n and the posting act on it. */
import { failureOf } from '../../../../connectors/ledgers/__id__/failures';

test.each([
	[401, 'unauthorized'],
	[403, 'rejected'],
	[429, 'rateLimited'],
	[503, 'uncertain'],
])('status %d is %s', (status, failure) => {
	expect(failureOf({ status, headers: {}, body: {} }, '__Display__')?.failure).toBe(failure);
});

test('waits as long as it is told', () => {
	const refusal = failureOf({ status: 429, headers: { 'retry-after': '7' }, body: {} }, '__Display__');
	expect(refusal?.retryAfterMs).toBe(7_000);
});
