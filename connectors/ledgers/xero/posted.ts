/** A transaction of Xero as the core knows it: its number, its amounts as money, where a person finds it. */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerSettings, PostedDocument } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { Big } from '../../../core/money/decimal';
import {
	fromMinorUnits,
	isZero,
	minorUnits,
	parseMoney,
	roundToMoney,
	sumMoney,
	zero,
	type Money,
} from '../../../core/money/money';
import { bankAccountsOf, ID_FIELDS, legsOf, type Entity, type IsBank } from './entities';
import { LEDGER_NAME, withoutSecrets } from './failures';
import { decimalOf } from './numbers';
import type { TransactionRow } from './payload';
import { sumOfLines } from './requests/amounts';

/** Pages of the web application, by entity; payments and transfers are seen in the account. */
const PAGES: Readonly<Partial<Record<Entity, string>>> = {
	Invoices: '/AccountsReceivable/View.aspx?InvoiceID=',
	CreditNotes: '/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=',
	BankTransactions: '/Bank/ViewTransaction.aspx?bankTransactionID=',
	ManualJournals: '/Journal/View.aspx?invoiceID=',
};

/** What links to a transaction are made of. */
export interface Links {
	readonly settings: LedgerSettings;
	readonly shortCode?: string;
}

/** The address of a transaction for people; none when the API's address is not Xero's. */
export function urlOf({ settings, shortCode }: Links, entity: Entity, id: string): string | undefined {
	const page = PAGES[entity];
	if (page === undefined || settings.baseUrl !== undefined) return undefined;
	const path = `${page}${encodeURIComponent(id)}`;
	if (shortCode === undefined) return `https://go.xero.com${path}`;
	const query = new URLSearchParams({ shortcode: shortCode, redirecturl: path });
	return `https://go.xero.com/organisationlogin/default.aspx?${query.toString()}`;
}

/** What was meant to be posted, as far as an answer is read with it. */
export type Meant = Pick<
	LedgerDocument,
	| 'type'
	| 'postingKey'
	| 'number'
	| 'currency'
	| 'total'
	| 'totalTax'
	| 'appliesTo'
	| 'lines'
	| 'moneyAccount'
>;

/** The total a document must have in Xero: of journals the debits, of movements what the bank account moves by. */
export function expectedTotal(document: LedgerDocument, entity: Entity, isBank: IsBank): Money {
	const { currency } = document;
	switch (entity) {
		case 'Invoices':
		case 'CreditNotes':
		case 'Payments':
			return document.total;
		case 'ManualJournals':
		case 'BankTransfers': {
			const debits = legsOf(document).filter(({ side }) => side === 'debit');
			return sumMoney(
				debits.map(({ amount }) => amount),
				currency,
			);
		}
		case 'BankTransactions': {
			const [bank] = bankAccountsOf(document, isBank);
			const net = sumOfLines(
				legsOf(document).filter(({ account }) => account.id === bank),
				'debit',
			);
			return fromMinorUnits(net < 0n ? -net : net, currency);
		}
	}
}

function totalOf(entity: Entity, row: TransactionRow): Big | undefined {
	if (entity === 'Payments' || entity === 'BankTransfers') return bigOf(row.Amount);
	if (entity !== 'ManualJournals') return bigOf(row.Total);
	const amounts = (row.JournalLines ?? []).map(({ LineAmount }) => bigOf(LineAmount));
	if (amounts.length === 0) return undefined;
	return amounts.reduce<Big | undefined>((sum, amount) => {
		if (sum === undefined || amount === undefined) return undefined;
		return amount.gt(0) ? sum.plus(amount) : sum;
	}, new Big(0));
}

