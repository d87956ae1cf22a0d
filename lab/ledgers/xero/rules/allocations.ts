/** Credit notes used up on invoices. */
import { lower, type Organisation } from '../books/organisation';
import type { AllocationRow, DocumentRow } from '../books/records';
import { decimal, roundTo } from '../decimals';
import { Invalid, Problems } from '../faults';
import { controlOf, postingKey } from '../posting/document';
import { clearedBy, dueOf, settle } from '../posting/settle';
import type { AllocationBody } from '../schema/documents';
import { checkLock, readDay } from './dates';

function invoiceOf(organisation: Organisation, sent: AllocationBody): DocumentRow {
	const { InvoiceID, InvoiceNumber } = sent.Invoice ?? {};
	const found =
		InvoiceID !== undefined
			? organisation.invoices.get(InvoiceID)
			: organisation.invoices
					.find('number', lower(InvoiceNumber ?? ''))
					.find(({ status }) => status === 'AUTHORISED');
	if (found === undefined) throw new Invalid(['Invoice could not be found']);
	return found;
}

/** Allocates credit to an invoice. The note must be approved and of the same contact, kind and currency. */
export function allocate(organisation: Organisation, note: DocumentRow, sent: AllocationBody): AllocationRow {
	const problems = new Problems();
	const invoice = problems.attempt(() => invoiceOf(organisation, sent));
	const date = problems.attempt(() => readDay('Date', sent.Date));
	if (date === undefined) problems.add('The allocation Date must be specified');
	if (sent.Amount === undefined) problems.add('The allocation Amount must be specified');
	problems.check();
	if (invoice === undefined || date === undefined) throw new Error('nothing to allocate');
	const amount = decimal(sent.Amount);
	if (note.status !== 'AUTHORISED') problems.add('Credit note must be Authorised to be allocated');
	if (invoice.status !== 'AUTHORISED') problems.add('Credit can only be allocated to Authorised invoices');
	if (`${invoice.type}CREDIT` !== note.type)
		problems.add('The credit note and the invoice are of different types.');
	if (invoice.contactId !== note.contactId)
		problems.add('The credit note and the invoice have different contacts.');
	if (invoice.currency !== note.currency)
		problems.add('The credit note and the invoice have different currencies.');
	if (amount.lte(0) || !roundTo(amount).eq(amount))
		problems.add('The allocation Amount must be greater than zero, with no more than 2 decimal places.');
	if (amount.gt(dueOf(note))) problems.add('The allocation exceeds the remaining credit.');
	if (amount.gt(dueOf(invoice)))
		problems.add('The allocation exceeds the amount outstanding on the invoice.');
	problems.attempt(() => checkLock(organisation, date));
	problems.check();
	const [creditBase, invoiceBase] = [clearedBy(note, amount), clearedBy(invoice, amount)];
	const row = organisation.allocations.put({
		id: organisation.newId(),
		updated: organisation.now(),
		creditNoteId: note.id,
		invoiceId: invoice.id,
		amount: amount.toString(),
		date,
		creditBase: String(creditBase),
		invoiceBase: String(invoiceBase),
		deleted: false,
	});
	settle(organisation, note, { by: 'credited', amount, base: creditBase, date, id: row.id });
	settle(organisation, invoice, { by: 'credited', amount, base: invoiceBase, date, id: row.id });
	// within the control account it moves nothing, unless the two were converted at different rates
	const { account, side } = controlOf(organisation, invoice);
	const gain = side * (invoiceBase - creditBase);
	if (gain !== 0n) {
		organisation.ledger.post({
			key: postingKey('Allocation', row.id),
			date,
			legs: [
				{ account, amount: -gain },
				{ account: organisation.system('REALISEDCURRENCYGAIN').id, amount: gain },
			],
		});
	}
	return row;
}

/** Takes an allocation back. */
export function deallocate(organisation: Organisation, row: AllocationRow): AllocationRow {
	checkLock(organisation, row.date);
	const note = organisation.creditNotes.get(row.creditNoteId);
	const invoice = organisation.invoices.get(row.invoiceId);
	if (note === undefined || invoice === undefined) throw new Error(`allocation ${row.id} is of nothing`);
	const back = { by: 'credited' as const, amount: decimal(row.amount).neg(), date: row.date, id: row.id };
	settle(organisation, note, { ...back, base: -BigInt(row.creditBase) });
	settle(organisation, invoice, { ...back, base: -BigInt(row.invoiceBase) });
	organisation.ledger.remove(postingKey('Allocation', row.id));
	return organisation.allocations.put({ ...row, deleted: true, updated: organisation.now() });
}
