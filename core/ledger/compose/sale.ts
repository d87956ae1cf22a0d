/** The documents of a sale. */
import type { JournalLine } from '../../journal/entry';
import type { LedgerDocument } from '../documents';
import type { Composer, Draft } from './context';
import { costJournal, gateways, referenceOf, sortLines } from './tenders';

/** A customer's payment of the sale's invoice. */
function payment(composer: Composer, line: JournalLine, index: number): LedgerDocument | undefined {
	const account = composer.account(line);
	if (account === undefined) return undefined;
	return composer.document({
		type: 'CustomerPayment',
		part: `payment/${line.payment?.id ?? index}`,
		what: `Payment by ${line.description}`,
		lines: [],
		amount: line.amount,
		moneyAccount: account,
		appliesTo: composer.key(),
		...referenceOf([line]),
	});
}

/**
 * One gateway and nothing owed: a sales receipt into the gateway's clearing account; also when gift cards or store credit
 * paid all of it, or there was nothing to pay: then its total is zero and it needs no money account. Otherwise, or where
 * the ledger has no sales receipts, an invoice and a customer payment for each payment. Gift cards and store credit used
 * are lines that lower the total.
 */
export function composeSale(composer: Composer): LedgerDocument[] {
	const { lines, cash, receivable, cost } = sortLines(composer);
	const through = gateways(composer, cash);
	const [gateway] = through;
	const isReceipt = through.length <= 1 && receivable.length === 0 && composer.has('SalesReceipt');
	const type = isReceipt ? 'SalesReceipt' : 'Invoice';
	if (!composer.needs(type)) return [];
	if (!isReceipt && cash.length > 0 && !composer.needs('CustomerPayment')) return [];

	const { dueOn } = composer.entry;
	const main: Draft = {
		type,
		what: 'Sale',
		lines: composer.lines(type, lines),
		...(isReceipt && gateway !== undefined ? { moneyAccount: gateway.account, ...referenceOf(cash) } : {}),
		...(isReceipt || dueOn === undefined ? {} : { dueOn }),
	};
	const documents = [
		composer.document(main),
		...(isReceipt ? [] : cash.map((line, index) => payment(composer, line, index))),
	];
	return [...documents.filter((document) => document !== undefined), ...costJournal(composer, cost)];
}
