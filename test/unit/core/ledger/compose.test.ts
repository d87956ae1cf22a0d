import fc from 'fast-check';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import type { SalesDocument } from '../../../../core/documents';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY } from '../../../../core/journal/policy';
import { composeDocuments } from '../../../../core/ledger/compose';
import type { LedgerCapabilities } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { effects, OWN_ACCOUNTS, type Effects } from '../../../../core/ledger/effects';
import { minorUnits } from '../../../../core/money/money';
import { fingerprint } from '../../../../core/posting/fingerprint';
import type { Outcome } from '../../../../core/outcome';
import { resolveTax } from '../../../../core/tax/resolve';
import { refunds, sales } from '../../../support/arbitraries';
import {
	adjustment,
	baseRefund,
	baseSale,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../../support/documents';
import { mappingOf, QUICKBOOKS, taxCode } from '../../../support/ledger';
import { codesOf, valueOf } from '../../../support/outcome';

const TARGET = { ledger: 'quickbooks', tenant: '9130' };
const CODES = [taxCode('10', '10% S', '10'), taxCode('0', 'No VAT', '0')];
const ACCOUNTS = mappingOf(['shopify_payments', 'paypal', 'stripe']);

type TaxWay = 'codes' | 'us' | 'liability';

/** The mapped entry of a document; tax goes through the ledger's codes, the US model, or an account of its own. */
function entryOf(document: SalesDocument, way: TaxWay, capabilities = QUICKBOOKS): JournalEntry | undefined {
	const model = way === 'us' ? 'usAutomated' : way === 'codes' ? 'codes' : 'none';
	const options = { ledger: 'quickbooks', taxModel: model, matchByRate: true } as const;
	const resolved = valueOf(resolveTax(document, [], CODES, options));
	const entry = valueOf(journalize(resolved, { ...DEFAULT_JOURNAL_POLICY, returns: 'gross' }));
	return entry === undefined ? undefined : valueOf(mapAccounts(entry, ACCOUNTS, capabilities));
}

function compose(document: SalesDocument, way: TaxWay = 'codes', capabilities = QUICKBOOKS) {
	const entry = entryOf(document, way, capabilities);
	if (entry === undefined) throw new Error('nothing to post');
	return composeDocuments(entry, capabilities, TARGET);
}

/** What the entry moves, with the ledger's own accounts named as `effects` does. */
function entryEffects(entry: JournalEntry): Effects {
	const moved: Effects = new Map();
	for (const { role, account, side, amount } of entry.lines) {
		const own = role === 'receivable' ? OWN_ACCOUNTS.receivable : OWN_ACCOUNTS.tax;
		const key = role === 'receivable' || account === undefined ? own : account.id;
		const sum = (moved.get(key) ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount));
		if (sum === 0n) moved.delete(key);
		else moved.set(key, sum);
	}
	return moved;
}

const sorted = (moved: Effects) => [...moved].sort(([a], [b]) => (a < b ? -1 : 1));

function effectsOf(documents: readonly LedgerDocument[]): Effects {
	const moved: Effects = new Map();
	for (const document of documents) effects(document, moved);
	return moved;
}

/** type, total, account of the money, and what it applies to */
const shapes = (outcome: Outcome<readonly LedgerDocument[]>) =>
	valueOf(outcome).map(({ type, total, moneyAccount, appliesTo }) => [
		type,
		total.amount,
		moneyAccount?.name,
		...(appliesTo === undefined ? [] : [appliesTo]),
	]);

const SALE_KEY = 'quickbooks/9130/shopify/my-shop/order/1/Sale';
const without = (...types: string[]): LedgerCapabilities => ({
	...QUICKBOOKS,
	documents: QUICKBOOKS.documents.filter((type) => !types.includes(type)),
});

