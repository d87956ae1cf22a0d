/** The trial balance, in one currency; drafts are not in it. */
import type { Account } from '../books/account';
import { cents, heading, scopeOf } from './period';

export function trialBalance(account: Account, query: URLSearchParams): object {
	const scope = scopeOf(account, query);
	const sums = new Map(
		account.ledger
			.balances(scope)
			.filter(({ currency, amount }) => currency === scope.currency && amount !== 0n)
			.map((one) => [one.account, one.amount]),
	);
	const rows = [...account.accounts.all()].flatMap((row) => {
		const amount = sums.get(row.id);
		return amount === undefined ? [] : [{ row, amount }];
	});
	const total = rows.reduce((sum, { amount }) => sum + (amount > 0n ? amount : 0n), 0n);
	return {
		...heading(account, scope, scope.from ?? null),
		data: rows.map(({ row, amount }) => ({
			account_uuid: row.id,
			sub_accountid: row.oldId,
			account_name: row.name,
			account_number: row.number,
			account_type: row.type,
			account_sub_type: row.subType,
			debit: cents(amount > 0n ? amount : 0n, scope.currency),
			credit: cents(amount > 0n ? 0n : -amount, scope.currency),
		})),
		total_debit: cents(total, scope.currency),
		total_credit: cents(total, scope.currency),
	};
}
