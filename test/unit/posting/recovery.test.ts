/** Going on after a crash, and beside other runs. */
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { JournalEntry } from '../../../core/journal/entry';
import { requestIdOf } from '../../../core/posting/requestId';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { claimOf } from '../../../core/posting/work';
import { paidSale } from '../../support/entries';
import { LEDGER, TENANT } from '../../support/ledgerModel';
import { codesOf, fails, Harness, LEASE_MS, losesAnswer, shortKey, summaryOf } from './harness';

const claims = (documents: readonly LedgerDocument[]) =>
	documents.map((document) => claimOf(document, LEDGER, TENANT));

/** A run that died right after it had noted what it was about to send. @returns the token */
async function diedSending(harness: Harness, entries: readonly JournalEntry[]): Promise<string> {
	const requests = claims(entries.flatMap((entry) => harness.documentsOf(entry)));
	const token = requestIdOf(
		TENANT,
		requests.map((request) => ({ ...request, attempts: 0 })),
	);
	await harness.log.claim(requests, 'dead', LEASE_MS);
	await harness.log.sending(requests, token, 'dead', LEASE_MS);
	return token;
}

const [one, two, three] = [paidSale('1'), paidSale('2'), paidSale('3')];

describe('after a crash', () => {
	it('others keep off until the lease has run out', async () => {
		const harness = new Harness();
		await diedSending(harness, [one]);
		expect(summaryOf(await harness.post([one]))).toEqual(['inProgress: busy']);
		expect(codesOf(await harness.post([one]))).toEqual([['POSTING_IN_PROGRESS']]);
		await harness.time.pass(LEASE_MS);
		expect(summaryOf(await harness.post([one]))).toEqual(['posted: created']);
	});

	it('what the ledger has is taken over, without sending anything', async () => {
		const harness = new Harness();
		await diedSending(harness, [one]);
		for (const document of harness.documentsOf(one)) harness.ledger.enter(document);
		await harness.time.pass(LEASE_MS);
		const results = await harness.post([one]);
		expect(summaryOf(results)).toEqual(['posted: found']);
		expect(harness.ledger.calls).toEqual({ send: 0, find: 1, prepare: 0, company: 0, read: 0, undo: 0 });
	});

	it('what it has not is sent with the same token, in the order of the first time', async () => {
		const harness = new Harness();
		const token = await diedSending(harness, [one, two, three]);
		await harness.time.pass(LEASE_MS);
		await harness.post([three, one, two]);
		expect(harness.sent).toMatchObject([{ token }]);
		expect(harness.sent[0]?.keys.map(shortKey)).toEqual(['order/1/Sale', 'order/2/Sale', 'order/3/Sale']);
	});

	it('the same token is not used when a part of the batch is there', async () => {
		const harness = new Harness();
		const token = await diedSending(harness, [one, two]);
		for (const document of harness.documentsOf(one)) harness.ledger.enter(document);
		await harness.time.pass(LEASE_MS);
		expect(summaryOf(await harness.post([one, two]))).toEqual(['posted: found', 'posted: created']);
		expect(harness.sent[0]?.token).not.toBe(token);
	});

	it('nor when not all members of the batch are at hand', async () => {
		const harness = new Harness();
		const token = await diedSending(harness, [one, two]);
		await harness.time.pass(LEASE_MS);
		await harness.post([one]);
		expect(harness.sent[0]?.token).not.toBe(token);
		expect(harness.sent[0]?.keys.map(shortKey)).toEqual(['order/1/Sale']);
	});

	it('nor when one of them can no longer be sent: the rest waits until nothing is on its way any more', async () => {
		const harness = new Harness();
		const late = paidSale('2', { bookedOn: '2026-02-28' });
		const token = await diedSending(harness, [one, late]);
		const keys = [one, late].flatMap((entry) => harness.documentsOf(entry));
		const sentAt = harness.time.now();
		// the run had noted that it did not know, before it ended
		await harness.log.uncertain(
			keys.map(({ postingKey }) => ({ postingKey, findings: [] })),
			'dead',
		);
		harness.ledger.company = { closedUntil: '2026-02-28' };
		const results = await harness.post([one, late]);
		expect(summaryOf(results)).toEqual(['posted: created', 'review: uncertain']);
		expect(harness.sent).toHaveLength(1);
		expect(harness.sent[0]?.token).not.toBe(token);
		expect(harness.sent[0]?.at ?? 0).toBeGreaterThanOrEqual(sentAt + DEFAULT_RETRY.quietAfterMs);
	});

	it('nor when one of them has changed since', async () => {
		const harness = new Harness();
		const token = await diedSending(harness, [one, two]);
		await harness.time.pass(LEASE_MS);
		const changed = paidSale('2', { amount: '11.00' });
		expect(summaryOf(await harness.post([one, changed]))).toEqual(['posted: created', 'posted: created']);
		expect(harness.sent[0]?.token).not.toBe(token);
		expect(await harness.log.recordsOf([changed.documentId])).toMatchObject([{ total: { amount: '11.00' } }]);
	});

	it('what was posted and has changed since is taken over as it was, and goes to review', async () => {
		const harness = new Harness();
		await diedSending(harness, [one]);
		for (const document of harness.documentsOf(one)) harness.ledger.enter(document);
		await harness.time.pass(LEASE_MS);
		const [result] = await harness.post([paidSale('1', { amount: '11.00' })]);
		expect(result).toMatchObject({ outcome: 'review', documents: [{ state: 'changed', ledgerId: '1' }] });
		expect(await harness.log.recordsOf([one.documentId])).toMatchObject([
			{ status: 'posted', total: { amount: '10.00' } },
		]);
		expect(summaryOf(await harness.post([one]))).toEqual(['unchanged: unchanged']);
	});

	it('what is there and is neither what was sent nor what would be sent now is reported', async () => {
		const harness = new Harness();
		await diedSending(harness, [one]);
		const [document] = harness.documentsOf(one);
		if (document !== undefined)
			harness.ledger.enter({ ...document, total: { amount: '9.00', currency: 'GBP' } });
		await harness.time.pass(LEASE_MS);
		const results = await harness.post([paidSale('1', { amount: '11.00' })]);
		expect(codesOf(results)).toEqual([['CHANGED_AFTER_POSTING', 'POSTED_AMOUNT_DIFFERS']]);
		expect(results[0]?.findings[1]).toMatchObject({ evidence: { actual: '9.00 GBP', expected: '10.00' } });
		const [record] = await harness.log.recordsOf([one.documentId]);
		expect(record).toMatchObject({ status: 'posted', findings: [{ code: 'POSTED_AMOUNT_DIFFERS' }] });
	});

	it('what was posted before its period was closed is found, not held', async () => {
		const harness = new Harness({ company: { closedUntil: '2026-03-05' } });
		await diedSending(harness, [one]);
		for (const document of harness.documentsOf(one)) harness.ledger.enter(document);
		await harness.time.pass(LEASE_MS);
		expect(summaryOf(await harness.post([one]))).toEqual(['posted: found']);
	});

	it('what was claimed but not sent is simply posted', async () => {
		const harness = new Harness();
		await harness.log.claim(claims(harness.documentsOf(one)), 'dead', LEASE_MS);
		await harness.time.pass(LEASE_MS);
		expect(summaryOf(await harness.post([one]))).toEqual(['posted: created']);
		expect(harness.ledger.calls.find).toBe(0);
	});
});