describe('documents and journal', () => {
	const document = fc.oneof(sales(), refunds());
	const capabilities = fc.constantFrom(QUICKBOOKS, without('SalesReceipt'));
	const way = fc.constantFrom<TaxWay>('us', 'liability');

	it('move every account alike', () => {
		fc.assert(
			fc.property(document, capabilities, way, (each, able, taxes) => {
				const entry = entryOf(each, taxes, able);
				if (entry === undefined) return;
				const documents = valueOf(composeDocuments(entry, able, TARGET));
				expect(sorted(effectsOf(documents))).toEqual(sorted(entryEffects(entry)));
			}),
			{ numRuns: 300 },
		);
	});

	it('move every account alike where the ledger books no tax by itself', () => {
		const able = { ...QUICKBOOKS, postsTaxItself: false };
		fc.assert(
			fc.property(document, (each) => {
				const entry = entryOf(each, 'us', able);
				if (entry === undefined) return;
				const documents = valueOf(composeDocuments(entry, able, TARGET));
				expect(sorted(effectsOf(documents))).toEqual(sorted(entryEffects(entry)));
				expect(documents.flatMap(({ taxes }) => taxes)).toEqual([]);
			}),
		);
	});

	it('have totals that are their lines and taxes, and keys and numbers of their own', () => {
		fc.assert(
			fc.property(document, capabilities, way, (each, able, taxes) => {
				const entry = entryOf(each, taxes, able);
				const documents = entry === undefined ? [] : valueOf(composeDocuments(entry, able, TARGET));
				expect(new Set(documents.map(({ postingKey }) => postingKey)).size).toBe(documents.length);
				expect(new Set(documents.map(({ number }) => number)).size).toBe(documents.length);
				for (const { number, memo, postingKey, totalTax, taxes: own, lines } of documents) {
					expect(number.length).toBeLessThanOrEqual(21);
					expect(memo.split('\n').at(-1)).toBe(postingKey);
					expect(own.reduce((sum, { amount }) => sum + minorUnits(amount), 0n)).toBe(minorUnits(totalTax));
					expect(lines.every(({ account }) => account.id !== '')).toBe(true);
				}
			}),
		);
	});
});

