/** A summary is the sum of its events: as a journal, as documents, and by its control totals. */
import fc from 'fast-check';
import { join } from 'node:path';
import type { Refund, Sale } from '../../../core/documents';
import { parseJournalEntry } from '../../../core/documents/parse';
import type { JournalEntry, JournalLine } from '../../../core/journal/entry';
import { ledgerText } from '../../../core/journal/journalText';
import { composeDocuments } from '../../../core/ledger/compose';
import type { LedgerCapabilities } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { effects, type Effects } from '../../../core/ledger/effects';
import { batchOf } from '../../../core/summary/batch';
import { proveSummary } from '../../../core/summary/controls';
import { memberOf } from '../../../core/summary/member';
import type { SummaryBatchState } from '../../../core/summary/store';
import { summaryEntry } from '../../../core/summary/summaryEntry';
import { fullRefund, sales } from '../../support/arbitraries';
import {
	adjustment,
	line,
	money,
	payment,
	paymentOf,
	refundLine,
	refundOf,
	saleOf,
	tax,
} from '../../support/documents';
import { expectGolden } from '../../support/golden';
import { QUICKBOOKS } from '../../support/ledger';
import { codesOf, valueOf } from '../../support/outcome';
import { entryOf, LATER, movedBy, policyOf, TARGET } from '../../support/summaries';

const POLICY = policyOf();
const XERO_LIKE: LedgerCapabilities = {
	...QUICKBOOKS,
	documents: ['Invoice', 'CreditNote', 'CustomerPayment', 'CustomerRefund', 'ManualJournal'],
};

/** The same document of another order. */
function nth<D extends Sale | Refund>(document: D, index: number): D {
	return { ...document, id: `${document.id}-${index}` };
}

const members = (entries: readonly JournalEntry[]) =>
	entries.map((entry) => memberOf(entry, batchOf(entry, POLICY), entry.bookedOn));

function summaryOf(entries: readonly JournalEntry[]): JournalEntry {
	const [first] = entries;
	if (first === undefined) throw new Error('nothing to sum');
	const batch = batchOf(first, POLICY);
	const draft = { batch, members: members(entries), leftOut: [], sequence: 1 };
	return valueOf(summaryEntry({ ...draft, now: LATER, timeZone: POLICY.timeZone }));
}

const stateOf = (count: number): SummaryBatchState => ({
	waiting: [],
	single: [],
	summarized: 0,
	total: count,
	sequence: 0,
});

function prove(entry: JournalEntry, entries: readonly JournalEntry[], capabilities = QUICKBOOKS) {
	const figures = members(entries).map((member) => member.figures);
	return proveSummary({ entry, figures, state: stateOf(entries.length), capabilities, target: TARGET });
}

const composed = (entry: JournalEntry, capabilities = QUICKBOOKS): readonly LedgerDocument[] =>
	valueOf(composeDocuments(entry, capabilities, TARGET));

