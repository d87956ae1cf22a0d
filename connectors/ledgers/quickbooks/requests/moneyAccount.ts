/** The account that money goes to or comes from. */
import { finding, type Finding } from '../../../../core/findings/finding';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { notPossible } from '../checks';
import type { Facts } from '../facts';

/**
 * DepositToAccountRef must be a bank or another current asset. Left out, QuickBooks takes Undeposited Funds: nothing is
 * posted to a fallback account, so a missing one is ACCOUNT_NOT_MAPPED.
 */
export function checkMoneyAccount(document: LedgerDocument, facts: Facts): readonly Finding[] {
	const account = document.moneyAccount;
	if (account === undefined)
		return [
			finding('ACCOUNT_NOT_MAPPED', {
				path: 'moneyAccount',
				evidence: {
					description: 'the account the money goes to or comes from',
					suggestion: 'Map the role "clearing" for its gateway.',
				},
			}),
		];
	const known = facts.accounts.get(account.id);
	if (known === undefined || known.kind === 'bank' || known.kind === 'currentAsset') return [];
	return [
		notPossible(
			`money can only go to or come from a bank account or another current asset, and "${known.name}" is ${known.type}`,
			'moneyAccount',
		),
	];
}
