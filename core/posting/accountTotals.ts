/** What the documents of a run do to each account, for a preview: debits and credits per account, which add up to the same. */
import { effects, OWN_ACCOUNTS } from '../ledger/effects';
import { fromMinorUnits } from '../money/money';
import type { DocumentSnapshot } from './snapshot';

export interface AccountTotal {
	/** the ledger's id; a name for the accounts that the ledger keeps itself */
	readonly accountId: string;
	readonly account: string;
	readonly currency: string;
	/** decimal text */
	readonly debit: string;
	readonly credit: string;
}

interface Sums {
	readonly account: string;
	readonly currency: string;
	debit: bigint;
	credit: bigint;
}

function namesOf({ lines, moneyAccount }: DocumentSnapshot): ReadonlyMap<string, string> {
	const refs = [
		...lines.map(({ account }) => account),
		...(moneyAccount === undefined ? [] : [moneyAccount]),
	];
	return new Map(refs.map(({ id, name }) => [id, name]));
}

/**
 * @param documents with `reversed` true where the document is taken back
 * @returns by account and currency, in the order of the accounts' names
 */
export function accountTotals(
	documents: readonly { readonly plan: DocumentSnapshot; readonly reversed?: boolean }[],
): readonly AccountTotal[] {
	const totals = new Map<string, Sums & { readonly accountId: string }>();
	for (const { plan, reversed = false } of documents) {
		const names = namesOf(plan);
		for (const [accountId, net] of effects(plan)) {
			const key = `${plan.currency} ${accountId}`;
			const known = totals.get(key) ?? {
				accountId,
				account: names.get(accountId) ?? accountId,
				currency: plan.currency,
				debit: 0n,
				credit: 0n,
			};
			const moved = reversed ? -net : net;
			if (moved > 0n) known.debit += moved;
			else known.credit -= moved;
			totals.set(key, known);
		}
	}
	const own: readonly string[] = Object.values(OWN_ACCOUNTS);
	return [...totals.values()]
		.sort((a, b) => a.currency.localeCompare(b.currency) || a.account.localeCompare(b.account))
		.map(({ accountId, account, currency, debit, credit }) => ({
			accountId: own.includes(accountId) ? '' : accountId,
			account,
			currency,
			debit: fromMinorUnits(debit, currency).amount,
			credit: fromMinorUnits(credit, currency).amount,
		}));
}