describe('the documents of a sale', () => {
	it('one gateway: a sales receipt into its clearing account', () => {
		const [receipt] = valueOf(compose(baseSale([payment('209', 'shopify_payments', { reference: 'ch_1' })])));
		expect(receipt).toMatchObject({
			type: 'SalesReceipt',
			postingKey: SALE_KEY,
			businessKey: 'shopify/my-shop/order/1',
			orderNumber: '#1001',
			date: '2026-03-02',
			currency: 'USD',
			total: money('209'),
			totalTax: money('19'),
			moneyAccount: { name: 'clearing-shopify_payments' },
			paymentReference: 'ch_1',
			channel: 'web',
			store: 'my-shop',
			memo: `Sale, order #1001 of my-shop (web).\nhttps://my-shop.example/admin/orders/1\n${SALE_KEY}`,
			taxes: [
				{ ledgerRateId: '10-0', name: '10% S 0', rate: '0.1', amount: money('19'), taxable: money('190') },
			],
		});
		expect(receipt?.number).toMatch(/^1001-[A-Z2-7]{8}$/);
		expect(
			receipt?.lines.map(({ role, side, amount, taxCode: code }) => [role, side, amount.amount, code?.name]),
		).toEqual([
			['sales', 'credit', '200.00', '10% S'],
			['shippingIncome', 'credit', '10.00', '10% S'],
			['discounts', 'debit', '20.00', '10% S'],
		]);
	});

	it('two payments through one gateway are one sales receipt', () => {
		expect(
			shapes(compose(baseSale([payment('100'), payment('109', 'shopify_payments', { id: 'b' })]))),
		).toEqual([['SalesReceipt', '209.00', 'clearing-shopify_payments']]);
	});

	it('of total zero is a journal in a ledger without such documents; with tax under a code it is held', () => {
		const without = { ...QUICKBOOKS, zeroTotalDocuments: false };
		const sale = baseSale([payment('209', 'gift_card')]);
		const [journal, ...more] = valueOf(compose(sale, 'liability', without));
		expect(more).toEqual([]);
		expect(journal).toMatchObject({ type: 'ManualJournal', totalTax: { amount: '0.00' } });
		const sum = (side: string): bigint =>
			(journal?.lines ?? [])
				.filter((each) => each.side === side)
				.reduce((total, { amount }) => total + minorUnits(amount), 0n);
		expect(sum('debit')).toBe(sum('credit'));
		expect(sum('debit')).toBeGreaterThan(0n);
		expect(codesOf(compose(sale, 'codes', without))).toEqual(['DOCUMENT_NOT_POSSIBLE']);
		const partly = baseSale([payment('50', 'gift_card'), payment('159')]);
		expect(compose(partly, 'codes', without)).toEqual(compose(partly));
	});

	it('a gift card lowers the total, down to zero', () => {
		expect(shapes(compose(baseSale([payment('50', 'gift_card'), payment('159')])))).toEqual([
			['SalesReceipt', '159.00', 'clearing-shopify_payments'],
		]);
		const [all] = valueOf(compose(baseSale([payment('209', 'gift_card')])));
		expect(all).toMatchObject({ type: 'SalesReceipt', total: money('0'), totalTax: money('19') });
		expect(all).not.toHaveProperty('moneyAccount');
		expect(all?.lines.find(({ role }) => role === 'giftCardLiability')).toMatchObject({
			role: 'giftCardLiability',
			side: 'debit',
			taxCode: { name: 'No VAT' },
		});
		// the gift card under "No VAT" leaves no figure for a rate of zero
		expect(all?.taxes.map(({ name }) => name)).toEqual(['10% S 0']);
	});

	it('several gateways: an invoice and a payment for each', () => {
		const sale = baseSale([
			payment('100'),
			payment('59', 'paypal', { reference: 'pp_1' }),
			payment('50', 'gift_card'),
		]);
		const outcome = compose({ ...sale, dueOn: '2026-04-01' });
		expect(shapes(outcome)).toEqual([
			['Invoice', '159.00', undefined],
			['CustomerPayment', '100.00', 'clearing-shopify_payments', SALE_KEY],
			['CustomerPayment', '59.00', 'clearing-paypal', SALE_KEY],
		]);
		const [invoice, first, second] = valueOf(outcome);
		expect(invoice?.dueOn).toBe('2026-04-01');
		expect(first?.postingKey).toBe(`${SALE_KEY}/payment/shopify_payments-100`);
		expect(second).toMatchObject({ lines: [], taxes: [], paymentReference: 'pp_1' });
		expect(second?.memo).toContain('Payment by paypal');
	});

	it('something owed: an invoice, with what was paid', () => {
		const invoice = { ...baseSale([]), dueOn: '2026-04-01', customer: { id: 'c', name: 'Ada' } };
		const [document] = valueOf(compose(invoice));
		expect(document).toMatchObject({
			type: 'Invoice',
			total: money('209'),
			dueOn: '2026-04-01',
			customer: { name: 'Ada' },
		});
		expect(shapes(compose(baseSale([payment('9')])))).toEqual([
			['Invoice', '209.00', undefined],
			['CustomerPayment', '9.00', 'clearing-shopify_payments', SALE_KEY],
		]);
	});

	it('keeps its key, receipt or invoice: the same sale is never there twice', () => {
		const key = (...payments: Parameters<typeof payment>[]) =>
			valueOf(compose(baseSale(payments.map((each) => payment(...each)))))[0]?.postingKey;
		expect(new Set([key(['209']), key(['200'], ['9', 'paypal']), key()]).size).toBe(1);
	});

	it('without sales receipts, an invoice and its payments', () => {
		expect(shapes(compose(baseSale([payment('209')]), 'codes', without('SalesReceipt')))).toEqual([
			['Invoice', '209.00', undefined],
			['CustomerPayment', '209.00', 'clearing-shopify_payments', SALE_KEY],
		]);
	});

	it('sends tax the American way: taxable lines and the amount', () => {
		const [receipt] = valueOf(compose(baseSale([payment('209')]), 'us'));
		expect(receipt?.lines.map(({ taxCode: code }) => code?.id)).toEqual(['TAX', 'TAX', 'TAX']);
		expect(receipt?.taxes).toEqual([
			{ name: 'Sales Tax', rate: '0.1', amount: money('19'), taxable: money('190') },
		]);
	});

	it('writes tax as a line where it has an account and no code', () => {
		const [receipt] = valueOf(compose(baseSale([payment('209')]), 'liability'));
		expect(receipt).toMatchObject({ total: money('209'), totalTax: money('0'), taxes: [] });
		expect(receipt?.lines.find(({ role }) => role === 'taxPayable')).toMatchObject({
			side: 'credit',
			amount: money('19'),
			taxes: [],
		});
	});

	it('shares one tax of the shop over the rates of the ledger', () => {
		const codes = [taxCode('NY', 'NYC', '4', '6')];
		const options = { ledger: 'quickbooks', taxModel: 'codes', matchByRate: false } as const;
		const sale = saleOf({ lines: [line('100', { taxes: [tax('10')] })], payments: [payment('110')] });
		const resolved = valueOf(resolveTax(sale, [{ when: {}, code: 'NY' }], codes, options));
		const entry = valueOf(journalize(resolved));
		if (entry === undefined) throw new Error('no entry');
		const [receipt] = valueOf(
			composeDocuments(valueOf(mapAccounts(entry, ACCOUNTS, QUICKBOOKS)), QUICKBOOKS, TARGET),
		);
		expect(receipt?.taxes).toEqual([
			{ name: 'NYC 0', rate: '0.04', ledgerRateId: 'NY-0', amount: money('4'), taxable: money('100') },
			{ name: 'NYC 1', rate: '0.06', ledgerRateId: 'NY-1', amount: money('6'), taxable: money('100') },
		]);
	});
});

