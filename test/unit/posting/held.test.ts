/** What is not sent, and why. */
import { claimOf } from '../../../core/posting/work';
import { paidSale, paymentOf, splitSale, unpaidSale } from '../../support/entries';
import { codesOf, Harness, summaryOf } from './harness';

describe('a closed period', () => {
	const closed = { company: { closedUntil: '2026-02-28' } };

	it('is never written to; the day after is open', async () => {
		const harness = new Harness(closed);
		const last = paidSale('1', { bookedOn: '2026-02-28' });
		const results = await harness.post([last, paidSale('2', { bookedOn: '2026-03-01' })]);
		expect(summaryOf(results)).toEqual(['review: held', 'posted: created']);
		expect(results[0]?.findings).toMatchObject([
			{ code: 'PERIOD_CLOSED', evidence: { closedUntil: '2026-02-28', bookedOn: '2026-02-28' } },
		]);
		expect(harness.inLedger).toEqual(['order/2/Sale']);
		expect(await harness.statusOf(last)).toEqual(['held']);
	});

	it('does not hold what was posted while it was open', async () => {
		const harness = new Harness();
		const sale = paidSale('1', { bookedOn: '2026-02-28' });
		await harness.post([sale]);
		const session = {
			...harness.session(),
			company: async () => await Promise.reject(new Error('not asked')),
		};
		expect(summaryOf(await harness.post([sale], { session }))).toEqual(['unchanged: unchanged']);
	});

	it('is asked for anew before a document is held: it may have been opened since it was read', async () => {
		const harness = new Harness(closed);
		const open = harness.session();
		const asked: boolean[] = [];
		const session = {
			...open,
			company: async (fresh = false) => {
				asked.push(fresh);
				return { ...(await open.company()), closedUntil: fresh ? '2026-01-31' : '2026-02-28' };
			},
		};
		const sale = paidSale('1', { bookedOn: '2026-02-28' });
		expect(summaryOf(await harness.post([sale], { session, mode: 'preview' }))).toEqual([
			'posted: wouldCreate',
		]);
		expect(summaryOf(await harness.post([sale], { session }))).toEqual(['posted: created']);
		await harness.post([paidSale('2')], { session });
		expect(asked).toEqual([false, true, false, true, false]);
	});
});

describe('another currency', () => {
	it('is held when the company has only its own', async () => {
		const harness = new Harness();
		const results = await harness.post([paidSale('1', { currency: 'EUR' })]);
		expect(codesOf(results)).toEqual([['CURRENCY_NOT_ENABLED']]);
		expect(harness.sent).toEqual([]);
	});

	it('is posted when it is enabled', async () => {
		const harness = new Harness({ company: { multiCurrency: true } });
		expect(summaryOf(await harness.post([paidSale('1', { currency: 'EUR' })]))).toEqual(['posted: created']);
	});
});

describe('what belongs to a sale', () => {
	it('is held when the sale was never seen', async () => {
		const harness = new Harness();
		const results = await harness.post([paymentOf('1')]);
		expect(results[0]?.findings).toMatchObject([
			{ code: 'SALE_NOT_POSTED', evidence: { sale: 'model/T1/shopify/my-shop.example/order/1/Sale' } },
		]);
	});

	it('is held with the sale, and posted with it later', async () => {
		const harness = new Harness();
		harness.ledger.refused.add(unpaidSale('1').documentId);
		const entries = [unpaidSale('1'), paymentOf('1')];
		expect(codesOf(await harness.post(entries))).toEqual([['REJECTED_BY_LEDGER'], ['SALE_NOT_POSTED']]);
		harness.ledger.refused.clear();
		expect(summaryOf(await harness.post(entries))).toEqual(['posted: created', 'posted: created']);
	});

	it('payments of one sale are held with their invoice', async () => {
		const harness = new Harness();
		harness.ledger.refused.add(splitSale('1').documentId);
		const [result] = await harness.post([splitSale('1')]);
		expect(result).toMatchObject({ outcome: 'review' });
		expect(result?.documents.map(({ state }) => state)).toEqual(['held', 'held', 'held']);
		expect(harness.ledger.documents).toEqual([]);
	});

	it('waits while another run is posting the sale', async () => {
		const harness = new Harness();
		const [invoice] = harness.documentsOf(unpaidSale('1'));
		if (invoice === undefined) throw new Error('no invoice');
		await harness.log.claim([claimOf(invoice, 'model', 'T1')], 'another run', 60_000);
		const results = await harness.post([paymentOf('1'), unpaidSale('1')]);
		expect(summaryOf(results)).toEqual(['inProgress: busy', 'inProgress: busy']);
		expect(await harness.log.accounted([paymentOf('1').documentId])).toEqual(new Set());
	});
});

