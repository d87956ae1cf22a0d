/** Checks payouts and disputes before they go on. */
import { minorUnits } from '../../money/money';
import { unlessErrors, type Outcome } from '../../outcome';
import type { Dispute, Payout, PayoutTransaction } from '../payout';
import { Check } from './tools';

/** What a transaction adds to the payout: its amount by its direction, less its fee. */
export function transactionNet({ amount, direction, fee }: PayoutTransaction): bigint {
	const units = minorUnits(amount);
	return (direction === 'in' ? units : -units) - minorUnits(fee);
}

/** What the payout brings to the bank; negative when the gateway collects from it. */
export function payoutNet({ net, direction }: Payout): bigint {
	return direction === 'toBank' ? minorUnits(net) : -minorUnits(net);
}

/**
 * Checks a payout: one currency, and its transactions add up to what arrives, to the cent: otherwise something is missing, and
 * the clearing account would never come to nil.
 * @returns the payout, or CURRENCY_MIXED, PAYOUT_TOTAL_MISMATCH
 */
export function checkPayout(payout: Payout): Outcome<Payout> {
	const check = new Check(payout.currency);
	check.money(payout.net, 'net');
	payout.transactions.forEach(({ amount, fee }, index) => {
		check.money(amount, `transactions[${index}].amount`);
		check.money(fee, `transactions[${index}].fee`);
	});
	if (!check.mixed) {
		const sum = payout.transactions.reduce((all, each) => all + transactionNet(each), 0n);
		const net = payoutNet(payout);
		if (sum !== net)
			check.add('PAYOUT_TOTAL_MISMATCH', 'net', {
				transactions: check.text(sum),
				net: check.text(net),
				difference: check.text(sum > net ? sum - net : net - sum),
				currency: payout.currency,
			});
	}
	return unlessErrors(check.findings, () => payout);
}

/** Checks a dispute: its amounts are in the document's currency. */
export function checkDispute(dispute: Dispute): Outcome<Dispute> {
	const check = new Check(dispute.currency);
	check.money(dispute.amount, 'amount');
	check.money(dispute.fee, 'fee');
	return unlessErrors(check.findings, () => dispute);
}