function effectsOf(documents: readonly LedgerDocument[]): [string, bigint][] {
	const moved: Effects = new Map();
	for (const document of documents) effects(document, moved);
	return [...moved].filter(([, units]) => units !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
}

const taxesOf = (documents: readonly LedgerDocument[]): Record<string, string> => {
	const sums: Record<string, bigint> = {};
	for (const { type, taxes } of documents)
		for (const { name, amount } of taxes) {
			const sign = type === 'CreditNote' || type === 'RefundReceipt' ? -1n : 1n;
			const units = sign * BigInt(amount.amount.replace('.', ''));
			sums[name] = (sums[name] ?? 0n) + units;
		}
	const kept = Object.entries(sums).filter(([, units]) => units !== 0n);
	return Object.fromEntries(kept.map(([name, units]) => [name, String(units)]));
};

/** The day of the handbook, where nothing is left open. */
const THE_DAY: readonly (Sale | Refund)[] = [
	nth(
		saleOf({
			lines: [
				line('6000.00', { discount: money('400'), taxes: [tax('560.00')] }),
				line('500.00', { id: 'shipping', type: 'shipping', taxes: [tax('50.00')] }),
			],
			payments: [payment('180.00', 'gift_card'), payment('6530.00')],
		}),
		1,
	),
	nth(
		saleOf({
			lines: [line('4000.00', { taxes: [tax('400.00')] })],
			payments: [payment('2150.00', 'paypal'), payment('2250.00')],
		}),
		2,
	),
	nth(
		saleOf({
			total: '405.02',
			lines: [
				line('300.00', { type: 'giftCard' }),
				line('45.00', { type: 'tip' }),
				line('60.00', { type: 'duty' }),
			],
			payments: [payment('405.02')],
		}),
		3,
	),
	nth(
		refundOf({
			lines: [
				refundLine('620.00', { taxes: [tax('62.00')] }),
				refundLine('20.00', { type: 'shipping', taxes: [tax('2.00')] }),
			],
			payments: [payment('704.00')],
		}),
		4,
	),
	nth(refundOf({ adjustments: [adjustment('13.64')], payments: [payment('13.64')] }), 5),
];
const DAY_ENTRIES = THE_DAY.flatMap((document) => entryOf(document) ?? []);

describe('the daily summary of the handbook', () => {
	const entry = summaryOf(DAY_ENTRIES);

	it('reads like the one there', () => {
		const text = `; the daily summary of the handbook, section 4\n${ledgerText([entry])}`;
		expectGolden(join(__dirname, 'golden', 'daily.txt'), text);
	});

	it('has the balances that stand there', () => {
		const cents = Object.fromEntries(movedBy([entry]).map(([name, units]) => [name, Number(units) / 100]));
		expect(cents).toEqual({
			'id-sales': -10_000,
			'id-discounts': 400,
			'id-salesReturns': 620,
			'id-shippingIncome': -500,
			'id-shippingRefunds': 20,
			'the tax account': -946,
			'id-giftCardLiability': -120,
			'id-tips': -45,
			'id-duties': -60,
			'id-refundAdjustments': 13.64,
			'id-rounding': -0.02,
			// 263.00 of it is still owed there, and here it is paid
			'id-clearing-shopify_payments': 8204.38 + 263,
			'id-clearing-paypal': 2150,
		});
	});

	it('is an invoice with a payment a gateway, and a refund receipt: never one document of both', () => {
		const shapes = composed(entry).map(({ type, total, moneyAccount, postingKey }) => [
			type,
			total.amount,
			moneyAccount?.name ?? null,
			postingKey.split('/Summary')[1],
		]);
		expect(shapes).toEqual([
			['Invoice', '11335.02', null, ''],
			['CustomerPayment', '2150.00', 'clearing-paypal', '/payment/paypal/id-clearing-paypal'],
			[
				'CustomerPayment',
				'9185.02',
				'clearing-shopify_payments',
				'/payment/shopify_payments/id-clearing-shopify_payments',
			],
			['RefundReceipt', '717.64', 'clearing-shopify_payments', '/refunds'],
		]);
	});

	it('is a credit note paid out where there are no refund receipts, and never a journal', () => {
		const types = composed(entry, XERO_LIKE).map(({ type }) => type);
		expect(types).toEqual(['Invoice', 'CustomerPayment', 'CustomerPayment', 'CreditNote', 'CustomerRefund']);
	});

	it('is a sales receipt where one gateway took all', () => {
		const one = summaryOf(DAY_ENTRIES.slice(2, 3));
		expect(composed(one)).toMatchObject([
			{ type: 'SalesReceipt', moneyAccount: { name: 'clearing-shopify_payments' } },
		]);
	});

	it('says what it is on each document', () => {
		for (const { memo, postingKey, number } of composed(entry)) {
			expect(memo).toContain('Summary of 2026-03-02 of my-shop (all channels), 5 events.');
			expect(memo.split('\n').at(-1)).toBe(postingKey);
			expect(number).toMatch(/^2026-03-02-[A-Z2-7]{8}$/);
		}
	});

	it('passes through an item and its checks unchanged', () => {
		const proved = valueOf(prove(entry, DAY_ENTRIES));
		expect(valueOf(parseJournalEntry(JSON.parse(JSON.stringify(proved))))).toEqual(proved);
	});
});

describe('any summary', () => {
	const events = fc.array(
		fc.oneof(
			sales('never').filter(({ currency }) => currency === 'GBP'),
			sales('never')
				.filter(({ currency }) => currency === 'GBP')
				.map(fullRefund),
		),
		{ minLength: 1, maxLength: 8 },
	);
	const able = fc.constantFrom(QUICKBOOKS, XERO_LIKE, { ...QUICKBOOKS, postsTaxItself: false });
	const entriesOf = (documents: readonly (Sale | Refund)[], capabilities: LedgerCapabilities) =>
		documents
			.map(nth)
			.flatMap((document) => entryOf(document, 'usAutomated', capabilities) ?? [])
			.filter(({ lines }) => lines.length > 0);

	it('moves every account and every tax as its events do, and proves it', () => {
		fc.assert(
			fc.property(events, able, (documents, capabilities) => {
				const entries = entriesOf(documents, capabilities);
				if (entries.length === 0) return;
				const entry = summaryOf(entries);
				const each = entries.flatMap((one) => composed(one, capabilities));
				const all = composed(entry, capabilities);
				expect(effectsOf(all)).toEqual(effectsOf(each));
				expect(effectsOf(all)).toEqual(movedBy(entries));
				expect(taxesOf(all)).toEqual(taxesOf(each));
				expect(codesOf(prove(entry, entries, capabilities))).toEqual([]);
			}),
			{ numRuns: 150 },
		);
	});

	it('is the same whatever the order of its events and of their lines', () => {
		fc.assert(
			fc.property(events, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (documents, places) => {
				const entries = entriesOf(documents, QUICKBOOKS);
				if (entries.length === 0) return;
				const place = (index: number): number => places[index % places.length] ?? 0;
				const turned = entries
					.map((entry, index) => ({ entry, at: place(index) }))
					.sort((a, b) => a.at - b.at)
					.map(({ entry }) => ({ ...entry, lines: [...entry.lines].reverse() }));
				expect(summaryOf(turned)).toEqual(summaryOf(entries));
			}),
			{ numRuns: 50 },
		);
	});

	it('fails its control totals if any line is changed by a cent, moved or lost', () => {
		const entry = summaryOf(DAY_ENTRIES);
		const count = entry.lines.length;
		const other = (each: JournalLine): JournalLine => ({
			...each,
			account: { id: 'elsewhere', name: 'Elsewhere' },
		});
		for (let index = 0; index < count; index++) {
			const changed = (change: (line: JournalLine) => JournalLine[]): JournalEntry => ({
				...entry,
				lines: entry.lines.flatMap((each, at) => (at === index ? change(each) : [each])),
			});
			const more = (each: JournalLine): JournalLine[] => [
				each,
				{ ...each, amount: money('0.01'), taxes: [] },
			];
			for (const broken of [changed(more), changed(() => []), changed((each) => [other(each)])]) {
				const codes = new Set(codesOf(prove(broken, DAY_ENTRIES)));
				expect(codes.has('SUMMARY_CONTROL_FAILED') || codes.has('DOCUMENT_NOT_POSSIBLE')).toBe(true);
			}
		}
	});

	it('fails if an event of the period is unaccounted for', () => {
		const entry = summaryOf(DAY_ENTRIES);
		const figures = members(DAY_ENTRIES).map((member) => member.figures);
		const given = { entry, figures, capabilities: QUICKBOOKS, target: TARGET };
		const failed = proveSummary({ ...given, state: stateOf(6) });
		expect(codesOf(failed)).toEqual(['SUMMARY_CONTROL_FAILED']);
		expect(failed.findings[0]?.message).toContain('5, its 5 events say 6');
		const one = { businessKey: 'x', orderNumber: '#9', reason: 'it is not paid in full' };
		expect(proveSummary({ ...given, state: { ...stateOf(6), single: [one] } }).ok).toBe(true);
	});
});

it('sums refunds with their money that went out later', () => {
	const pending = refundOf({ lines: [refundLine('90.00', { taxes: [tax('9.00')] })] });
	const paid = paymentOf(payment('99.00'), { direction: 'returned', settles: pending.id });
	const entries = [pending, paid].flatMap((document) => entryOf(document) ?? []);
	const documents = composed(summaryOf(entries));
	expect(documents).toMatchObject([{ type: 'RefundReceipt', total: money('99') }]);
	expect(effectsOf(documents)).toEqual(movedBy(entries));
});
