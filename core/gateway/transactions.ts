/** A gateway's balance transaction, with its signs, as transactions of a payout, which have none. */
import type { PayoutTransaction } from '../documents';
import type { CurrencyCode } from '../money/currency';
import { fromMinorUnits, size } from '../money/money';

/** As gateways state it. Amounts in minor units of the currency. */
export interface SignedTransaction extends Omit<PayoutTransaction, 'amount' | 'direction' | 'fee'> {
	/** from the merchant's side: negative is what leaves the balance */
	readonly units: bigint;
	/** taken when positive, given back when negative */
	readonly feeUnits: bigint;
	readonly currency: CurrencyCode;
}

/**
 * One transaction, or two where its fee has to stand alone: a fee that is given back, and a dispute's fee, which belongs to the
 * dispute and is booked with it. The second has the id of the first with "/fee".
 */
export function payoutTransactions(signed: SignedTransaction): PayoutTransaction[] {
	const { units, feeUnits, currency, ...rest } = signed;
	const isDispute = rest.type === 'dispute' || rest.type === 'disputeReversal';
	const standsAlone = feeUnits < 0n || (isDispute && feeUnits !== 0n);
	const nothing = fromMinorUnits(0n, currency);
	const main: PayoutTransaction = {
		...rest,
		amount: fromMinorUnits(size(units), currency),
		direction: units < 0n ? 'out' : 'in',
		fee: standsAlone ? nothing : fromMinorUnits(feeUnits, currency),
	};
	if (!standsAlone) return [main];
	const { original: _original, ...shared } = rest;
	const fee: PayoutTransaction = {
		...shared,
		id: `${rest.id}/fee`,
		type: isDispute ? 'disputeFee' : 'fee',
		amount: fromMinorUnits(size(feeUnits), currency),
		direction: feeUnits < 0n ? 'in' : 'out',
		fee: nothing,
		description: isDispute ? 'Fee of the dispute' : 'Fee given back',
	};
	return [main, fee];
}
