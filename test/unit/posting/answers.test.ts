/** What each answer of the ledger leads to. */
import { finding } from '../../../core/findings/finding';
import type { SendResult } from '../../../core/ledger/connector';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { paidSale } from '../../support/entries';
import { codesOf, fails, Harness, summaryOf, type Act } from './harness';

const sales = (count: number) => Array.from({ length: count }, (_, index) => paidSale(String(index + 1)));

/** Everything is answered with this. */
const answers =
	(result: SendResult): Act =>
	async (requests) =>
		await Promise.resolve(requests.map(() => result));

describe('created', () => {
	it('with another amount: posted, and reported', async () => {
		const harness = new Harness();
		harness.script = [
			async (_requests, send) =>
				(await send()).map((result) =>
					result.kind === 'created'
						? { ...result, posted: { ...result.posted, total: { amount: '10.01', currency: 'GBP' } } }
						: result,
				),
		];
		const results = await harness.post([paidSale('1')]);
		expect(summaryOf(results)).toEqual(['review: created']);
		expect(results[0]?.findings).toMatchObject([
			{ code: 'POSTED_AMOUNT_DIFFERS', evidence: { actual: '10.01', expected: '10.00' } },
		]);
		const [record] = await harness.log.recordsOf([paidSale('1').documentId]);
		expect(record).toMatchObject({ status: 'posted', findings: results[0]?.findings });
		expect(summaryOf(await harness.post([paidSale('1')]))).toEqual(['unchanged: unchanged']);
	});
});

describe('rejected', () => {
	it('one of a batch is held with the reason, the others are posted', async () => {
		const harness = new Harness({ maxBatch: 50 });
		const entries = sales(50);
		for (const index of [6, 40]) harness.ledger.refused.add(entries[index]?.documentId ?? '');
		const results = await harness.post(entries);
		expect(results.filter(({ outcome }) => outcome === 'posted')).toHaveLength(48);
		expect(
			results.map(({ outcome }, index) => (outcome === 'review' ? index : -1)).filter((index) => index >= 0),
		).toEqual([6, 40]);
		expect(codesOf(results)[6]).toEqual(['REJECTED_BY_LEDGER']);
		expect(harness.sent).toHaveLength(1);
	});

	it('the batch as a whole: only the culprit is held, and nothing is sent twice', async () => {
		const harness = new Harness({ maxBatch: 8 });
		const entries = sales(8);
		harness.ledger.poison.add(entries[5]?.documentId ?? '');
		const results = await harness.post(entries);
		expect(results.map(({ outcome }) => outcome)).toEqual([
			...Array<string>(5).fill('posted'),
			'review',
			'posted',
			'posted',
		]);
		expect(results[5]?.findings).toMatchObject([
			{ code: 'REJECTED_BY_LEDGER', evidence: { reason: 'the request cannot be read' } },
		]);
		expect(harness.inLedger).toHaveLength(7);
		expect(new Set(harness.sent.map(({ token }) => token)).size).toBe(harness.sent.length);
		expect(await harness.statusOf(paidSale('6'))).toEqual(['held']);
	});
});

