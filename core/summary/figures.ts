/**
 * Figures of events, taken line by line and without grouping lines: what a summary is proved by. Kept with each event, so
 * that the proof does not rest on the sums that it proves.
 */
import type { AccountRole } from '../accounts/roles';
import type { JournalLine } from '../journal/entry';
import { minorUnits } from '../money/money';
import { OWN_ACCOUNTS } from '../ledger/effects';

/** Name of a figure -> minor units, as text (they travel as JSON). */
export type Figures = Readonly<Record<string, string>>;

/** What is charged: everything but money and what is still open. */
const CHARGED: ReadonlySet<AccountRole> = new Set([
	'sales',
	'discounts',
	'salesReturns',
	'shippingIncome',
	'shippingRefunds',
	'refundAdjustments',
	'taxPayable',
	'marketplaceTax',
	'giftCardLiability',
	'storeCredit',
	'tips',
	'duties',
	'importTax',
	'rounding',
]);

const PENDING: ReadonlySet<AccountRole> = new Set(['receivable', 'refundsPayable']);

/** The account a line moves; the ledger's own where it keeps them itself. */
export function accountName({ role, account }: JournalLine): string {
	if (role === 'receivable') return OWN_ACCOUNTS.receivable;
	if (account !== undefined) return account.id;
	return role === 'taxPayable' ? OWN_ACCOUNTS.tax : `(${role})`;
}

export class FigureSums {
	private readonly sums = new Map<string, bigint>();

	add(name: string, units: bigint): void {
		this.sums.set(name, (this.sums.get(name) ?? 0n) + units);
	}

	addAll(figures: Figures): void {
		for (const [name, units] of Object.entries(figures)) this.add(name, BigInt(units));
	}

	get(name: string): bigint {
		return this.sums.get(name) ?? 0n;
	}

	/** Names that begin so, without the beginning. */
	names(beginning: string): string[] {
		const names = [...this.sums.keys()].filter((name) => name.startsWith(beginning));
		return names.map((name) => name.slice(beginning.length)).sort();
	}

	toJSON(): Figures {
		return Object.fromEntries([...this.sums].map(([name, units]) => [name, String(units)]));
	}
}

/** What a line counts as in "charged = paid + pending". */
function kindOf({ role, payment }: JournalLine): 'charged' | 'paid' | 'pending' | 'other' {
	if (payment !== undefined) return 'paid';
	if (PENDING.has(role)) return 'pending';
	return CHARGED.has(role) ? 'charged' : 'other';
}

/**
 * - `account|id`: debits less credits
 * - `charged`: credits less debits; `paid`, `pending`: debits less credits; `other`: of roles that no event of a shop has
 * - `in|gateway`, `out|gateway`: money that came in and went back
 * - `tax|code|rate`: the merchant's taxes on the lines that are taxed, credits less debits
 */
export function figuresOf(lines: readonly JournalLine[]): Figures {
	const sums = new FigureSums();
	for (const line of lines) {
		const units = minorUnits(line.amount);
		const debit = line.side === 'debit' ? units : -units;
		sums.add(`account|${accountName(line)}`, debit);
		const kind = kindOf(line);
		sums.add(kind, kind === 'charged' ? -debit : debit);
		if (line.payment !== undefined)
			sums.add(`${line.side === 'debit' ? 'in' : 'out'}|${line.facts.gateway ?? ''}`, units);
		if (line.role === 'taxPayable') continue;
		for (const tax of line.taxes ?? []) {
			const rate = tax.ledgerRateId ?? `${tax.name}@${tax.rate}`;
			const amount = minorUnits(tax.amount);
			if (amount !== 0n)
				sums.add(`tax|${line.taxCode?.id ?? ''}|${rate}`, line.side === 'credit' ? amount : -amount);
		}
	}
	return sums.toJSON();
}
