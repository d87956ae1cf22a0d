/** Payments of invoices, and refunds of credit notes. */
import { lower, type Organisation } from '../books/organisation';
import type { AccountRow, DocumentRow, PaymentRow } from '../books/records';
import { decimal, roundTo, text, toCents, type Decimal } from '../decimals';
import { Invalid, Problems } from '../faults';
import { controlOf, postingKey } from '../posting/document';
import { toBase } from '../posting/currency';
import { clearedBy, dueOf, settle } from '../posting/settle';
import type { PaymentBody } from '../schema/documents';
import type { WriteContext } from './context';
import { checkLock, readDay } from './dates';
import { paymentAccount } from './references';

/** What is paid: an invoice or a credit note, by id or number. */
export function paidDocument(
	organisation: Organisation,
	sent: Pick<PaymentBody, 'Invoice' | 'CreditNote' | 'InvoiceNumber' | 'CreditNoteNumber'>,
): DocumentRow {
	const find = (
		table: Organisation['invoices'],
		id: string | undefined,
		number: string | undefined,
	): DocumentRow | undefined =>
		id !== undefined
			? table.get(id)
			: number === undefined
				? undefined
				: table
						.find('number', lower(number))
						.find((row) => row.status === 'AUTHORISED' || row.status === 'PAID');
	const isCredit = sent.CreditNote !== undefined || sent.CreditNoteNumber !== undefined;
	const isInvoice = sent.Invoice !== undefined || sent.InvoiceNumber !== undefined;
	if (isCredit === isInvoice) throw new Invalid(['A payment must be for one invoice or one credit note.']);
	const found = isCredit
		? find(
				organisation.creditNotes,
				sent.CreditNote?.CreditNoteID,
				sent.CreditNote?.CreditNoteNumber ?? sent.CreditNoteNumber,
			)
		: find(organisation.invoices, sent.Invoice?.InvoiceID, sent.Invoice?.InvoiceNumber ?? sent.InvoiceNumber);
	if (found === undefined) throw new Invalid([`${isCredit ? 'Credit note' : 'Invoice'} could not be found`]);
	return found;
}

/** What reaches the account: in its own currency, and in the base currency. */
function bankSide(
	organisation: Organisation,
	document: DocumentRow,
	account: AccountRow,
	{ amount, rate, bankAmount }: { amount: Decimal; rate: string; bankAmount: number | undefined },
): { bankAmount: Decimal; base: bigint } {
	const base = organisation.identity.currency;
	const currency = account.currency ?? base;
	if (currency === document.currency) {
		if (bankAmount !== undefined && !amount.eq(bankAmount))
			throw new Invalid(['The BankAmount must be the Amount where both have the same currency.']);
		return { bankAmount: amount, base: toBase(amount, rate) };
	}
	if (currency !== base) {
		throw new Invalid([`A document in ${document.currency} cannot be paid from an account in ${currency}.`]);
	}
	const reached = bankAmount === undefined ? roundTo(amount.div(rate)) : decimal(bankAmount);
	return { bankAmount: reached, base: toCents(reached) };
}

export interface NewPayment {
	readonly document: DocumentRow;
	readonly account: AccountRow;
	readonly date: string;
	readonly amount: Decimal;
	readonly rate?: string | undefined;
	readonly bankAmount?: number | undefined;
	readonly reference?: string | undefined;
	readonly reconciled?: boolean | undefined;
	readonly batchId?: string | undefined;
}

