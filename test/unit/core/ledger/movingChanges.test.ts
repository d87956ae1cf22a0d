/**
 * Changes in a ledger whose lines name no accounts: edits, cancellations and corrections are composed by what they do to what is
 * owed, and end up on the mapped accounts to the cent. The golden texts are in golden/.
 */
import fc from 'fast-check';
import { join } from 'node:path';
import { freshbooks } from '../../../../connectors/ledgers/freshbooks';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import type { AccountMapping } from '../../../../core/accounts/mapping';
import type { SalesDocument } from '../../../../core/documents';
import type { JournalEntry } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { composeDocuments } from '../../../../core/ledger/compose';
import type { LedgerCapabilities } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { effects, OWN_ACCOUNTS, type Effects } from '../../../../core/ledger/effects';
import { minorUnits } from '../../../../core/money/money';
import { resolveTax } from '../../../../core/tax/resolve';
import { cancellations, edits, fullRefund, sales } from '../../../support/arbitraries';
import { editOf } from '../../../support/changeDocuments';
import { corrected, plannedDocuments } from '../../../support/corrections';
import { documentLines, PLAIN_MAPPING } from '../../../support/documentText';
import { baseSale, line, payment, refundLine, saleOf, tax } from '../../../support/documents';
import { expectGolden } from '../../../support/golden';
import { mappingOf } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const JOURNALS = freshbooks.capabilities;
const WAYS: readonly LedgerCapabilities[] = [JOURNALS, { ...JOURNALS, paidSales: 'invoice' }];
const OWN: readonly string[] = Object.values(OWN_ACCOUNTS);
const ACCOUNTS = mappingOf(['shopify_payments', 'paypal', 'stripe']);

function entryOf(document: SalesDocument, mapping: AccountMapping = ACCOUNTS): JournalEntry | undefined {
	const options = { ledger: 'freshbooks', taxModel: 'none', matchByRate: true } as const;
	const entry = valueOf(journalize(valueOf(resolveTax(document, [], [], options))));
	return entry === undefined ? undefined : valueOf(mapAccounts(entry, mapping, JOURNALS));
}

const sorted = (moved: Effects) => [...moved].sort(([a], [b]) => (a < b ? -1 : 1));

function effectsOf(documents: readonly LedgerDocument[]): Effects {
	const moved: Effects = new Map();
	for (const document of documents) effects(document, moved);
	return moved;
}

function entryEffects(entry: JournalEntry): Effects {
	const moved: Effects = new Map();
	for (const { role, account, side, amount } of entry.lines) {
		const key = role === 'receivable' ? OWN_ACCOUNTS.receivable : (account?.id ?? '');
		const sum = (moved.get(key) ?? 0n) + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount));
		if (sum === 0n) moved.delete(key);
		else moved.set(key, sum);
	}
	return moved;
}

const leftOnOwn = (moved: Effects): string[] =>
	[...moved.keys()].filter((id) => OWN.includes(id) && id !== OWN_ACCOUNTS.receivable);

describe('edits and cancellations', () => {
	it('move every mapped account as the entry does, and leave nothing on the ledger’s own', () => {
		let told = 0;
		let composed = 0;
		fc.assert(
			fc.property(fc.oneof(edits(), cancellations()), fc.constantFrom(...WAYS), (document, ledger) => {
				const entry = entryOf(document);
				if (entry === undefined) return;
				const target = { ledger: 'freshbooks', tenant: 'T' };
				const documents = composeDocuments(entry, ledger, target);
				if (!documents.ok) {
					told++;
					expect(documents.findings.map(({ code }) => code)).toEqual(
						documents.findings.map(() => 'DOCUMENT_NOT_POSSIBLE'),
					);
					return;
				}
				composed++;
				const moved = effectsOf(documents.value);
				expect(sorted(moved)).toEqual(sorted(entryEffects(entry)));
				expect(leftOnOwn(moved)).toEqual([]);
				const keys = documents.value.map(({ postingKey }) => postingKey);
				expect(new Set(keys).size).toBe(keys.length);
			}),
			{ numRuns: 400 },
		);
		expect(composed).toBeGreaterThan(20 * told);
	});
});

