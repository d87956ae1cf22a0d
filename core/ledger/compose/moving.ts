/**
 * The documents of a ledger whose invoices, credit notes and payments name no accounts: it books them to accounts of its own.
 * Beside each such document a journal moves its amounts on to the accounts of the entry, and is created after it, so that the
 * ledger's own accounts come back to nothing. What needs no such document (nothing is owed) is one journal with all its lines.
 */
import type { JournalLine, Side } from '../../journal/entry';
import { fromMinorUnits, minorUnits, type Money } from '../../money/money';
import type { AccountRef } from '../../accounts/roles';
import type { PaidSales } from '../connector';
import type { LedgerDocument, LedgerDocumentLine, PostingKey } from '../documents';
import { OWN_MONEY, OWN_SALES, ownTax } from '../ownAccounts';
import { isSaleLike, type Composer } from './context';
import { paidOut } from './payment';
import { withPercents } from './percentTaxes';
import { referenceOf, sortLines, type SortedLines } from './tenders';

type Documents = readonly (LedgerDocument | undefined)[];

const partOf = (part: string | undefined, more: string): string =>
	part === undefined ? more : `${part}/${more}`;
const opposite = (side: Side): Side => (side === 'debit' ? 'credit' : 'debit');

/** Taxes are on lines of their own; a journal has none beside them. */
const bare = ({ taxCode: _code, taxes: _taxes, ...line }: JournalLine): JournalLine => line;

function wholeJournal(composer: Composer, what: string): Documents {
	if (!composer.needs('ManualJournal')) return [];
	const { lines } = composer.entry;
	return [
		composer.document({
			type: 'ManualJournal',
			what,
			lines: composer.lines('ManualJournal', lines.map(bare)),
			...referenceOf(lines.filter(({ payment }) => payment !== undefined)),
		}),
	];
}

function leg(
	account: AccountRef,
	units: bigint,
	adds: Side,
	currency: string,
	description: string,
): LedgerDocumentLine[] {
	if (units === 0n) return [];
	const amount = fromMinorUnits(units > 0n ? units : -units, currency);
	return [
		{ role: 'sales', account, side: units > 0n ? adds : opposite(adds), amount, description, taxes: [] },
	];
}

/** Moves a document from the ledger's own accounts to those of the lines. */
function move(
	composer: Composer,
	document: LedgerDocument,
	part: string | undefined,
	lines: readonly JournalLine[],
): LedgerDocument | undefined {
	const { currency } = composer.entry;
	const main: Side = isSaleLike(document.type) ? 'credit' : 'debit';
	const sales = document.lines.reduce(
		(sum, { side, amount }) => sum + (side === main ? minorUnits(amount) : -minorUnits(amount)),
		0n,
	);
	const from = opposite(main);
	return composer.document({
		type: 'ManualJournal',
		part: partOf(part, 'accounts'),
		what: `Accounts of ${document.type} ${document.number}`,
		lines: [
			...leg(OWN_SALES, sales, from, currency, `${document.type} ${document.number}`),
			...document.taxes.flatMap(({ name, amount }) =>
				leg(
					ownTax(name),
					minorUnits(amount),
					from,
					currency,
					`${name} of ${document.type} ${document.number}`,
				),
			),
			...composer.lines('ManualJournal', lines.map(bare)),
		],
		appliesTo: document.postingKey,
	});
}

/** An invoice or credit note, and the journal that moves it. */
function document(
	composer: Composer,
	type: 'Invoice' | 'CreditNote',
	what: string,
	lines: readonly JournalLine[],
	taxesPerLine: number,
	appliesTo?: PostingKey,
): Documents {
	if (!composer.needs(type) || !composer.needs('ManualJournal')) return [];
	const { currency, dueOn } = composer.entry;
	const isTax = ({ role }: JournalLine): boolean => role === 'taxPayable';
	const main: Side = isSaleLike(type) ? 'credit' : 'debit';
	const plain = lines.filter((line) => !isTax(line));
	const ordered = [
		...plain.filter(({ side }) => side === main),
		...plain.filter(({ side }) => side !== main),
	];
	const taxed = ordered.flatMap((line) => {
		const [written] = composer.lines(type, [line]);
		if (written === undefined) return [];
		return [{ line: { ...written, account: OWN_SALES, taxes: [] }, taxes: line.taxes ?? [] }];
	});
	const owner = composer.document({
		type,
		what,
		lines: withPercents(taxed, lines.filter(isTax), main, currency, taxesPerLine),
		...(type === 'CreditNote' || dueOn === undefined ? {} : { dueOn }),
		...(appliesTo === undefined ? {} : { appliesTo }),
	});
	return owner === undefined ? [] : [owner, move(composer, owner, undefined, lines)];
}

