/**
 * The journal lines of a payout and of a dispute. A payout empties the gateway's clearing account: what was charged and refunded
 * is in it already (with the sales and refunds), so only what the gateway took or kept back is new, and what arrives.
 */
import { payoutNet } from '../documents/check';
import type { Dispute, Payout, PayoutTransaction, PayoutTransactionType } from '../documents';
import { minorUnits } from '../money/money';
import type { AccountRole } from '../accounts/roles';
import type { JournalLine, LineFacts, Side } from './entry';
import { EntryLines } from './lines';
import type { JournalPolicy } from './policy';

/** What a transaction's amount stands for, beside the clearing account; undefined: it is in clearing already. */
const ROLES: Readonly<Record<PayoutTransactionType, AccountRole | undefined>> = {
	charge: undefined,
	refund: undefined,
	// booked with the dispute's own document
	dispute: undefined,
	disputeReversal: undefined,
	fee: 'processingFees',
	adjustment: 'processingFees',
	reserveHold: 'reserves',
	reserveRelease: 'reserves',
	loan: 'gatewayLoans',
	subscription: 'subscriptions',
	transfer: 'bank',
	// it came in with the sales, on the same account
	marketplaceTax: 'marketplaceTax',
};

const NAMES: Readonly<Record<PayoutTransactionType, string>> = {
	charge: 'Charges',
	refund: 'Refunds',
	dispute: 'Disputes',
	disputeReversal: 'Disputes won',
	fee: 'Fees',
	adjustment: 'Adjustments of fees',
	reserveHold: 'Held back by the gateway',
	reserveRelease: 'Released by the gateway',
	loan: 'Repaid to the gateway',
	subscription: 'Subscription',
	transfer: 'Transferred',
	marketplaceTax: 'Tax paid by the marketplace',
};

const sideOf = (units: bigint): Side => (units < 0n ? 'credit' : 'debit');
const size = (units: bigint): bigint => (units < 0n ? -units : units);

/** Sums by role and name, in the order in which they came up. */
class Sums {
	private readonly byKey = new Map<
		string,
		{ role: AccountRole; name: string; category: string | undefined; units: bigint; origins: number[] }
	>();

	/**
	 * @param units debit is positive
	 * @param category of fees and adjustments that may have an account of their own
	 */
	add(role: AccountRole, name: string, units: bigint, index: number, category?: string): void {
		const key = `${role}|${name}|${category ?? ''}`;
		const sum = this.byKey.get(key);
		if (sum === undefined) this.byKey.set(key, { role, name, category, units, origins: [index] });
		else {
			sum.units += units;
			sum.origins.push(index);
		}
	}

	write(entry: EntryLines, facts: LineFacts): void {
		for (const { role, name, category, units, origins } of this.byKey.values())
			entry.add(role, sideOf(units), size(units), {
				description: category ?? name,
				facts: category === undefined ? facts : { ...facts, category },
				origin: `transactions[${origins.join(',')}]`,
			});
	}
}

function sumOf(transactions: readonly PayoutTransaction[]): Sums {
	const sums = new Sums();
	transactions.forEach(({ type, amount, direction, fee, category }, index) => {
		const role = ROLES[type];
		const units = minorUnits(amount);
		// what goes out of the payout is spent or kept: a debit
		if (role !== undefined)
			sums.add(role, NAMES[type], direction === 'out' ? units : -units, index, category);
		sums.add('processingFees', 'Fees', minorUnits(fee), index);
	});
	return sums;
}

/** A failed payout comes back: the clearing account owes it again, fees stay as they were booked. */
export function payoutLines(payout: Payout, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(payout, undefined, undefined, undefined);
	const facts = { ...entry.common, gateway: payout.gateway };
	const arrived: AccountRole = policy.payouts === 'inTransit' ? 'payoutsInTransit' : 'bank';
	const net = payoutNet(payout);
	const isFailed = payout.status === 'failed';
	const moved = isFailed ? -net : net;
	entry.add(arrived, sideOf(moved), size(moved), {
		description: isFailed ? 'Payout returned' : 'Payout',
		facts,
		origin: 'net',
	});
	if (!isFailed) sumOf(payout.transactions).write(entry, facts);
	const cleared = isFailed ? net : -entryBalance(entry.lines);
	entry.add('clearing', sideOf(cleared), size(cleared), {
		description: payout.gateway,
		facts: { ...facts, lineType: 'tender' },
		origin: 'transactions',
	});
	return entry.lines;
}

function entryBalance(lines: readonly JournalLine[]): bigint {
	return lines.reduce(
		(sum, { side, amount }) => sum + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)),
		0n,
	);
}

/** Opened: held at the gateway, or lost at once by policy; won: it comes back; lost: a loss. */
export function disputeLines(dispute: Dispute, policy: JournalPolicy): readonly JournalLine[] {
	const entry = new EntryLines(dispute, undefined, undefined, undefined);
	const facts = { ...entry.common, gateway: dispute.gateway };
	const amount = minorUnits(dispute.amount);
	const fee = minorUnits(dispute.fee);
	const held: AccountRole = policy.disputes === 'loss' ? 'chargebackLosses' : 'disputes';
	const clearing = (side: Side): void =>
		entry.add('clearing', side, amount + fee, {
			description: dispute.gateway,
			facts: { ...facts, lineType: 'tender' },
			origin: 'amount',
		});
	const line = (role: AccountRole, side: Side, units: bigint, description: string, origin: string): void =>
		entry.add(role, side, units, { description, facts, origin });
	switch (dispute.stage) {
		case 'opened':
			line(held, 'debit', amount, 'Disputed', 'amount');
			line('chargebackFees', 'debit', fee, 'Fee of the dispute', 'fee');
			clearing('credit');
			break;
		case 'won':
			clearing('debit');
			line(held, 'credit', amount, 'Dispute won', 'amount');
			line('chargebackFees', 'credit', fee, 'Fee given back', 'fee');
			break;
		case 'lost':
			// under "loss" it was one from the start
			if (policy.disputes === 'loss') break;
			line('chargebackLosses', 'debit', amount, 'Dispute lost', 'amount');
			line('disputes', 'credit', amount, 'Dispute lost', 'amount');
	}
	return entry.lines;
}