/** Books a payment. @throws Invalid the document is not approved, or less is due */
export function pay(organisation: Organisation, payment: NewPayment): PaymentRow {
	const { document, account, date, amount } = payment;
	const problems = new Problems();
	if (document.status !== 'AUTHORISED' && document.status !== 'PAID')
		problems.add('Payments can only be made against Authorised documents');
	if (amount.lte(0)) problems.add('The payment amount must be greater than zero');
	if (!roundTo(amount).eq(amount))
		problems.add('The payment amount must have no more than 2 decimal places.');
	if (amount.gt(dueOf(document)))
		problems.add('Payment amount exceeds the amount outstanding on this document');
	problems.attempt(() => checkLock(organisation, date));
	problems.length('Reference', payment.reference, 255);
	problems.check();
	const { currency } = document;
	const isForeign = currency !== organisation.identity.currency;
	const rate =
		payment.rate ?? (isForeign ? (organisation.settings.dayRates[currency] ?? document.rate) : '1');
	const bank = bankSide(organisation, document, account, { amount, rate, bankAmount: payment.bankAmount });
	const cleared = clearedBy(document, amount);
	const row = organisation.payments.put({
		id: organisation.newId(),
		updated: organisation.now(),
		documentId: document.id,
		accountId: account.id,
		date,
		amount: amount.toString(),
		bankAmount: bank.bankAmount.toString(),
		rate,
		...(payment.reference === undefined ? {} : { reference: payment.reference }),
		reconciled: payment.reconciled ?? false,
		status: 'AUTHORISED',
		...(payment.batchId === undefined ? {} : { batchId: payment.batchId }),
		clearedBase: String(cleared),
	});
	settle(organisation, document, { by: 'paid', amount, base: cleared, date, id: row.id });
	const control = controlOf(organisation, document);
	const foreign = (direction: bigint) =>
		isForeign ? { foreign: { currency, amount: direction * toCents(amount) } } : {};
	const gain = control.side * (cleared - bank.base);
	organisation.ledger.post({
		key: postingKey('Payment', row.id),
		date,
		legs: [
			{ account: account.id, amount: control.side * bank.base, ...foreign(control.side) },
			{ account: control.account, amount: -control.side * cleared, ...foreign(-control.side) },
			...(gain === 0n ? [] : [{ account: organisation.system('REALISEDCURRENCYGAIN').id, amount: gain }]),
		],
	});
	return row;
}

/** Takes a payment back: the document is due again. */
export function unpay(organisation: Organisation, row: PaymentRow, withBatch = false): PaymentRow {
	if (row.status === 'DELETED') throw new Invalid(['The payment has already been deleted.']);
	if (row.batchId !== undefined && !withBatch)
		throw new Invalid(['The payment is part of a batch payment: delete the batch payment.']);
	checkLock(organisation, row.date);
	const document = organisation.document(row.documentId);
	if (document === undefined) throw new Error(`payment ${row.id} is of no document`);
	const { date, id } = row;
	settle(organisation, document, {
		by: 'paid',
		amount: decimal(row.amount).neg(),
		base: -BigInt(row.clearedBase),
		date,
		id,
	});
	organisation.ledger.remove(postingKey('Payment', id));
	return organisation.payments.put({ ...row, status: 'DELETED', updated: organisation.now() });
}

/** Makes a payment, or deletes one. */
export function savePayment(
	organisation: Organisation,
	sent: PaymentBody,
	context: WriteContext,
): PaymentRow {
	const id = context.id ?? sent.PaymentID;
	if (id !== undefined) {
		const existing = organisation.payments.get(id);
		if (existing === undefined) throw new Invalid(['The payment could not be found.']);
		if (sent.Status !== 'DELETED')
			throw new Invalid(['A payment can only be deleted, by the Status DELETED.']);
		return unpay(organisation, existing);
	}
	const problems = new Problems();
	if (sent.Status === 'DELETED') problems.add('A PaymentID is needed to delete a payment.');
	const document = problems.attempt(() => paidDocument(organisation, sent));
	const account = problems.attempt(() =>
		paymentAccount(organisation, sent.Account ?? { ...(sent.Code === undefined ? {} : { Code: sent.Code }) }),
	);
	const date = problems.attempt(() => readDay('Date', sent.Date)) ?? organisation.today();
	if (sent.Amount === undefined) problems.add('The payment amount must be specified');
	problems.check();
	if (document === undefined || account === undefined) throw new Error('nothing to pay');
	const { CurrencyRate, BankAmount, Reference, IsReconciled } = sent;
	if (
		CurrencyRate !== undefined &&
		document.currency === organisation.identity.currency &&
		CurrencyRate !== 1
	)
		throw new Invalid([
			`The CurrencyRate must be 1 for a payment of ${text(decimal(sent.Amount))} ${document.currency}.`,
		]);
	return pay(organisation, {
		document,
		account,
		date,
		amount: decimal(sent.Amount),
		rate: CurrencyRate === undefined ? undefined : String(CurrencyRate),
		bankAmount: BankAmount,
		reference: Reference,
		reconciled: IsReconciled,
	});
}