/** A payment of an invoice by any tender, and the journal that moves it to the tender's account. */
function payment(
	composer: Composer,
	line: JournalLine,
	part: string | undefined,
	appliesTo?: PostingKey,
): Documents {
	if (!composer.needs('CustomerPayment') || !composer.needs('ManualJournal')) return [];
	const paid = composer.document({
		type: 'CustomerPayment',
		...(part === undefined ? {} : { part }),
		what: `Payment by ${line.description}`,
		lines: [],
		amount: line.amount,
		moneyAccount: OWN_MONEY,
		...(appliesTo === undefined ? {} : { appliesTo }),
		...referenceOf([line]),
	});
	if (paid === undefined) return [];
	const journal = composer.document({
		type: 'ManualJournal',
		part: partOf(part, 'accounts'),
		what: `Account of payment ${paid.number}`,
		lines: [
			...leg(OWN_MONEY, minorUnits(line.amount), 'credit', composer.entry.currency, `Payment ${paid.number}`),
			...composer.lines('ManualJournal', [bare(line)]),
		],
		appliesTo: paid.postingKey,
	});
	return [paid, journal];
}

const net = (lines: readonly JournalLine[], main: Side): bigint =>
	lines.reduce(
		(sum, { side, amount }: { side: Side; amount: Money }) =>
			sum + (side === main ? 1n : -1n) * minorUnits(amount),
		0n,
	);

function sale(composer: Composer, { lines, cash, receivable }: SortedLines, own: OwnWay): Documents {
	const isJournal = receivable.length === 0 && (own.paidSales === 'journal' || net(lines, 'credit') <= 0n);
	if (isJournal) return wholeJournal(composer, 'Sale');
	const payments = cash.flatMap((line, index) =>
		payment(composer, line, `payment/${line.payment?.id ?? index}`, composer.key()),
	);
	return [...document(composer, 'Invoice', 'Sale', lines, own.taxesPerLine), ...payments];
}

function refund(composer: Composer, { lines, cash, receivable }: SortedLines, own: OwnWay): Documents {
	if (receivable.length === 0) return wholeJournal(composer, 'Refund');
	if (cash.length > 0) {
		composer.notPossible('one refund both lowers what is owed and gives money back');
		return [];
	}
	return document(
		composer,
		'CreditNote',
		'Refund that lowers what is owed',
		lines,
		own.taxesPerLine,
		composer.saleKey,
	);
}

function received(composer: Composer, { lines, cash }: SortedLines): Documents {
	const tenders = [...cash, ...lines];
	if (tenders.some(({ side }) => side !== 'debit')) {
		composer.notPossible('a payment that gives something back');
		return [];
	}
	return tenders.flatMap((line, index) =>
		payment(
			composer,
			line,
			index === 0 ? undefined : `payment/${line.payment?.id ?? index}`,
			composer.saleKey,
		),
	);
}

type OwnWay = { readonly paidSales: PaidSales; readonly taxesPerLine: number };

/** @returns the documents in the order of their creation; undefined for events that are none of sales */
export function composeMoving(composer: Composer, own: OwnWay): LedgerDocument[] | undefined {
	const { purpose, direction } = composer.entry;
	const composed = ((): Documents | undefined => {
		switch (purpose) {
			case 'Sale':
				return sale(composer, sortLines(composer), own);
			case 'Refund':
				return refund(composer, sortLines(composer), own);
			case 'Payment':
				return direction === 'returned' ? [paidOut(composer)] : received(composer, sortLines(composer));
			default:
				return undefined;
		}
	})();
	return composed?.filter((each) => each !== undefined);
}
