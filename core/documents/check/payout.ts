/** Checks payouts, disputes and matches before they go on. */
import { finding } from '../../findings/finding';
import { minorUnits, type Money } from '../../money/money';
import { done, unlessErrors, type Outcome } from '../../outcome';
import type { Dispute, Payout, PayoutMatch, PayoutTransaction } from '../payout';
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

/** Whether anything of the payout is booked: what is only planned, or was called off with nothing in it, is not. */
const isBooked = ({ status, transactions }: Payout): boolean =>
	status !== 'scheduled' && (status !== 'cancelled' || transactions.length > 0);

function checkTransaction(check: Check, transaction: PayoutTransaction, path: string): void {
	const { amount, fee, conversionFee, financingCost, collected } = transaction;
	check.money(amount, `${path}.amount`);
	check.money(fee, `${path}.fee`);
	if (collected !== undefined) check.money(collected, `${path}.collected`);
	const part = (name: string, money: Money | undefined, whole: Money, of: string, what: string): void => {
		if (money === undefined) return;
		check.money(money, `${path}.${name}`);
		if (money.currency !== whole.currency || minorUnits(money) <= minorUnits(whole)) return;
		const evidence = { whole: whole.amount, of, part: money.amount, what, currency: whole.currency };
		check.add('PAYOUT_PART_TOO_LARGE', `${path}.${name}`, evidence);
	};
	part('conversionFee', conversionFee, fee, 'the fee', 'for changing currency');
	part('financingCost', financingCost, amount, 'the loan', 'the price of the money');
}

/**
 * Checks a payout: one currency (but for what the customer paid in another), and its transactions add up to what arrives, to the
 * cent: otherwise something is missing, and the clearing account would never come to nil.
 * @returns the payout, or CURRENCY_MIXED, PAYOUT_TOTAL_MISMATCH, PAYOUT_PART_TOO_LARGE
 */
export function checkPayout(payout: Payout): Outcome<Payout> {
	const check = new Check(payout.currency);
	check.money(payout.net, 'net');
	payout.transactions.forEach((transaction, index) =>
		checkTransaction(check, transaction, `transactions[${index}]`),
	);
	if (!check.mixed && isBooked(payout)) {
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

/**
 * Checks a match: one currency, and expected and received differ by what it says.
 * @returns the match (with PAYOUT_DIFFERENCE_OPEN where the bank has more or less than expected), or CURRENCY_MIXED,
 * PAYOUT_MATCH_INVALID
 */
export function checkPayoutMatch(match: PayoutMatch): Outcome<PayoutMatch> {
	const { expected, received, difference, differenceSide, status, currency } = match;
	const check = new Check(currency);
	check.money(expected, 'expected');
	check.money(received, 'received');
	check.money(difference, 'difference');
	const isBooked = status === 'matched' || status === 'matchedWithDifference';
	if (check.mixed || !isBooked) return unlessErrors(check.findings, () => match);
	const evidence = {
		expected: expected.amount,
		received: received.amount,
		difference: difference.amount,
		currency,
	};
	const stated = minorUnits(difference) * (differenceSide === 'bankIsHigher' ? 1n : -1n);
	const actual = minorUnits(received) - minorUnits(expected);
	if (actual !== stated || (status === 'matched' && actual !== 0n))
		check.add('PAYOUT_MATCH_INVALID', 'difference', evidence);
	if (check.findings.length > 0 || actual === 0n) return unlessErrors(check.findings, () => match);
	return done(match, [finding('PAYOUT_DIFFERENCE_OPEN', { path: 'difference', evidence })]);
}