describe('the documents of a refund', () => {
	it('one gateway: a refund receipt from its clearing account', () => {
		const outcome = compose(baseRefund({ payments: [payment('209', 'paypal', { reference: 'pp_9' })] }));
		expect(shapes(outcome)).toEqual([['RefundReceipt', '209.00', 'clearing-paypal']]);
		expect(valueOf(outcome)[0]).toMatchObject({
			postingKey: 'quickbooks/9130/shopify/my-shop/refund/7/Refund',
			totalTax: money('19'),
			paymentReference: 'pp_9',
			taxes: [{ amount: money('19'), taxable: money('190') }],
		});
	});

	it('what goes to gift cards or is not yet paid out lowers the receipt', () => {
		const refund = baseRefund({ payments: [payment('100'), payment('50', 'gift_card')] });
		const [receipt] = valueOf(compose(refund));
		expect(receipt).toMatchObject({ type: 'RefundReceipt', total: money('100') });
		const credits = receipt?.lines.filter(({ side }) => side === 'credit');
		expect(credits?.map(({ role, amount }) => [role, amount.amount])).toEqual([
			['discounts', '20.00'],
			['giftCardLiability', '50.00'],
			['refundsPayable', '59.00'],
		]);
	});

	it('several gateways: a receipt from the first for all, and a journal for the shares of the others', () => {
		const refund = baseRefund({
			payments: [payment('100'), payment('9', 'stripe'), payment('100', 'paypal')],
		});
		const outcome = compose(refund);
		expect(shapes(outcome)).toEqual([
			['RefundReceipt', '209.00', 'clearing-shopify_payments'],
			['ManualJournal', '109.00', undefined],
		]);
		expect(
			valueOf(outcome)[1]?.lines.map(({ account, side, amount }) => [account.name, side, amount.amount]),
		).toEqual([
			['clearing-shopify_payments', 'debit', '9.00'],
			['clearing-stripe', 'credit', '9.00'],
			['clearing-shopify_payments', 'debit', '100.00'],
			['clearing-paypal', 'credit', '100.00'],
		]);
	});

	it('in a ledger without receipts: a credit note, and a refund out of it for each payment', () => {
		const documents = [
			'Invoice',
			'CreditNote',
			'CustomerPayment',
			'CustomerRefund',
			'ManualJournal',
		] as const;
		const refund = baseRefund({ payments: [payment('109'), payment('100', 'paypal')] });
		const outcome = compose(refund, 'codes', { ...QUICKBOOKS, documents });
		const note = 'quickbooks/9130/shopify/my-shop/refund/7/Refund';
		expect(shapes(outcome)).toEqual([
			['CreditNote', '209.00', undefined],
			['CustomerRefund', '109.00', 'clearing-shopify_payments', note],
			['CustomerRefund', '100.00', 'clearing-paypal', note],
		]);
		expect(valueOf(outcome).map(({ lines }) => lines.length > 0)).toEqual([true, false, false]);
		const entry = entryOf(refund, 'codes');
		if (entry === undefined) throw new Error('nothing to post');
		expect(sorted(effectsOf(valueOf(outcome)))).toEqual(sorted(entryEffects(entry)));
	});

	it('of an unpaid sale: a credit note on its invoice', () => {
		expect(shapes(compose(baseRefund({ reducesReceivable: true })))).toEqual([
			['CreditNote', '209.00', undefined, SALE_KEY],
		]);
	});

	it('without money: a credit note of total zero', () => {
		expect(shapes(compose(baseRefund({ payments: [payment('209', 'store_credit')] })))).toEqual([
			['CreditNote', '0.00', undefined],
		]);
		expect(shapes(compose(baseRefund()))).toEqual([['CreditNote', '0.00', undefined]]);
	});

	it('keeps back a fee', () => {
		const fee = adjustment('10', { direction: 'keptBack', reason: 'Restocking fee' });
		const outcome = compose(baseRefund({ adjustments: [fee], payments: [payment('199')] }));
		expect(shapes(outcome)).toEqual([['RefundReceipt', '199.00', 'clearing-shopify_payments']]);
	});

	it('holds one that both lowers what is owed and gives money back', () => {
		const refund = baseRefund({ reducesReceivable: true, payments: [payment('9')] });
		expect(codesOf(compose(refund))).toEqual(['DOCUMENT_NOT_POSSIBLE']);
	});

	it('holds one whose tax would be negative', () => {
		const vat = tax('20', { name: 'VAT', rate: '0.2' });
		const refund = refundOf({
			lines: [refundLine('100', { taxes: [vat] })],
			adjustments: [adjustment('11', { direction: 'keptBack', taxes: [tax('1')] })],
			payments: [payment('109')],
		});
		expect(compose(refund, 'us').findings).toMatchObject([
			{
				code: 'DOCUMENT_NOT_POSSIBLE',
				evidence: { reason: 'a total or tax of the document would be negative' },
			},
		]);
	});
});