function bigOf(value: number | null | undefined): Big | undefined {
	const text = value === undefined || value === null ? undefined : decimalOf(value);
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
function openCredit({ RemainingCredit: left, Total }: TransactionRow, document: Meant): readonly Finding[] {
	const { type, appliesTo, total } = document;
	if (type !== 'CreditNote' || appliesTo === undefined || isZero(total)) return [];
	if (typeof left === 'number' && left !== Total) return [];
	return [creditNotApplied(document, appliesTo, 'nobody has done so yet')];
}

/** States in which a document counts in the books. */
const IN_THE_BOOKS = new Set(['AUTHORISED', 'PAID', 'POSTED']);

/** Approved is what was asked for; without the right to approve Xero may keep a draft, which is in no account. */
function notInTheBooks({ Status: status }: TransactionRow, document: Meant): readonly Finding[] {
	if (typeof status !== 'string' || IN_THE_BOOKS.has(status)) return [];
	return [amountDiffers(document, 'status', `it as ${status}, which is in no account,`, document.total)];
}

/** Accounts are named by their codes, and a code can be given to another account: what was booked is looked at. */
function otherAccounts(row: TransactionRow, document: Meant): readonly Finding[] {
	const { lines, moneyAccount } = document;
	const accounts = [
		...lines.map(({ account }) => account),
		...(moneyAccount === undefined ? [] : [moneyAccount]),
	];
	const meant = new Map(accounts.map(({ id, name }) => [id, name]));
	const booked = [...(row.LineItems ?? []), ...(row.JournalLines ?? [])].flatMap(
		({ AccountID }) => AccountID ?? [],
	);
	const strange = booked.filter((id) => !meant.has(id));
	// a posted document that is read again by its id alone has no lines to compare with
	if (strange.length === 0 || lines.length === 0) return [];
	const missing = [...meant].filter(([id]) => !booked.includes(id) && id !== moneyAccount?.id);
	return [
		finding('POSTED_ACCOUNT_DIFFERS', {
			path: 'lines',
			evidence: {
				document: document.type,
				number: document.number,
				actual: [...new Set(strange)].join(', '),
				expected: missing.map(([, name]) => name).join(', '),
			},
		}),
	];
}

/** Xero's own warnings about what it has taken, e.g. an exchange rate that looks wrong. */
function warnings({ Warnings }: TransactionRow, document: Meant): readonly Finding[] {
	const texts = (Warnings ?? []).flatMap(({ Message }) => (typeof Message === 'string' ? [Message] : []));
	if (texts.length === 0) return [];
	const { type, number } = document;
	return [
		finding('LEDGER_REMARK', {
			evidence: { ledger: LEDGER_NAME, document: type, number, remark: withoutSecrets(texts.join('; ')) },
		}),
	];
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

/** The id of a row of its kind; undefined when it has none (Xero sends zeros for what was not created). */
export function idOf(entity: Entity, row: TransactionRow): string | undefined {
	const id = row[ID_FIELDS[entity]];
	return typeof id === 'string' && !/^[0-]+$/.test(id) ? id : undefined;
}

/**
 * @param row the transaction as Xero has it
 * @param document what was meant to be posted
 * @param expected the total it must have there
 */
export function postedDocument(
	entity: Entity,
	id: string,
	row: TransactionRow,
	document: Meant,
	expected: Money,
	links: Links,
): PostedDocument {
	const total = moneyOf(totalOf(entity, row), document, 'total', expected);
	const hasTax = entity === 'Invoices' || entity === 'CreditNotes';
	const taxValue = hasTax ? bigOf(row.TotalTax) : undefined;
	const tax = taxValue === undefined ? undefined : moneyOf(taxValue, document, 'totalTax', document.totalTax);
	const remarks = [
		...total.remarks,
		...(tax?.remarks ?? []),
		...notInTheBooks(row, document),
		...otherAccounts(row, document),
		...warnings(row, document),
		...openCredit(row, document),
	];
	const url = urlOf(links, entity, id);
	return {
		postingKey: document.postingKey,
		entity,
		id,
		number: row.InvoiceNumber ?? row.CreditNoteNumber ?? document.number,
		...(row.Date === undefined ? {} : { date: row.Date }),
		total: total.money,
		...(tax === undefined ? {} : { totalTax: tax.money }),
		...(url === undefined ? {} : { url }),
		...(remarks.length === 0 ? {} : { findings: remarks }),
	};
}

export const differs = (a: Money, b: Money): boolean => minorUnits(a) !== minorUnits(b);
