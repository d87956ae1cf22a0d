/** An account that is to be added to a chart, where one with its name is there already. */
import { finding } from '../findings/finding';
import { done, held, type Outcome } from '../outcome';
import type { LedgerAccount, NewAccount } from './connector';

export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * The account that has the name: it serves when it is active, of the wanted kind (money may also wait in a bank account), and
 * nothing else is in the way.
 * @param ledger its name, for people
 * @param problem what else is in the way, in words
 * @returns held with ACCOUNT_NAME_TAKEN where it does not serve
 */
export function existingAccount(
	account: LedgerAccount,
	wanted: NewAccount,
	ledger: string,
	problem?: string,
): Outcome<LedgerAccount> {
	const fits = account.kind === wanted.kind || (wanted.kind === 'currentAsset' && account.kind === 'bank');
	const reason = !account.active ? 'it is not active' : !fits ? `its type is ${account.type}` : problem;
	if (reason === undefined) return done(account);
	const evidence = { ledger, name: account.name, role: wanted.role, problem: reason };
	return held([finding('ACCOUNT_NAME_TAKEN', { evidence })]);
}
