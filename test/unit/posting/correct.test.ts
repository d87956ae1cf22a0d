/** Orders that change after they were posted: the difference is booked, once, and what is posted stays as it is. */
import type { JournalEntry, JournalLine } from '../../../core/journal/entry';
import { effects } from '../../../core/ledger/effects';
import type { PostOnceOptions } from '../../../core/posting/postOnce';
import { creditOf, paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../../support/entries';
import { codesOf, fails, Harness, LEASE_MS, losesAnswer, shortKey, summaryOf } from './harness';

const automatic: Partial<PostOnceOptions> = { corrections: 'automatic', timeZone: 'Europe/London' };

/** The same order in a later version. */
function at(entry: JournalEntry, revision: string): JournalEntry {
	return { ...entry, source: { ...entry.source, revision } };
}

const MARCH_4 = '2026-03-04T10:00:00Z';
const MARCH_6 = '2026-03-06T23:30:00Z';
const MARCH_8 = '2026-03-08T10:00:00Z';

/** What is in the ledger of everything, account by account, in pence. */
function books({ ledger }: Harness): Record<string, number> {
	const sum = new Map<string, bigint>();
	for (const { document, voided } of ledger.documents) if (voided !== true) effects(document, sum);
	return Object.fromEntries([...sum].sort().map(([account, units]) => [account, Number(units)]));
}

const posted = ({ ledger }: Harness): string[] =>
	ledger.documents.map(
		({ posted: { postingKey, entity, total, date } }) =>
			`${shortKey(postingKey)} ${entity} ${total.amount} ${date ?? ''}`,
	);

const mapped = (entry: JournalEntry, to: string): JournalEntry => ({
	...entry,
	lines: entry.lines.map((line): JournalLine =>
		line.role === 'sales' ? { ...line, account: { id: to, name: to } } : line,
	),
});

describe('an order that grew', () => {
	it('gives the difference, on the day of the change, linked to the original', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		const results = await harness.post([at(paidSale('1', { amount: '13.00' }), MARCH_6)], automatic);
		expect(summaryOf(results)).toEqual(['posted: unchanged, created']);
		expect(codesOf(results)).toEqual([['CORRECTED_AFTER_POSTING']]);
		expect(results[0]?.findings[0]?.message).toContain('credit 3.00 GBP to sales');
		expect(posted(harness)).toEqual([
			'order/1/Sale SalesReceipt 10.00 2026-03-01',
			'order/1/Sale/correction/1 SalesReceipt 3.00 2026-03-06',
		]);
		const [original, correction] = harness.ledger.documents;
		expect(correction?.document.corrects).toBe(original?.posted.postingKey);
		expect(correction?.document.memo).toContain(
			`Corrects SalesReceipt ${original?.posted.number} of 2026-03-01`,
		);
		expect(books(harness)).toEqual({ 'clearing card': 1300, sales: -1300 });
	});

	it('is corrected once, however often it is delivered', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		const grown = at(paidSale('1', { amount: '13.00' }), MARCH_6);
		await harness.post([grown, grown], automatic);
		expect(summaryOf(await harness.post([grown, at(grown, MARCH_8)], automatic))).toEqual([
			'unchanged: unchanged',
			'unchanged: unchanged',
		]);
		expect(harness.inLedger).toHaveLength(2);
	});

	it('and shrank again is corrected again, and back at its first state too', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		await harness.post([at(paidSale('1', { amount: '13.00' }), MARCH_6)], automatic);
		const results = await harness.post([at(paidSale('1'), MARCH_8)], automatic);
		expect(summaryOf(results)).toEqual(['posted: unchanged, created']);
		expect(posted(harness).at(-1)).toBe('order/1/Sale/correction/2 RefundReceipt 3.00 2026-03-08');
		expect(books(harness)).toEqual({ 'clearing card': 1000, sales: -1000 });
	});

	it('is not turned back by an older version that arrives late', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		await harness.post([at(paidSale('1', { amount: '13.00' }), MARCH_6)], automatic);
		expect(summaryOf(await harness.post([at(paidSale('1'), MARCH_4)], automatic))).toEqual([
			'unchanged: unchanged',
		]);
		expect(harness.inLedger).toHaveLength(2);
	});

	it('goes to review where that is the policy, and stays settled where it was corrected before', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)]);
		const grown = at(paidSale('1', { amount: '13.00' }), MARCH_6);
		expect(codesOf(await harness.post([grown]))).toEqual([['CHANGED_AFTER_POSTING']]);
		expect(await harness.log.openHeldEvents(10)).toHaveLength(1);
		await harness.post([grown], automatic);
		expect(await harness.log.openHeldEvents(10)).toEqual([]);
		expect(summaryOf(await harness.post([grown]))).toEqual(['unchanged: unchanged']);
		const more = at(paidSale('1', { amount: '14.00' }), MARCH_8);
		expect(summaryOf(await harness.post([more]))).toEqual(['review: changed']);
		expect(harness.inLedger).toHaveLength(2);
	});

	it('owes the rest when it was paid in full before: an invoice of the difference, which a payment can settle', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		const grown = paidSale('1');
		const [cash, sale] = grown.lines;
		if (cash === undefined || sale === undefined) throw new Error('two lines');
		const owed: JournalLine = { ...cash, role: 'receivable', amount: { amount: '4.00', currency: 'GBP' } };
		const more: JournalLine = { ...sale, amount: { amount: '14.00', currency: 'GBP' } };
		const { account: _none, payment: _paid, ...receivable } = owed;
		const results = await harness.post(
			[at({ ...grown, lines: [cash, { ...receivable, facts: {} }, more] }, MARCH_6)],
			automatic,
		);
		expect(summaryOf(results)).toEqual(['posted: unchanged, created']);
		expect(posted(harness).at(-1)).toBe('order/1/Sale/correction/1 Invoice 4.00 2026-03-06');
		expect(books(harness)).toEqual({ 'clearing card': 1000, sales: -1400, 'the receivable': 400 });
	});
});

