/** Plaid's accounts as bank accounts. */
import type { BankAccount } from '../../../core/bank/connector';
import { finding } from '../../../core/findings/finding';
import { isCurrency } from '../../../core/money/currency';
import type { PlaidAccount } from './payload';

/** "Business Current ...4321" */
export function nameOf({ official_name, name, mask }: PlaidAccount): string {
	const full = (name.trim() || official_name?.trim()) ?? '';
	return mask == null || mask === '' ? full : `${full} ...${mask}`;
}

/** Accounts that are no currency of ISO 4217 (crypto) have a finding, and their lines are held. */
export function toBankAccount(account: PlaidAccount): BankAccount {
	const { iso_currency_code: iso, unofficial_currency_code: other } = account.balances;
	const currency = iso ?? other ?? '';
	const findings = isCurrency(currency)
		? []
		: [finding('CURRENCY_UNKNOWN', { path: 'balances.iso_currency_code', evidence: { value: currency } })];
	return {
		id: account.account_id,
		name: nameOf(account),
		currency,
		type: account.subtype ?? account.type,
		findings,
	};
}
