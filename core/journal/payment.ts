/** The journal lines of a payment that came after its sale, or of refunded money that went out after its refund. */
import type { Payment } from '../documents/payment';
import { minorUnits } from '../money/money';
import type { JournalLine } from './entry';
import { EntryLines } from './lines';

/**
 * Received: the money in, the receivable down; before there is a sale it is a deposit, owed to the customer. Returned: the
 * refund that was owed is paid out, or the deposit given back.
 */
export function paymentLines(document: Payment): readonly JournalLine[] {
	const entry = new EntryLines(document, undefined, document.untaxedCode, document.customer);
	const units = minorUnits(document.payment.amount);
	const more = { facts: entry.common, origin: 'settles' };
	if (document.deposit === true) {
		const isIn = document.direction === 'received';
		entry.tender(isIn ? 'debit' : 'credit', document.payment, 'payment');
		entry.add('customerDeposits', isIn ? 'credit' : 'debit', units, {
			description: isIn ? 'Deposit' : 'Deposit given back',
			...entry.untaxed,
			...more,
		});
	} else if (document.direction === 'received') {
		entry.tender('debit', document.payment, 'payment');
		entry.add('receivable', 'credit', units, { description: 'Paid by the customer', ...more });
	} else {
		entry.add('refundsPayable', 'debit', units, {
			description: 'Refund paid out',
			...entry.untaxed,
			...more,
		});
		entry.tender('credit', document.payment, 'payment');
	}
	return entry.lines;
}