describe('duplicate', () => {
	it('ours: it is taken over', async () => {
		const harness = new Harness();
		const [document] = harness.documentsOf(paidSale('1'));
		if (document !== undefined) harness.ledger.enter(document);
		const results = await harness.post([paidSale('1')]);
		expect(summaryOf(results)).toEqual(['posted: found']);
		expect(results[0]?.documents[0]).toMatchObject({ ledgerId: '1' });
		expect(harness.ledger.documents).toHaveLength(1);
	});

	const byHand = async (keepsKeys: boolean, difference: { amount?: string; date?: string; key?: string }) => {
		const harness = new Harness({ keepsKeys });
		const [document] = harness.documentsOf(paidSale('1'));
		if (document === undefined) throw new Error('no document');
		harness.ledger.enter({
			...document,
			postingKey: difference.key ?? 'entered by hand',
			date: difference.date ?? document.date,
			total: { amount: difference.amount ?? '10.00', currency: 'GBP' },
		});
		return await harness.post([paidSale('1')]);
	};

	it("somebody else's: the number is taken, and nothing is sent again", async () => {
		const results = await byHand(true, {});
		expect(summaryOf(results)).toEqual(['review: held']);
		expect(results[0]?.findings).toMatchObject([
			{ code: 'NUMBER_TAKEN', evidence: { detail: 'SalesReceipt, 1, 2026-03-01, 10.00 GBP' } },
		]);
	});

	it('without a key on it, total and date decide', async () => {
		expect(summaryOf(await byHand(false, {}))).toEqual(['posted: found']);
		expect(codesOf(await byHand(false, { amount: '10.01' }))).toEqual([['NUMBER_TAKEN']]);
		expect(codesOf(await byHand(false, { date: '2026-03-02' }))).toEqual([['NUMBER_TAKEN']]);
	});

	it('ours with another amount: taken over, and reported', async () => {
		const key = 'model/T1/shopify/my-shop.example/order/1/Sale';
		const results = await byHand(true, { amount: '9.99', key });
		expect(summaryOf(results)).toEqual(['review: found']);
		expect(codesOf(results)).toEqual([['POSTED_AMOUNT_DIFFERS']]);
	});

	it('and not to be found: sent again with another token, and left for later when that does not help', async () => {
		const harness = new Harness();
		const said = finding('REJECTED_BY_LEDGER', {
			evidence: { ledger: 'model', reason: 'internal', advice: '' },
		});
		harness.script = [answers({ kind: 'duplicate', finding: said })];
		expect(summaryOf(await harness.post([paidSale('1')]))).toEqual(['posted: created']);
		expect(harness.sent[0]?.token).not.toBe(harness.sent[1]?.token);

		harness.script = Array<Act>(9).fill(answers({ kind: 'duplicate', finding: said }));
		const results = await harness.post([paidSale('2')]);
		expect(results).toMatchObject([
			{ outcome: 'review', documents: [{ state: 'uncertain' }], findings: [said] },
		]);
		expect(await harness.statusOf(paidSale('2'))).toEqual(['failed']);
		harness.script = [];
		expect(summaryOf(await harness.post([paidSale('2')]))).toEqual(['posted: created']);
	});
});

describe('retry', () => {
	it('sends just that one again, after the time the ledger asks for, with another token', async () => {
		const harness = new Harness();
		harness.script = [
			async (requests) =>
				await Promise.resolve(
					requests.map(({ document }, index): SendResult =>
						index === 0
							? { kind: 'retry', afterMs: 7_000 }
							: { kind: 'created', posted: harness.ledger.enter(document) },
					),
				),
		];
		expect(summaryOf(await harness.post(sales(2)))).toEqual(['posted: created', 'posted: created']);
		const [first, second] = harness.sent;
		expect(second?.keys).toHaveLength(1);
		expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(7_000);
		expect(second?.token).not.toBe(first?.token);
	});

	it('is bounded: then it is left for the next delivery', async () => {
		const harness = new Harness();
		harness.script = Array<Act>(20).fill(answers({ kind: 'retry', afterMs: 1_000 }));
		const results = await harness.post([paidSale('1')]);
		expect(harness.sent).toHaveLength(1 + DEFAULT_RETRY.itemResends);
		expect(summaryOf(results)).toEqual(['review: failed']);
		expect(codesOf(results)).toEqual([['LEDGER_BUSY']]);
		expect(await harness.statusOf(paidSale('1'))).toEqual(['failed']);
		harness.script = [];
		expect(summaryOf(await harness.post([paidSale('1')]))).toEqual(['posted: created']);
		expect(harness.ledger.calls.find).toBe(0);
	});
});

it('an answer that lacks a document is looked up, not believed', async () => {
	const harness = new Harness();
	harness.script = [async (_requests, send) => (await send()).slice(0, 1)];
	expect(summaryOf(await harness.post(sales(2)))).toEqual(['posted: created', 'posted: found']);
	expect(harness.ledger.documents).toHaveLength(2);
});

it('a token is never used for other documents, or again after an answer', async () => {
	const harness = new Harness({ maxBatch: 2 });
	harness.ledger.refused.add(paidSale('1').documentId);
	await harness.post([paidSale('1')]);
	await harness.post([paidSale('1')]);
	harness.script = [fails('unsent')];
	await harness.post([paidSale('2'), paidSale('3')]);
	const tokens = harness.sent.map(({ token }) => token);
	expect(tokens).toHaveLength(4);
	expect(new Set(tokens).size).toBe(3);
	expect(tokens[2]).toBe(tokens[3]);
	for (const token of tokens) expect(token.length).toBeLessThanOrEqual(36);
});
