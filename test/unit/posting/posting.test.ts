/** Posting when nothing goes wrong: what comes out, in which order, and that a second time there is nothing to do. */
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../../support/entries';
import { Harness, shortKey, summaryOf } from './harness';

it('posts a sale, and says where it is', async () => {
	const harness = new Harness();
	const [result] = await harness.post([paidSale('1', { amount: '12.50' })]);
	const [posted] = harness.ledger.documents;
	expect(result).toMatchObject({
		entryId: 'shopify/my-shop.example/order/1',
		outcome: 'posted',
		findings: [],
		documents: [
			{
				postingKey: 'model/T1/shopify/my-shop.example/order/1/Sale',
				documentType: 'SalesReceipt',
				orderNumber: '#1',
				bookedOn: '2026-03-01',
				total: { amount: '12.50', currency: 'GBP' },
				state: 'created',
				ledgerId: '1',
				ledgerEntity: 'SalesReceipt',
				number: posted?.posted.number,
			},
		],
	});
	expect(await harness.log.record(result?.documents[0]?.postingKey ?? '')).toMatchObject({
		status: 'posted',
		ledgerId: '1',
		total: { amount: '12.50', currency: 'GBP' },
		attempts: 1,
	});
});

it('a second time everything is unchanged, without a single call of the ledger', async () => {
	const harness = new Harness();
	const entries = [paidSale('1'), splitSale('2'), refundOf('1')];
	await harness.post(entries);
	const { ...before } = harness.ledger.calls;
	const again = await harness.post(entries);
	expect(summaryOf(again)).toEqual([
		'unchanged: unchanged',
		'unchanged: unchanged, unchanged, unchanged',
		'unchanged: unchanged',
	]);
	expect(again[0]?.documents[0]).toMatchObject({ ledgerId: '1', ledgerEntity: 'SalesReceipt' });
	expect(harness.ledger.calls).toEqual(before);
});

it('makes as few calls as the size of a batch allows', async () => {
	const harness = new Harness({ maxBatch: 10 });
	await harness.post(Array.from({ length: 25 }, (_, index) => paidSale(String(index))));
	expect(harness.ledger.calls).toEqual({ send: 3, find: 0, prepare: 1, company: 1, read: 0, undo: 0 });
	expect(harness.ledger.documents).toHaveLength(25);
});

it('posts nothing when there is nothing', async () => {
	const harness = new Harness();
	expect(await harness.post([])).toEqual([]);
	expect(harness.ledger.calls).toEqual({ send: 0, find: 0, prepare: 0, company: 0, read: 0, undo: 0 });
});

describe('the order of posting', () => {
	it('an invoice comes before its payments, in a batch of its own', async () => {
		const harness = new Harness();
		const results = await harness.post([splitSale('1')]);
		expect(summaryOf(results)).toEqual(['posted: created, created, created']);
		expect(harness.sent.map(({ keys }) => keys.map(shortKey))).toEqual([
			['order/1/Sale'],
			['order/1/Sale/payment/card', 'order/1/Sale/payment/paypal'],
		]);
	});

	it('a payment waits for its sale, wherever that is in the input', async () => {
		const harness = new Harness();
		const results = await harness.post([paymentOf('1'), unpaidSale('1')]);
		expect(summaryOf(results)).toEqual(['posted: created', 'posted: created']);
		expect(results.map(({ entryId }) => shortKey(`//${entryId}`))).toEqual(['transaction/10', 'order/1']);
		expect(harness.inLedger).toEqual(['order/1/Sale', 'transaction/10/Payment']);
	});

	it('also when the sale would come in another part', async () => {
		const harness = new Harness({ maxBatch: 1 });
		const policy = { ...DEFAULT_RETRY, callsAhead: 1 };
		expect(
			summaryOf(await harness.post([paymentOf('1'), paidSale('2'), unpaidSale('1')], { policy })),
		).toEqual(['posted: created', 'posted: created', 'posted: created']);
	});

	it('a payment of a sale that an earlier run has posted', async () => {
		const harness = new Harness();
		await harness.post([unpaidSale('1')]);
		expect(summaryOf(await harness.post([paymentOf('1')]))).toEqual(['posted: created']);
	});
});

it('the same event twice in one input is posted once', async () => {
	const harness = new Harness();
	const results = await harness.post([paidSale('1'), paidSale('2'), paidSale('1')]);
	expect(summaryOf(results)).toEqual(['posted: created', 'posted: created', 'unchanged: unchanged']);
	expect(harness.inLedger).toEqual(['order/1/Sale', 'order/2/Sale']);
});

it('the same event twice with other content is posted once, and the second goes to review', async () => {
	const harness = new Harness();
	const results = await harness.post([paidSale('1'), paidSale('1', { amount: '11.00' })]);
	expect(summaryOf(results)).toEqual(['posted: created', 'review: changed']);
	expect(harness.ledger.documents).toHaveLength(1);
});

it('tells how far it is', async () => {
	const harness = new Harness({ maxBatch: 2 });
	const seen: string[] = [];
	await harness.post([paidSale('1'), paidSale('2'), paidSale('3')], {
		onProgress: ({ done, total }) => void seen.push(`${done} of ${total}`),
	});
	expect(seen).toEqual(['2 of 3', '3 of 3']);
});
