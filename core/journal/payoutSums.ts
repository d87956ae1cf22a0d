/** What a payout's transactions come to beside the clearing account, summed by what it is. */
import type { PayoutTransaction, PayoutTransactionType } from '../documents';
import { minorUnits } from '../money/money';
import type { AccountRole } from '../accounts/roles';

export interface PayoutSum {
	readonly movement: 'kept' | 'reserves' | 'transfer';
	readonly role: AccountRole;
	readonly description: string;
	/** of fees and adjustments that may have an account of their own */
	readonly category?: string;
	/** debit is positive */
	readonly units: bigint;
	/** of the transactions it sums */
	readonly indexes: readonly number[];
}

interface Kind {
	readonly role: AccountRole;
	readonly name: string;
	readonly movement?: 'reserves' | 'transfer';
	readonly category?: string;
}

/** What a transaction's amount stands for; undefined: it is in clearing already, with the document that it belongs to. */
const KINDS: Readonly<Record<PayoutTransactionType, Kind | undefined>> = {
	charge: undefined,
	refund: undefined,
	dispute: undefined,
	disputeReversal: undefined,
	disputeFee: undefined,
	payoutReturn: undefined,
	fee: { role: 'processingFees', name: 'Fees' },
	conversionFee: { role: 'conversionFees', name: 'Fees for changing currency' },
	adjustment: { role: 'processingFees', name: 'Adjustments of fees' },
	loan: { role: 'gatewayLoans', name: 'Loan of the gateway' },
	subscription: { role: 'subscriptions', name: 'Subscription' },
	shippingLabel: { role: 'shippingCosts', name: 'Shipping labels' },
	duties: { role: 'duties', name: 'Duties paid' },
	importTax: { role: 'importTax', name: 'Import tax paid' },
	marketplaceTax: { role: 'marketplaceTax', name: 'Tax paid by the sales channel' },
	reserveHold: { role: 'reserves', name: 'Held back by the gateway', movement: 'reserves' },
	reserveRelease: { role: 'reserves', name: 'Held back by the gateway', movement: 'reserves' },
	transfer: { role: 'bank', name: 'Transferred', movement: 'transfer' },
};

/** Their fees are in the dispute's own document, as their amounts are. */
const DISPUTES: ReadonlySet<PayoutTransactionType> = new Set(['dispute', 'disputeReversal', 'disputeFee']);
const BORDER: ReadonlySet<PayoutTransactionType> = new Set(['duties', 'importTax']);

const units = (money: PayoutTransaction['amount'] | undefined): bigint =>
	money === undefined ? 0n : minorUnits(money);

export class PayoutSums {
	private readonly byKey = new Map<string, PayoutSum & { units: bigint; indexes: number[] }>();

	constructor(transactions: readonly PayoutTransaction[]) {
		transactions.forEach((transaction, index) => this.take(transaction, index));
	}

	/** The sums of a movement in the order in which they came up; none that is zero. */
	of(movement: PayoutSum['movement']): readonly PayoutSum[] {
		return [...this.byKey.values()].filter((sum) => sum.movement === movement && sum.units !== 0n);
	}

	private add({ role, name, movement: own, category }: Kind, change: bigint, index: number): void {
		if (change === 0n) return;
		const movement: PayoutSum['movement'] = own ?? 'kept';
		const key = `${movement}|${role}|${name}|${category ?? ''}`;
		const sum = this.byKey.get(key);
		if (sum === undefined) {
			const which = category === undefined ? {} : { category };
			const description = category ?? name;
			this.byKey.set(key, { movement, role, description, ...which, units: change, indexes: [index] });
			return;
		}
		sum.units += change;
		if (sum.indexes.at(-1) !== index) sum.indexes.push(index);
	}

	private take(transaction: PayoutTransaction, index: number): void {
		const { type, amount, direction, fee, conversionFee } = transaction;
		const kind = KINDS[type];
		// what goes out of the payout is spent or kept: a debit
		const sign = direction === 'out' ? 1n : -1n;
		const { category } = transaction;
		const own = kind === undefined || category === undefined ? kind : { ...kind, category };
		if (own !== undefined) this.amount(own, transaction, sign * minorUnits(amount), index);
		if (DISPUTES.has(type)) return;
		const converting = units(conversionFee);
		this.add({ role: 'processingFees', name: 'Fees' }, minorUnits(fee) - converting, index);
		this.add({ role: 'conversionFees', name: 'Fees for changing currency' }, converting, index);
	}

	/** The amount under its role; of loans the price of the money, and of what the border cost the variance, apart. */
	private amount(kind: Kind, transaction: PayoutTransaction, change: bigint, index: number): void {
		const { type, financingCost, collected } = transaction;
		if (type === 'loan' && change > 0n) {
			const cost = units(financingCost);
			this.add(kind, change - cost, index);
			this.add({ role: 'financingCosts', name: 'Price of the loan' }, cost, index);
		} else if (BORDER.has(type) && change > 0n && collected !== undefined) {
			const owed = units(collected);
			this.add(kind, owed, index);
			this.add(
				{ role: 'dutiesVariance', name: 'Paid at the border beyond what was charged' },
				change - owed,
				index,
			);
		} else this.add(kind, change, index);
	}
}
