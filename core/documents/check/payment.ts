/** Checks a payment that came after its sale. */
import { unlessErrors, type Outcome } from '../../outcome';
import type { Payment } from '../payment';
import { Check } from './tools';

/**
 * Checks a payment: its amount is in the document's currency, and it names what it settles.
 * @returns the payment, or CURRENCY_MIXED, PAYLOAD_MALFORMED
 */
export function checkPayment(payment: Payment): Outcome<Payment> {
	const check = new Check(payment.currency);
	check.money(payment.payment.amount, 'payment.amount');
	if (payment.settles === '') {
		check.add('PAYLOAD_MALFORMED', 'settles', { problem: 'the payment does not say what it pays' });
	}
	return unlessErrors(check.findings, () => payment);
}
