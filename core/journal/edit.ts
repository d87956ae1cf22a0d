/** The journal lines of an edit of an order: what was added is sold, what was removed is given back, the difference is owed. */
import { editBasis, editChange } from '../documents/edit';
import type { OrderEdit } from '../documents';
import { minorUnits } from '../money/money';
import type { JournalLine } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';
import { addRefundLine } from './refund';
import { addSaleLine } from './sale';

export function editLines(edit: OrderEdit, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(edit, edit.shipTo, edit.untaxedCode, edit.customer);
	const basis = editBasis(edit);
	const change = editChange(edit);
	const isMore = change > 0n;
	let paid = 0n;
	edit.payments.forEach((payment, index) => {
		entry.tender(isMore ? 'debit' : 'credit', payment, `payments[${index}]`);
		paid += minorUnits(payment.amount);
	});
	edit.added.forEach((line, index) => addSaleLine(line, basis, policy, entry, `added[${index}]`));
	edit.removed.forEach((line, index) => addRefundLine(line, basis, policy, entry, `removed[${index}]`));
	entry.writeSums('discounts');
	entry.writeSums('taxPayable');
	entry.writeSums('marketplaceTax');
	const open = (isMore ? change : -change) - paid;
	const more = { facts: entry.sold, origin: 'totals.after' };
	if (isMore) entry.add('receivable', 'debit', open, { description: 'Owed by the customer', ...more });
	else if (edit.reducesReceivable === true)
		entry.add('receivable', 'credit', open, { description: 'No longer owed by the customer', ...more });
	else
		entry.add('refundsPayable', 'credit', open, {
			description: 'Refund not yet paid out',
			...entry.untaxed,
			...more,
		});
	return entry.lines;
}
