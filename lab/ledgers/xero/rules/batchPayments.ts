/** Batch payments: one line on the bank statement for many invoices. */
import type { Organisation } from '../books/organisation';
import type { BatchPaymentRow } from '../books/records';
import { decimal, sum } from '../decimals';
import { Invalid, Problems } from '../faults';
import type { BatchPaymentBody } from '../schema/documents';
import type { WriteContext } from './context';
import { readDay } from './dates';
import { paidDocument, pay, unpay } from './payments';
import { paymentAccount } from './references';

function remove(organisation: Organisation, id: string, sent: BatchPaymentBody): BatchPaymentRow {
	const existing = organisation.batchPayments.get(id);
	if (existing === undefined) throw new Invalid(['The batch payment could not be found.']);
	if (sent.Status !== 'DELETED')
		throw new Invalid(['A batch payment can only be deleted, by the Status DELETED.']);
	if (existing.status === 'DELETED') throw new Invalid(['The batch payment has already been deleted.']);
	for (const paymentId of existing.payments) {
		const payment = organisation.payments.get(paymentId);
		if (payment !== undefined) unpay(organisation, payment, true);
	}
	return organisation.batchPayments.put({ ...existing, status: 'DELETED', updated: organisation.now() });
}

function create(organisation: Organisation, sent: BatchPaymentBody): BatchPaymentRow {
	const problems = new Problems();
	const account = problems.attempt(() => paymentAccount(organisation, sent.Account ?? {}));
	const date = problems.attempt(() => readDay('Date', sent.Date)) ?? organisation.today();
	problems.length('Reference', sent.Reference, 255);
	problems.length('Narrative', sent.Narrative, 18);
	problems.length('Particulars', sent.Particulars, 12);
	problems.length('Code', sent.Code, 12);
	const parts = sent.Payments ?? [];
	if (parts.length === 0) problems.add('A batch payment must have at least one payment.');
	const documents = parts.map((part) => problems.attempt(() => paidDocument(organisation, part)));
	if (new Set(documents.map((document) => document?.type)).size > 1)
		problems.add('All invoices of a batch payment must be of the same type.');
	const base = organisation.identity.currency;
	if (documents.some((document) => document !== undefined && document.currency !== base))
		problems.add('Batch payments can only be made for invoices in the base currency.');
	if (parts.some(({ Amount }) => Amount === undefined)) problems.add('The payment amount must be specified');
	problems.check();
	if (account === undefined) throw new Error('no account');
	const id = organisation.newId();
	const payments = parts.map((part, index) => {
		const first = documents[index];
		// an invoice may be there twice: each payment sees what the one before left
		const document = first === undefined ? undefined : organisation.document(first.id);
		if (document === undefined) throw new Error('nothing to pay');
		const reference = part.Reference ?? sent.Reference;
		return pay(organisation, {
			document,
			account,
			date,
			amount: decimal(part.Amount),
			reference,
			batchId: id,
		});
	});
	const { Reference, Details, Narrative, Particulars, Code } = sent;
	return organisation.batchPayments.put({
		id,
		updated: organisation.now(),
		accountId: account.id,
		date,
		...(Reference === undefined ? {} : { reference: Reference }),
		...(Details === undefined ? {} : { details: Details }),
		...(Narrative === undefined ? {} : { narrative: Narrative }),
		...(Particulars === undefined ? {} : { particulars: Particulars }),
		...(Code === undefined ? {} : { code: Code }),
		type: documents[0]?.type === 'ACCREC' || documents[0]?.type === 'ACCPAYCREDIT' ? 'RECBATCH' : 'PAYBATCH',
		total: sum(payments.map(({ amount }) => decimal(amount))).toString(),
		payments: payments.map((payment) => payment.id),
		status: 'AUTHORISED',
	});
}

/** Makes a batch payment, or deletes one with all its payments. */
export function saveBatchPayment(
	organisation: Organisation,
	sent: BatchPaymentBody,
	context: WriteContext,
): BatchPaymentRow {
	const id = context.id ?? sent.BatchPaymentID;
	return id === undefined ? create(organisation, sent) : remove(organisation, id, sent);
}
