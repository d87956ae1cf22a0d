/** The tax summary: what of each tax was charged and paid, from the legs of the ledger. */
import type { Account } from '../books/account';
import { isInside } from '../books/generalLedger';
import { cents, firstDay, heading, scopeOf } from './period';

interface Sums {
	collected: bigint;
	onCollected: bigint;
	paid: bigint;
	onPaid: bigint;
}

export function taxSummary(account: Account, query: URLSearchParams): object {
	const scope = scopeOf(account, query);
	const from = firstDay(scope);
	const taxes = new Map<string, Sums>();
	let invoiced = 0n;
	const receivable = account.system('receivable').id;
	for (const { key, date, currency, legs } of account.ledger.all()) {
		if (currency !== scope.currency || !isInside(date, { ...scope, from })) continue;
		for (const { account: id, amount, tax } of legs) {
			if (key.startsWith('invoice/') && id === receivable) invoiced += amount;
			if (tax === undefined) continue;
			const sums = taxes.get(tax.name) ?? { collected: 0n, onCollected: 0n, paid: 0n, onPaid: 0n };
			taxes.set(tax.name, sums);
			// what expenses carry is paid to others; credit notes take back what was collected
			if (key.startsWith('expense/')) [sums.paid, sums.onPaid] = [sums.paid + amount, sums.onPaid + tax.on];
			else [sums.collected, sums.onCollected] = [sums.collected - amount, sums.onCollected - tax.on];
		}
	}
	const money = (amount: bigint) => cents(amount, scope.currency);
	return {
		...heading(account, scope, from),
		cash_based: false,
		taxes: [...taxes].map(([name, { collected, onCollected, paid, onPaid }]) => ({
			tax_name: name,
			net_tax: money(collected - paid),
			net_taxable_amount: money(onCollected - onPaid),
			tax_collected: money(collected),
			tax_paid: money(paid),
			taxable_amount_collected: money(onCollected),
			taxable_amount_paid: money(onPaid),
		})),
		total_invoiced: money(invoiced),
	};
}