it('what the connector cannot prepare is held with its reasons, the rest is posted', async () => {
	const harness = new Harness();
	const results = await harness.post([paidSale('1', { orderNumber: 'cannot-be-prepared' }), paidSale('2')]);
	expect(summaryOf(results)).toEqual(['review: held', 'posted: created']);
	expect(codesOf(results)).toEqual([['ACCOUNT_UNKNOWN'], []]);
});

it('an entry that cannot be composed is held as an event, and cleared when it can', async () => {
	const harness = new Harness();
	const sale = paidSale('1');
	const unmapped = { ...sale, lines: sale.lines.map(({ account: _account, ...line }) => line) };
	expect(codesOf(await harness.post([unmapped]))[0]).toContain('ACCOUNT_NOT_MAPPED');
	expect(await harness.log.openHeldEvents(10)).toMatchObject([
		{ businessKey: sale.documentId, stage: 'model', orderNumber: '#1' },
	]);
	expect(await harness.log.accounted([sale.documentId])).toEqual(new Set([sale.documentId]));
	await harness.post([sale]);
	expect(await harness.log.openHeldEvents(10)).toEqual([]);
});

describe('an order that changed after posting', () => {
	it('goes to review with what was and what is, and nothing is overwritten', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1')]);
		const [result] = await harness.post([paidSale('1', { amount: '12.00', bookedOn: '2026-03-02' })]);
		expect(result).toMatchObject({
			outcome: 'review',
			documents: [{ state: 'changed', ledgerId: '1' }],
			findings: [
				{
					code: 'CHANGED_AFTER_POSTING',
					evidence: {
						changes:
							'date: 2026-03-01 -> 2026-03-02; total: 10.00 GBP -> 12.00 GBP; line "sales": credit 10.00 GBP to sales -> credit 12.00 GBP to sales',
					},
				},
			],
		});
		expect(harness.ledger.documents).toHaveLength(1);
		expect(await harness.log.openHeldEvents(10)).toMatchObject([
			{ stage: 'model', findings: result?.findings },
		]);
	});

	it('and back again is unchanged', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1')]);
		await harness.post([paidSale('1', { amount: '12.00' })]);
		expect(summaryOf(await harness.post([paidSale('1')]))).toEqual(['unchanged: unchanged']);
		expect(await harness.log.openHeldEvents(10)).toEqual([]);
	});

	it('holds what was not posted of it yet: a sale that was a receipt gets no payments as an invoice', async () => {
		const harness = new Harness();
		await harness.post([paidSale('1', { amount: '20.00' })]);
		const [result] = await harness.post([splitSale('1')]);
		expect(result?.documents.map(({ state }) => state)).toEqual(['changed', 'held', 'held']);
		expect(harness.inLedger).toEqual(['order/1/Sale']);
	});

	it('a renamed product is no change', async () => {
		const harness = new Harness();
		const sale = paidSale('1');
		await harness.post([sale]);
		const renamed = { ...sale, lines: sale.lines.map((line) => ({ ...line, description: 'a new name' })) };
		expect(summaryOf(await harness.post([renamed]))).toEqual(['unchanged: unchanged']);
	});
});