describe('the document of a payment', () => {
	it('received: a customer payment of the invoice', () => {
		const outcome = compose(paymentOf(payment('50', 'paypal', { reference: 'pp_1' })));
		expect(shapes(outcome)).toEqual([['CustomerPayment', '50.00', 'clearing-paypal', SALE_KEY]]);
		expect(valueOf(outcome)[0]).toMatchObject({
			postingKey: 'quickbooks/9130/shopify/my-shop/transaction/paypal-50/Payment',
			paymentReference: 'pp_1',
		});
	});

	it('received by gift card: a credit note on the liability', () => {
		const outcome = compose(paymentOf(payment('50', 'gift_card')));
		expect(shapes(outcome)).toEqual([['CreditNote', '50.00', undefined, SALE_KEY]]);
		expect(valueOf(outcome)[0]?.lines).toMatchObject([
			{ role: 'giftCardLiability', side: 'debit', amount: money('50') },
		]);
	});

	it('returned: a journal of the refund that was owed', () => {
		const settled = paymentOf(payment('99'), { direction: 'returned', settles: 'shopify/my-shop/refund/7' });
		const outcome = compose(settled);
		expect(shapes(outcome)).toEqual([['ManualJournal', '99.00', undefined]]);
		expect(valueOf(outcome)[0]?.lines.map(({ account, side }) => [account.name, side])).toEqual([
			['refundsPayable', 'debit'],
			['clearing-shopify_payments', 'credit'],
		]);
	});

	it('moves every account as its entry does', () => {
		for (const gateway of ['paypal', 'gift_card', 'store_credit']) {
			for (const direction of ['received', 'returned'] as const) {
				const entry = entryOf(paymentOf(payment('50', gateway), { direction }), 'codes');
				if (entry === undefined) throw new Error('no entry');
				const documents = valueOf(composeDocuments(entry, QUICKBOOKS, TARGET));
				expect(sorted(effectsOf(documents))).toEqual(sorted(entryEffects(entry)));
			}
		}
	});
});