describe('corrections', () => {
	it('bring the books from any version of an order to any other', () => {
		let told = 0;
		let done = 0;
		const change = fc.oneof(
			fc.tuple(sales(), sales()),
			fc.tuple(sales(), sales()).map((both) => both.map(fullRefund)),
			fc.tuple(edits(), edits()),
		);
		fc.assert(
			fc.property(change, fc.constantFrom(...WAYS), (versions, ledger) => {
				const [was, is] = versions as readonly SalesDocument[];
				if (was?.currency !== is?.currency) return;
				const [one, two] = [was, is].map((each) => (each === undefined ? undefined : entryOf(each)));
				if (one === undefined || two === undefined) return;
				const [before, after] = [plannedDocuments(one, ledger), plannedDocuments(two, ledger)];
				if (before === undefined || after === undefined || before.length === 0) return;
				const posted = corrected(before, two, after, ledger);
				if (posted === undefined) {
					told++;
					return;
				}
				done++;
				const moved = effectsOf(posted);
				expect(sorted(moved)).toEqual(sorted(effectsOf(after)));
				expect(leftOnOwn(moved)).toEqual([]);
				for (const { total } of posted) expect(total.amount).not.toContain('-');
			}),
			{ numRuns: 400, seed: 20261127 },
		);
		// a payment of an invoice that was taken back goes to a person
		expect(done).toBeGreaterThan(told);
	});
});

describe('golden', () => {
	const ITEM = line('30', { name: 'Candle', taxes: [tax('3')] });
	const GONE = refundLine('30', { name: 'Candle', taxes: [tax('3')] });
	const LAMP = line('50', { name: 'Lamp', taxes: [tax('5')] });
	const textOf = (documents: readonly LedgerDocument[]): string =>
		documents.flatMap(documentLines).join('\n');
	const compose = (document: SalesDocument, ledger: LedgerCapabilities): readonly LedgerDocument[] => {
		const entry = entryOf(document, PLAIN_MAPPING);
		return entry === undefined ? [] : (plannedDocuments(entry, ledger) ?? []);
	};

	it.each([
		['edit-adds-unpaid', 'An item is added, not yet paid', editOf('209', '242', { added: [ITEM] })],
		[
			'edit-adds-paid',
			'An item is added and paid',
			editOf('209', '242', { added: [ITEM], payments: [payment('33')] }),
		],
		[
			'edit-removes-owed',
			'An item is removed, the refund is owed',
			editOf('242', '209', { removed: [GONE] }),
		],
		[
			'edit-removes-unpaid',
			'An item of an unpaid order is removed',
			editOf('242', '209', { removed: [GONE], reducesReceivable: true }),
		],
		[
			'edit-exchanges',
			'An item is exchanged for a dearer one, the difference is owed',
			editOf('209', '231', { added: [LAMP], removed: [GONE] }),
		],
	])('%s: %s', (name, title, document) => {
		const texts = WAYS.map((ledger) => textOf(compose(document, ledger)));
		expectGolden(
			join(__dirname, 'golden', `${name}.txt`),
			`${title}\n\nPaid sales as journals\n${texts[0]}\n\nPaid sales as invoices\n${texts[1]}\n`,
		);
	});

	const owed = saleOf({ lines: [line('100', { taxes: [tax('10')] })] });
	const paid = saleOf({ lines: [line('100', { taxes: [tax('10')] })], payments: [payment('110')] });
	const more = { lines: [line('150', { taxes: [tax('15')] })] };
	it.each([
		['correction-owes-more', 'An unpaid order of 110.00 becomes 165.00', owed, saleOf(more)],
		['correction-owes-less', 'An unpaid order of 165.00 becomes 110.00', saleOf(more), owed],
		[
			'correction-paid-more',
			'A paid order of 110.00 becomes 165.00, paid',
			paid,
			saleOf({ ...more, payments: [payment('165')] }),
		],
		['correction-paid-later', 'An unpaid order turns out to be paid', owed, paid],
		[
			'correction-gateway',
			'An order was paid through another gateway',
			paid,
			saleOf({ lines: paid.lines, payments: [payment('110', 'paypal')] }),
		],
		['correction-discount', 'A paid order had a discount', paid, { ...baseSale([payment('209')]) }],
	])('%s: %s', (name, title, was, is) => {
		const texts = WAYS.map((ledger) => {
			const before = compose(was, ledger);
			const entry = entryOf(is, PLAIN_MAPPING);
			if (entry === undefined) throw new Error('nothing to post');
			const posted = corrected(before, entry, compose(is, ledger), ledger);
			if (posted === undefined) return '  held: a person is told';
			return `  posted\n${textOf(before)}\n  corrected by\n${textOf(posted.slice(before.length))}`;
		});
		expectGolden(
			join(__dirname, 'golden', `${name}.txt`),
			`${title}\n\nPaid sales as journals\n${texts[0]}\n\nPaid sales as invoices\n${texts[1]}\n`,
		);
	});
});
