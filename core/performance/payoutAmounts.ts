/** What a payout adds to the figures: collected, kept, paid out. */
import type { Payout, PayoutTransaction, PayoutTransactionType } from '../documents';
import { minorUnits } from '../money/money';
import { Amounts } from './lineAmounts';

/** Transactions that are nothing but a price of the gateway. */
const FEE_TYPES: ReadonlySet<PayoutTransactionType> = new Set([
	'fee',
	'conversionFee',
	'disputeFee',
	'subscription',
]);

const out = ({ direction, amount }: PayoutTransaction): bigint =>
	direction === 'out' ? minorUnits(amount) : -minorUnits(amount);

/**
 * Fees, charges and labels count on the day of the payout, as they are booked. What is only scheduled or was called off counts
 * nothing; what came back is paid out less, and its fees were taken all the same.
 */
export function payoutAmounts(payout: Payout): Amounts {
	const amounts = new Amounts();
	const { status, direction, transactions } = payout;
	if (status === 'scheduled' || status === 'cancelled') return amounts;
	const net = direction === 'toBank' ? minorUnits(payout.net) : -minorUnits(payout.net);
	if (payout.id.endsWith('/failed')) {
		amounts.add('payouts', -net);
		return amounts;
	}
	amounts.add('payouts', status === 'failed' ? 0n : net);
	let [charged, fees, labels] = [0n, 0n, 0n];
	for (const transaction of transactions) {
		fees += minorUnits(transaction.fee);
		if (FEE_TYPES.has(transaction.type)) fees += out(transaction);
		if (transaction.type === 'shippingLabel') labels += out(transaction);
		if (transaction.type === 'charge') charged -= out(transaction);
	}
	amounts.add('charged', charged);
	amounts.add('fees', fees);
	amounts.add('shippingCost', labels);
	return amounts;
}