describe('what cannot be composed', () => {
	it.each([
		['SalesReceipt, Invoice', baseSale([payment('209')])],
		['Invoice', baseSale([])],
		['CustomerPayment', baseSale([payment('200'), payment('9', 'paypal')])],
		['RefundReceipt, CustomerRefund', baseRefund({ payments: [payment('209')] })],
		['ManualJournal', baseRefund({ payments: [payment('200'), payment('9', 'paypal')] })],
		['CreditNote', baseRefund({ reducesReceivable: true })],
		['CreditNote', baseRefund()],
		['CustomerPayment', paymentOf(payment('50'))],
		['CreditNote', paymentOf(payment('50', 'gift_card'))],
		['ManualJournal', paymentOf(payment('50'), { direction: 'returned' })],
	])('is held where the ledger has no %s', (missing, document) => {
		const outcome = compose(document, 'us', without(...missing.split(', ')));
		expect(outcome.ok).toBe(false);
		expect(outcome.findings[0]).toMatchObject({
			code: 'DOCUMENT_NOT_POSSIBLE',
			message: expect.stringContaining(`it has no ${missing.split(', ').at(-1)}`),
		});
	});

	it('is held where a line has no account', () => {
		const entry = entryOf(baseSale([payment('209')]), 'us');
		if (entry === undefined) throw new Error('no entry');
		const lines = entry.lines.map(({ account: _account, ...each }) => each);
		const outcome = composeDocuments({ ...entry, lines }, QUICKBOOKS, TARGET);
		expect(new Set(codesOf(outcome))).toEqual(new Set(['ACCOUNT_NOT_MAPPED']));
		expect(outcome.findings.map(({ path }) => path)).toEqual([
			'lines[0]',
			'lines[1]',
			'lines[2]',
			'lines[3]',
		]);
	});

	it('is held where the tax of the lines is not the tax of the entry', () => {
		const entry = entryOf(baseSale([payment('209')]), 'us');
		if (entry === undefined) throw new Error('no entry');
		const lines = entry.lines.map((each) => (each.role === 'sales' ? { ...each, taxes: [] } : each));
		const outcome = composeDocuments({ ...entry, lines }, QUICKBOOKS, TARGET);
		expect(outcome.ok).toBe(false);
		expect(outcome.findings[0]).toMatchObject({
			code: 'DOCUMENT_NOT_POSSIBLE',
			evidence: { reason: 'the tax of the lines is not the tax of the entry' },
		});
	});

	it('is held for kinds that later versions book', () => {
		const entry = entryOf(baseSale([payment('209')]), 'us');
		if (entry === undefined) throw new Error('no entry');
		for (const purpose of ['OrderEdit', 'Cancellation', 'Payout', 'Dispute'] as const) {
			expect(codesOf(composeDocuments({ ...entry, purpose }, QUICKBOOKS, TARGET))).toEqual([
				'DOCUMENT_NOT_SUPPORTED',
			]);
		}
	});
});

describe("the shop's rate of exchange", () => {
	const exchangeRate = { currency: 'GBP', rate: '0.86' };
	const entry = entryOf({ ...baseSale([payment('209.00')]), exchangeRate }, 'us');
	const ratesOf = (target: object) => {
		if (entry === undefined) throw new Error('nothing to post');
		return valueOf(composeDocuments(entry, QUICKBOOKS, { ...TARGET, ...target })).map((each) => ({
			rate: each.exchangeRate,
			print: fingerprint(each),
		}));
	};

	test('goes with every document where it is wanted and is one to the currency of the books', () => {
		expect(ratesOf({ shopRatesTo: 'GBP' }).map(({ rate }) => rate)).toEqual(['0.86']);
		expect(ratesOf({ shopRatesTo: 'EUR' }).map(({ rate }) => rate)).toEqual([undefined]);
		expect(ratesOf({}).map(({ rate }) => rate)).toEqual([undefined]);
	});

	test('is no part of what the event is', () => {
		expect(ratesOf({ shopRatesTo: 'GBP' })[0]?.print).toBe(ratesOf({})[0]?.print);
	});
});