describe('other events', () => {
	it('an invoice that shrank gets a credit note on it', async () => {
		const harness = new Harness();
		await harness.post([at(unpaidSale('1'), MARCH_4)], automatic);
		await harness.post([at(unpaidSale('1', { amount: '8.00' }), MARCH_6)], automatic);
		const [invoice, credit] = harness.ledger.documents;
		expect(credit?.document).toMatchObject({ type: 'CreditNote', appliesTo: invoice?.posted.postingKey });
		expect(books(harness)).toEqual({ 'the receivable': 800, sales: -800 });
	});

	it('a changed refund gives more back, or less', async () => {
		const harness = new Harness();
		await harness.post(
			[at(paidSale('1'), MARCH_4), at(refundOf('1', { amount: '4.00' }), MARCH_4)],
			automatic,
		);
		await harness.post([at(refundOf('1', { amount: '6.00' }), MARCH_6)], automatic);
		await harness.post([at(refundOf('1', { amount: '5.00' }), MARCH_8)], automatic);
		expect(posted(harness).slice(2)).toEqual([
			'refund/19/Refund/correction/1 RefundReceipt 2.00 2026-03-06',
			'refund/19/Refund/correction/2 SalesReceipt 1.00 2026-03-08',
		]);
		expect(books(harness)).toEqual({ 'clearing card': 500, sales: -1000, salesReturns: 500 });
	});

	it('a credit on an invoice grows on the same invoice', async () => {
		const harness = new Harness();
		await harness.post(
			[at(unpaidSale('1'), MARCH_4), at(creditOf('1', { amount: '4.00' }), MARCH_4)],
			automatic,
		);
		await harness.post([at(creditOf('1', { amount: '6.00' }), MARCH_6)], automatic);
		const [invoice, , credit] = harness.ledger.documents;
		expect(credit?.document).toMatchObject({ type: 'CreditNote', appliesTo: invoice?.posted.postingKey });
		expect(books(harness)).toEqual({ 'the receivable': 400, sales: -1000, salesReturns: 600 });
	});

	it('a payment that grew is a further payment; one that shrank goes to review', async () => {
		const harness = new Harness();
		await harness.post(
			[at(unpaidSale('1'), MARCH_4), at(paymentOf('1', { amount: '4.00' }), MARCH_4)],
			automatic,
		);
		await harness.post([at(paymentOf('1', { amount: '6.00' }), MARCH_6)], automatic);
		expect(posted(harness).at(-1)).toBe(
			'transaction/10/Payment/correction/1 CustomerPayment 2.00 2026-03-06',
		);
		const results = await harness.post([at(paymentOf('1', { amount: '5.00' }), MARCH_8)], automatic);
		expect(codesOf(results)).toEqual([['CHANGED_AFTER_POSTING', 'DOCUMENT_NOT_POSSIBLE']]);
		expect(books(harness)).toEqual({ 'clearing card': 600, sales: -1000, 'the receivable': 400 });
	});

	it('a sale through several gateways is one event: the parts that changed are found', async () => {
		const harness = new Harness();
		await harness.post([at(splitSale('1'), MARCH_4)], automatic);
		await harness.post([at(splitSale('1', { amount: '12.00' }), MARCH_6)], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1200, 'clearing paypal': 1200, sales: -2400 });
		const payments = harness.ledger.documents.filter(({ document }) => document.type === 'CustomerPayment');
		const invoices = harness.ledger.documents.filter(({ document }) => document.type === 'Invoice');
		expect(payments.slice(2).map(({ document }) => document.appliesTo)).toEqual(
			Array(2).fill(invoices[1]?.posted.postingKey),
		);
	});

	it('what was paid at once and is paid through two gateways now is told apart from a new sale', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1', { amount: '20.00' }), MARCH_4)], automatic);
		await harness.post([at(splitSale('1'), MARCH_6)], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1000, 'clearing paypal': 1000, sales: -2000 });
	});
});

