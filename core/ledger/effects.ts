/** What a ledger document does to the books, account by account: for previews, and to prove that nothing was lost. */
import type { Side } from '../journal/entry';
import { minorUnits } from '../money/money';
import type { LedgerDocument } from './documents';
import { isSaleLike } from './compose/context';
import { isOwnTax, OWN_ACCOUNTS } from './ownAccounts';

export { OWN_ACCOUNTS } from './ownAccounts';

/** Debits less credits in minor units, by account id (or a name of OWN_ACCOUNTS). */
export type Effects = Map<string, bigint>;

const signed = (side: Side, units: bigint): bigint => (side === 'debit' ? units : -units);

/** Adds what the document moves to `effects`. Zero movements leave no trace. */
export function effects(
	document: Pick<LedgerDocument, 'type' | 'lines' | 'taxes' | 'total' | 'moneyAccount'>,
	into: Effects = new Map(),
): Effects {
	const move = (id: string, units: bigint): void => {
		const account = isOwnTax(id) ? OWN_ACCOUNTS.tax : id;
		const sum = (into.get(account) ?? 0n) + units;
		if (sum === 0n) into.delete(account);
		else into.set(account, sum);
	};
	const counter = document.moneyAccount?.id ?? OWN_ACCOUNTS.receivable;
	if (document.type === 'CustomerPayment') {
		move(counter, minorUnits(document.total));
		move(OWN_ACCOUNTS.receivable, -minorUnits(document.total));
		return into;
	}
	if (document.type === 'CustomerRefund') {
		move(counter, -minorUnits(document.total));
		move(OWN_ACCOUNTS.receivable, minorUnits(document.total));
		return into;
	}
	let sum = 0n;
	const both = (account: string, units: bigint): void => {
		move(account, units);
		sum += units;
	};
	for (const line of document.lines) both(line.account.id, signed(line.side, minorUnits(line.amount)));
	const taxSide = isSaleLike(document.type) ? 'credit' : 'debit';
	for (const tax of document.taxes) both(OWN_ACCOUNTS.tax, signed(taxSide, minorUnits(tax.amount)));
	move(counter, -sum);
	return into;
}
