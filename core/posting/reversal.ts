/**
 * The correcting document of one that the ledger does not let go: its mirror image, in the first open day. Made from what
 * the sync log keeps of the posted document, so that it takes back exactly what was posted.
 */
import { isZero } from '../money/money';
import type { LedgerCapabilities } from '../ledger/connector';
import type { LedgerDocument, LedgerDocumentType, PostingKey } from '../ledger/documents';
import { documentNumber } from '../ledger/number';
import type { DocumentSnapshot } from './snapshot';
import type { SyncRecord } from './syncLog';

const MARK = '/reversal';

export const reversalKey = (key: PostingKey): PostingKey => `${key}${MARK}`;

/** Whether the key is of a correcting document. Those are not taken back: the event is posted again instead. */
export const isReversal = (key: PostingKey): boolean => key.endsWith(MARK);

/** What takes each kind back; undefined where nothing does (a payment in a closed period is the accountant's). */
function mirrorOf({ type, total }: DocumentSnapshot): LedgerDocumentType | undefined {
	switch (type) {
		case 'SalesReceipt':
			// one of nothing has no money account, which a refund receipt needs
			return isZero(total) ? 'CreditNote' : 'RefundReceipt';
		case 'RefundReceipt':
			return 'SalesReceipt';
		case 'Invoice':
			return 'CreditNote';
		case 'ManualJournal':
		case 'Transfer':
			return type;
		case 'Deposit':
			return 'Expense';
		case 'Expense':
			return 'Deposit';
		case 'CreditNote':
		case 'CustomerPayment':
		case 'CustomerRefund':
			return undefined;
	}
}

/**
 * @param record the posted document
 * @param date YYYY-MM-DD, in an open period
 * @returns undefined when the ledger has no document that takes it back
 */
export function reversalOf(
	record: SyncRecord,
	snapshot: DocumentSnapshot,
	date: string,
	{ documents, numberLength }: Pick<LedgerCapabilities, 'documents' | 'numberLength'>,
): LedgerDocument | undefined {
	const type = mirrorOf(snapshot);
	if (type === undefined || !documents.includes(type)) return undefined;
	const { businessKey, orderNumber, documentType, number, bookedOn } = record;
	const { currency, exchangeRate, lines, taxes, total, totalTax, moneyAccount } = snapshot;
	const key = reversalKey(record.postingKey);
	return {
		type,
		postingKey: key,
		businessKey,
		number: documentNumber(orderNumber, key, numberLength),
		orderNumber,
		date,
		currency,
		...(exchangeRate === undefined ? {} : { exchangeRate }),
		lines: lines.map((line) => ({ ...line, side: line.side === 'debit' ? 'credit' : 'debit' })),
		taxes,
		total,
		totalTax,
		...(moneyAccount === undefined || type === 'CreditNote' ? {} : { moneyAccount }),
		...(snapshot.type === 'Invoice' ? { appliesTo: record.postingKey } : {}),
		channel: '',
		store: businessKey.split('/')[1] ?? '',
		memo: `Takes back ${documentType} ${number} of ${bookedOn}.\n${key}`,
	};
}