describe('a mapping that changed', () => {
	it.each(['automatic', 'review'] as const)('posts nothing twice (%s)', async (corrections) => {
		const harness = new Harness();
		await harness.post([paidSale('1')], { corrections });
		const results = await harness.post([mapped(paidSale('1'), 'other sales')], { corrections });
		expect(summaryOf(results)).toEqual(['unchanged: unchanged']);
		expect(codesOf(results)).toEqual([['MAPPED_OTHERWISE']]);
		expect(harness.inLedger).toHaveLength(1);
	});

	it('together with the order moves the whole event to the new accounts', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		const changed = at(mapped(paidSale('1', { amount: '13.00' }), 'other sales'), MARCH_6);
		await harness.post([changed], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1300, 'other sales': -1300 });
		expect(summaryOf(await harness.post([changed], automatic))).toEqual(['unchanged: unchanged']);
	});
});

describe('when things go wrong', () => {
	const grown = at(paidSale('1', { amount: '13.00' }), MARCH_6);

	it('a lost answer is looked up, and the correction is there once', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		harness.script = [losesAnswer];
		await harness.post([grown], automatic);
		await harness.post([grown], automatic);
		expect(harness.inLedger.map((key) => key)).toEqual(['order/1/Sale', 'order/1/Sale/correction/1']);
		expect(books(harness)).toEqual({ 'clearing card': 1300, sales: -1300 });
	});

	it('a run that died after claiming leaves nothing behind that is posted twice', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		harness.script = [async () => await Promise.reject(new Error('the process died'))];
		await expect(harness.post([grown], automatic)).rejects.toThrow('the process died');
		await harness.time.pass(LEASE_MS);
		const even = at(paidSale('1', { amount: '15.00' }), MARCH_8);
		await harness.post([even], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1500, sales: -1500 });
	});

	it('a correction that was refused is tried anew with what the order is then', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		harness.ledger.refused.add(grown.documentId);
		expect(summaryOf(await harness.post([grown], automatic))).toEqual(['review: held']);
		harness.ledger.refused.clear();
		await harness.post([at(paidSale('1', { amount: '15.00' }), MARCH_8)], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1500, sales: -1500 });
	});

	it('a ledger that is away interrupts the run; the next goes on', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		harness.script = Array.from({ length: 20 }, () => fails('unsent'));
		await expect(harness.post([grown], automatic)).rejects.toThrow('Until then');
		harness.script = [];
		await harness.post([grown], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1300, sales: -1300 });
	});

	it('in a closed period it is of the first open day', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		harness.ledger.company = { closedUntil: '2026-03-31' };
		const results = await harness.post([grown], automatic);
		expect(codesOf(results)).toEqual([['CORRECTED_AFTER_POSTING', 'PERIOD_MOVED']]);
		expect(posted(harness).at(-1)).toContain('3.00 2026-04-01');
		expect(summaryOf(await harness.post([grown], automatic))).toEqual(['unchanged: unchanged']);
	});

	it('a preview shows the correction and writes nothing', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		const [result] = await harness.post([grown], { ...automatic, mode: 'preview' });
		expect(result?.documents.map(({ state }) => state)).toEqual(['unchanged', 'wouldCreate']);
		expect(result?.documents[1]).toMatchObject({ total: { amount: '3.00' }, plan: { type: 'SalesReceipt' } });
		expect(harness.inLedger).toHaveLength(1);
	});

	it('what was corrected is taken back correction first, and posted again as it is now', async () => {
		const harness = new Harness();
		await harness.post([at(paidSale('1'), MARCH_4)], automatic);
		await harness.post([grown], automatic);
		const original = (await harness.records()).filter(({ postingKey }) => postingKey.endsWith('/Sale'));
		expect((await harness.undo(original)).map(({ state }) => state)).toEqual(['held']);
		expect((await harness.undo(await harness.records())).map(({ state }) => state)).toEqual([
			'undone',
			'undone',
		]);
		expect(books(harness)).toEqual({});
		await harness.post([grown], automatic);
		expect(books(harness)).toEqual({ 'clearing card': 1300, sales: -1300 });
		await harness.post([at(paidSale('1', { amount: '14.00' }), MARCH_8)], automatic);
		expect(harness.inLedger).toEqual(['order/1/Sale/again/1', 'order/1/Sale/again/1/correction/2']);
		expect(books(harness)).toEqual({ 'clearing card': 1400, sales: -1400 });
	});
});

describe('whatever order they arrive in', () => {
	/** All orders of a list. */
	const permutations = <T>(list: readonly T[]): T[][] =>
		list.length <= 1
			? [[...list]]
			: list.flatMap((first, at) =>
					permutations([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [first, ...rest]),
				);

	const entries = [
		at(unpaidSale('1'), MARCH_4),
		at(unpaidSale('1', { amount: '13.00' }), MARCH_6),
		at(paymentOf('1', { amount: '5.00' }), MARCH_6),
		at(refundOf('2', { amount: '2.00' }), MARCH_6),
	];

	it.each(permutations(entries).map((each, index) => [index, each] as const))(
		'the books are the same (%i)',
		async (_index, deliveries) => {
			const oneByOne = new Harness();
			for (const entry of deliveries) await oneByOne.post([entry], automatic);
			// a payment that came before its sale is delivered again
			await oneByOne.post(entries.slice(1), automatic);
			const together = new Harness();
			await together.post(deliveries, automatic);
			const expected = {
				'clearing card': 300,
				sales: -1300,
				salesReturns: 200,
				'the receivable': 800,
			};
			expect(books(oneByOne)).toEqual(expected);
			expect(books(together)).toEqual(expected);
		},
	);
});
