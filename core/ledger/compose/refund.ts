/** The documents of a refund. */
import type { JournalLine } from '../../journal/entry';
import { fromMinorUnits } from '../../money/money';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';
import { costJournal, gateways, referenceOf, sortLines, type Gateway, type SortedLines } from './tenders';

/** Moves what went back through the other gateways from the first one's clearing account, which paid for all. */
function shares(composer: Composer, first: Gateway, others: readonly Gateway[]): LedgerDocument | undefined {
	const { currency } = composer.entry;
	const lines = others.flatMap(({ lines: theirs, account, units, name }): JournalLine[] => {
		const [line] = theirs;
		if (line === undefined) return [];
		const amount = fromMinorUnits(units, currency);
		const description = `Refunded through ${name}`;
		return [
			{ ...line, side: 'debit', account: first.account, amount, description },
			{ ...line, side: 'credit', account, amount, description },
		];
	});
	return composer.document({
		type: 'ManualJournal',
		part: 'gateways',
		what: 'Refund through several gateways',
		lines: composer.lines('ManualJournal', lines),
	});
}

/** What the customer no longer owes: applied to the sale's invoice. */
function reducesInvoice(composer: Composer, { lines, cash }: SortedLines): (LedgerDocument | undefined)[] {
	if (!composer.needs('CreditNote')) return [];
	if (cash.length > 0) {
		composer.notPossible('one refund both lowers what is owed and gives money back');
		return [];
	}
	const { saleKey } = composer;
	return [
		composer.document({
			type: 'CreditNote',
			what: 'Refund that lowers what is owed',
			lines: composer.lines('CreditNote', lines),
			...(saleKey === undefined ? {} : { appliesTo: saleKey }),
		}),
	];
}

/** Nothing goes back in money: a credit note of total zero, because a refund receipt needs an account to pay from. */
function withoutMoney(composer: Composer, { lines }: SortedLines): (LedgerDocument | undefined)[] {
	if (!composer.needs('CreditNote')) return [];
	return [
		composer.document({
			type: 'CreditNote',
			what: 'Refund without money',
			lines: composer.lines('CreditNote', lines),
		}),
	];
}

/** Where the ledger has no refund receipts: a credit note, and a payment out of it for each that went back. */
function creditAndPayOut(composer: Composer, { lines, cash }: SortedLines): (LedgerDocument | undefined)[] {
	if (!composer.needs('CreditNote') || !composer.needs('CustomerRefund')) return [];
	const note = composer.document({
		type: 'CreditNote',
		what: 'Refund',
		lines: composer.lines('CreditNote', lines),
		...referenceOf(cash),
	});
	const payouts = cash.map((line, index) => {
		const account = composer.account(line);
		if (account === undefined) return undefined;
		return composer.document({
			type: 'CustomerRefund',
			part: `payment/${line.payment?.id ?? index}`,
			what: `Refunded by ${line.description}`,
			lines: [],
			amount: line.amount,
			moneyAccount: account,
			appliesTo: composer.key(),
			...referenceOf([line]),
		});
	});
	return [note, ...payouts];
}

/**
 * Lowers what is owed: a credit note applied to the sale's invoice. Money back: a refund receipt from the gateway's
 * clearing account; of several gateways from the first for the whole, and a journal that moves the others' shares. In a
 * ledger without refund receipts: a credit note, and a customer refund for each payment.
 * Nothing in money (to gift cards, store credit, or still to be paid out): a credit note of total zero. What went to gift
 * cards or store credit and what is still to be paid out are lines that lower the total.
 */
export function composeRefund(composer: Composer): LedgerDocument[] {
	const sorted = sortLines(composer);
	const [first, ...others] = gateways(composer, sorted.cash);
	const documents: (LedgerDocument | undefined)[] = [];
	if (sorted.receivable.length > 0) documents.push(...reducesInvoice(composer, sorted));
	else if (first === undefined) documents.push(...withoutMoney(composer, sorted));
	else if (!composer.has('RefundReceipt')) documents.push(...creditAndPayOut(composer, sorted));
	else if (others.length === 0 || composer.needs('ManualJournal')) {
		documents.push(
			composer.document({
				type: 'RefundReceipt',
				what: 'Refund',
				lines: composer.lines('RefundReceipt', sorted.lines),
				moneyAccount: first.account,
				...referenceOf(sorted.cash),
			}),
		);
		if (others.length > 0) documents.push(shares(composer, first, others));
	}
	return [...documents.filter((document) => document !== undefined), ...costJournal(composer, sorted.cost)];
}
