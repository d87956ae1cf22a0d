/** An object of FreshBooks as the core knows it: its number, its amounts as money, where a person finds it. */
import { finding, type Finding } from '../../../core/findings/finding';
import type { PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { Big, isDecimal } from '../../../core/money/decimal';
import { parseMoney, roundToMoney, sumMoney, zero, type Money } from '../../../core/money/money';
import { legsOf, type Entity } from './entities';
import type { JournalRow } from './journalList';
import { idText, type ExpenseRow, type PaymentRow, type SalesRow } from './payload';

/** What was meant to be posted, as far as an answer is read with it. */
export type Meant = Pick<
	LedgerDocument,
	'type' | 'postingKey' | 'number' | 'currency' | 'total' | 'totalTax'
>;

interface WireAmount {
	readonly amount: string;
	readonly code?: string | null | undefined;
}

/** The total a document must have in FreshBooks: of journal entries the debits. */
export function expectedTotal(document: LedgerDocument, entity: Entity): Money {
	if (entity !== 'JournalEntry') return document.total;
	const debits = legsOf(document).filter(({ side }) => side === 'debit');
	return sumMoney(
		debits.map(({ amount }) => amount),
		document.currency,
	);
}

/** Finding POSTED_AMOUNT_DIFFERS. @param actual what the ledger shows, as text */
export function amountDiffers(
	{ type, number }: Pick<Meant, 'type' | 'number'>,
	field: string,
	actual: string,
	expected: Money,
): Finding {
	return finding('POSTED_AMOUNT_DIFFERS', {
		path: field,
		evidence: {
			document: type,
			number,
			actual,
			expected: expected.amount,
			currency: expected.currency,
			field,
		},
	});
}

/** The warning CREDIT_NOT_APPLIED. */
export function creditNotApplied(number: string, invoice: string, reason: string): Finding {
	return finding('CREDIT_NOT_APPLIED', { evidence: { number, invoice, reason } });
}

const bigOf = (wire: WireAmount | null | undefined): Big | undefined =>
	wire === null || wire === undefined || !isDecimal(wire.amount) ? undefined : new Big(wire.amount);

/** Money of an answer; a remark when it is none, because a posted document is never lost for an odd amount. */
function moneyOf(
	value: Big | undefined,
	code: string | null | undefined,
	meant: Meant,
	field: string,
	expected: Money,
): { readonly money: Money; readonly remarks: readonly Finding[] } {
	const { currency } = meant;
	const isOther = typeof code === 'string' && code !== currency;
	const parsed = value === undefined ? undefined : parseMoney(value.toFixed(), currency);
	if (parsed !== undefined && typeof parsed !== 'string' && !isOther) return { money: parsed, remarks: [] };
	const shown = value === undefined ? 'no amount' : `${value.toFixed()} ${code ?? ''}`.trim();
	const remarks = [amountDiffers(meant, field, shown, expected)];
	if (value === undefined || value.lt(0)) return { money: zero(currency), remarks };
	return { money: roundToMoney(value, currency, 'halfUp'), remarks };
}

const DRAFT = 'draft';
/** Status numbers of invoices; a draft is in no account. */
const isDraftStatus = (status: string | number | null | undefined): boolean =>
	status === 1 || status === '1' || status === DRAFT;

export const isDraft = ({ status, v3_status: word, display_status: shown }: SalesRow): boolean =>
	isDraftStatus(status) || (status === undefined && (word === DRAFT || shown === DRAFT));

function common(meant: Meant, entity: Entity, id: string, number: string, date: string | null | undefined) {
	return {
		postingKey: meant.postingKey,
		entity,
		id,
		number,
		...(typeof date === 'string' && date !== '' ? { date } : {}),
	};
}

const withRemarks = (remarks: readonly Finding[]) => (remarks.length === 0 ? {} : { findings: remarks });

export function idOfSales(entity: 'Invoice' | 'CreditNote', row: SalesRow): string | undefined {
	return (entity === 'Invoice' ? idText(row.invoiceid) : idText(row.creditid)) ?? idText(row.id);
}

/** @returns with the tax only where the lines came along */
export function postedSales(
	entity: 'Invoice' | 'CreditNote',
	id: string,
	row: SalesRow,
	meant: Meant,
): PostedDocument {
	const whole = bigOf(row.amount);
	const total = moneyOf(whole, row.amount?.code, meant, 'total', meant.total);
	const lines = (row.lines ?? []).map(({ amount }) => bigOf(amount));
	const isKnown = whole !== undefined && lines.length > 0 && lines.every((line) => line !== undefined);
	const net = lines.reduce((sum: Big, line) => sum.plus(line ?? 0), new Big(0));
	const tax = isKnown ? moneyOf(whole.minus(net), undefined, meant, 'totalTax', meant.totalTax) : undefined;
	const draft =
		entity === 'Invoice' && isDraft(row)
			? [amountDiffers(meant, 'status', 'it as a draft, which is in no account,', meant.total)]
			: [];
	const number = entity === 'Invoice' ? row.invoice_number : row.credit_number;
	return {
		...common(meant, entity, id, number ?? meant.number, row.create_date),
		total: total.money,
		...(tax === undefined ? {} : { totalTax: tax.money }),
		...(typeof row.version === 'string' ? { version: row.version } : {}),
		...withRemarks([...total.remarks, ...(tax?.remarks ?? []), ...draft]),
	};
}

export function postedPayment(row: PaymentRow, meant: Meant): PostedDocument {
	const total = moneyOf(bigOf(row.amount), row.amount?.code, meant, 'total', meant.total);
	return {
		...common(meant, 'Payment', row.id, meant.number, row.date),
		total: total.money,
		...withRemarks(total.remarks),
	};
}

export function postedExpense(row: ExpenseRow, meant: Meant): PostedDocument {
	const total = moneyOf(bigOf(row.amount), row.amount?.code, meant, 'total', meant.total);
	return {
		...common(meant, 'Expense', row.id, meant.number, row.date),
		total: total.money,
		...withRemarks(total.remarks),
	};
}

/** @param expected the sum of its debits */
export function postedJournal(row: JournalRow, meant: Meant, expected: Money): PostedDocument {
	const debits = row.legs?.filter(({ side }) => side === 'debit');
	const sum = debits?.reduce((all, { amount }) => all.plus(amount), new Big(0));
	const code = debits?.find(({ currency }) => currency !== meant.currency)?.currency ?? meant.currency;
	const total = moneyOf(sum, code, meant, 'total', expected);
	return {
		...common(meant, 'JournalEntry', row.id, row.name === '' ? meant.number : row.name, row.date),
		total: total.money,
		...withRemarks(total.remarks),
	};
}

/** A journal entry that was created, before it is listed. */
export function createdJournal(id: string, document: LedgerDocument): PostedDocument {
	return {
		...common(document, 'JournalEntry', id, document.number, document.date),
		total: expectedTotal(document, 'JournalEntry'),
	};
}