describe('soon after a lost answer', () => {
	it('another run that has not the whole batch waits until nothing can be on its way any more', async () => {
		const harness = new Harness();
		await diedSending(harness, [one, two]);
		const keys = claims([...harness.documentsOf(one), ...harness.documentsOf(two)]);
		await harness.log.uncertain(
			keys.map(({ postingKey }) => ({ postingKey, findings: [] })),
			'dead',
		);
		const before = harness.time.now();
		await harness.post([one]);
		expect((harness.sent[0]?.at ?? 0) - before).toBeGreaterThanOrEqual(120_000);
	});
});

describe('two runs at once', () => {
	it('share the work: each event is posted by one of them', async () => {
		const harness = new Harness();
		const entries = [one, two, three];
		const [a, b] = await Promise.all([harness.post(entries), harness.post(entries)]);
		expect(harness.inLedger.toSorted()).toEqual(['order/1/Sale', 'order/2/Sale', 'order/3/Sale']);
		const outcomes = [...(a ?? []), ...(b ?? [])].map(({ outcome }) => outcome);
		expect(outcomes.filter((outcome) => outcome === 'posted')).toHaveLength(3);
		expect(outcomes.filter((outcome) => outcome === 'inProgress')).toHaveLength(3);
	});

	it('what another run has taken over while this one was slow is left to it', async () => {
		const harness = new Harness({ maxBatch: 1 });
		harness.script = [
			async (_requests, send) => {
				// far longer than the lease
				await harness.time.sleep(2 * LEASE_MS);
				await harness.log.claim(claims(harness.documentsOf(two)), 'faster', LEASE_MS);
				return await send();
			},
		];
		expect(summaryOf(await harness.post([one, two]))).toEqual(['posted: created', 'inProgress: busy']);
		expect(harness.sent).toHaveLength(1);
	});
});

describe('looking up first', () => {
	it('finds what was posted before the sync log was lost, although numbers may repeat there', async () => {
		const harness = new Harness({ uniqueNumbers: false, maxBatch: 2 });
		for (const document of [one, three].flatMap((entry) => harness.documentsOf(entry)))
			harness.ledger.enter(document);
		const results = await harness.post([one, two, three], { lookUpFirst: true });
		expect(summaryOf(results)).toEqual(['posted: found', 'posted: created', 'posted: found']);
		expect(harness.ledger.documents).toHaveLength(3);
		expect(summaryOf(await harness.post([one, two, three]))).toEqual(Array(3).fill('unchanged: unchanged'));
	});
});

it('an uncertain one that cannot be sent now stays to be looked up', async () => {
	const harness = new Harness();
	harness.script = [losesAnswer, fails('unauthorized')];
	const session = { ...harness.session(), find: async () => await Promise.resolve(new Map<string, never>()) };
	// the ledger does not show it yet, and then the credential is revoked
	await expect(harness.post([one], { session })).rejects.toThrow(/1 to be looked up first/);
	expect(summaryOf(await harness.post([one]))).toEqual(['posted: found']);
	expect(harness.ledger.documents).toHaveLength(1);
});
