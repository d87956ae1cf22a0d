/** A transaction of QuickBooks as the core knows it: its number, its amounts as money, where a person finds it. */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerSettings, PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { Big } from '../../../core/money/decimal';
import { isZero, parseMoney, roundToMoney, sumMoney, zero, type Money } from '../../../core/money/money';
import { decimalOf } from './numbers';
import type { TransactionRow } from './payload';

/** Pages of the web application, by entity. */
const PAGES: Readonly<Record<string, string>> = {
	SalesReceipt: 'salesreceipt',
	Invoice: 'invoice',
	RefundReceipt: 'refundreceipt',
	CreditMemo: 'creditmemo',
	Payment: 'recvpayment',
	JournalEntry: 'journal',
	Deposit: 'deposit',
	Transfer: 'transfer',
	Purchase: 'expense',
};

/** The address of a transaction for people; none when the API's address is not Intuit's. */
export function urlOf(settings: LedgerSettings, entity: string, id: string): string | undefined {
	const page = PAGES[entity];
	if (page === undefined || settings.baseUrl !== undefined) return undefined;
	const host = settings.environment === 'sandbox' ? 'app.sandbox.qbo.intuit.com' : 'app.qbo.intuit.com';
	return `https://${host}/app/${page}?txnId=${encodeURIComponent(id)}`;
}

/** What was meant to be posted, as far as an answer is read with it. */
export type Meant = Pick<
	LedgerDocument,
	'type' | 'postingKey' | 'number' | 'currency' | 'total' | 'totalTax' | 'appliesTo' | 'lines'
>;

/**
 * The total a document must have in QuickBooks. A journal entry's TotalAmt is always 0 there, so its debits stand for it.
 */
export function expectedTotal(document: Pick<Meant, 'type' | 'total' | 'lines' | 'currency'>): Money {
	if (document.type !== 'ManualJournal' || document.lines.length === 0) return document.total;
	const debits = document.lines.filter(({ side }) => side === 'debit').map(({ amount }) => amount);
	return sumMoney(debits, document.currency);
}

function totalOf(entity: string, row: TransactionRow): Big | undefined {
	if (entity === 'Transfer') return bigOf(row.Amount);
	if (entity !== 'JournalEntry') return bigOf(row.TotalAmt);
	const debits = (row.Line ?? []).filter((line) => line.JournalEntryLineDetail?.PostingType === 'Debit');
	if (debits.length === 0) return undefined;
	return debits.reduce<Big | undefined>((sum, line) => {
		const amount = bigOf(line.Amount);
		return sum === undefined || amount === undefined ? undefined : sum.plus(amount);
	}, new Big(0));
}

function bigOf(value: number | undefined): Big | undefined {
	const text = value === undefined ? undefined : decimalOf(value);
	return text === undefined ? undefined : new Big(text);
}

/** Finding POSTED_AMOUNT_DIFFERS. @param actual what the ledger shows, as text */
export function amountDiffers(
	document: Pick<Meant, 'type' | 'number'>,
	field: string,
	actual: string,
	expected: Money,
): Finding {
	return finding('POSTED_AMOUNT_DIFFERS', {
		path: field,
		evidence: {
			document: document.type,
			number: document.number,
			actual,
			expected: expected.amount,
			currency: expected.currency,
			field,
		},
	});
}

/** The warning CREDIT_NOT_APPLIED. */
export function creditNotApplied(document: Pick<Meant, 'number'>, invoice: string, reason: string): Finding {
	return finding('CREDIT_NOT_APPLIED', { evidence: { number: document.number, invoice, reason } });
}

/** A credit that is meant for an invoice and still whole. */
function openCredit(
	{ RemainingCredit: left, TotalAmt }: TransactionRow,
	document: Meant,
): readonly Finding[] {
	const { type, appliesTo, total } = document;
	if (type !== 'CreditNote' || appliesTo === undefined || isZero(total)) return [];
	if (left !== undefined && left !== TotalAmt) return [];
	return [creditNotApplied(document, appliesTo, 'nobody has done so yet')];
}

/** Money of an answer; a remark when it is none, because a posted document is never lost for an odd amount. */
function moneyOf(
	value: Big | undefined,
	document: Meant,
	field: string,
	expected: Money,
): { readonly money: Money; readonly remarks: readonly Finding[] } {
	const text = value?.toFixed();
	const money = parseMoney(text, document.currency);
	if (typeof money !== 'string') return { money, remarks: [] };
	const remarks = [amountDiffers(document, field, text ?? 'no amount', expected)];
	if (value === undefined || value.lt(0)) return { money: zero(document.currency), remarks };
	return { money: roundToMoney(value, document.currency, 'halfUp'), remarks };
}

/**
 * @param row the transaction as QuickBooks has it
 * @param document what was meant to be posted
 */
export function postedDocument(
	entity: string,
	row: TransactionRow,
	document: Meant,
	settings: LedgerSettings,
): PostedDocument {
	const total = moneyOf(totalOf(entity, row), document, 'total', expectedTotal(document));
	const taxValue = bigOf(row.TxnTaxDetail?.TotalTax);
	const tax = taxValue === undefined ? undefined : moneyOf(taxValue, document, 'totalTax', document.totalTax);
	const remarks = [...total.remarks, ...(tax?.remarks ?? []), ...openCredit(row, document)];
	const url = urlOf(settings, entity, row.Id);
	return {
		postingKey: document.postingKey,
		entity,
		id: row.Id,
		number: row.DocNumber ?? row.PaymentRefNum ?? document.number,
		...(row.TxnDate === undefined ? {} : { date: row.TxnDate }),
		total: total.money,
		...(tax === undefined ? {} : { totalTax: tax.money }),
		...(url === undefined ? {} : { url }),
		...(row.SyncToken === undefined ? {} : { version: row.SyncToken }),
		...(remarks.length === 0 ? {} : { findings: remarks }),
	};
}
