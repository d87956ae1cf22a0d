/** A ledger for tests of the bookkeeping: tax codes, accounts for every role, what it can do. */
import type { AccountMapping } from '../../core/accounts/mapping';
import { ACCOUNT_ROLES, type AccountRef, type AccountRole } from '../../core/accounts/roles';
import type { LedgerCapabilities, LedgerTaxCodeDetail } from '../../core/ledger/connector';

/** A sales code of the ledger with rates in percent. */
export function taxCode(id: string, name: string, ...percents: string[]): LedgerTaxCodeDetail {
	const total = percents.reduce((sum, percent) => sum + Number(percent), 0);
	return {
		ledger: 'quickbooks',
		id,
		name,
		rates: percents.map((percent, index) => ({ id: `${id}-${index}`, name: `${name} ${index}`, percent })),
		active: true,
		sales: true,
		totalPercent: String(total),
	};
}

/** An account for every role, named like the role; clearing has one for each of these gateways and none for others. */
export function mappingOf(gateways: readonly string[] = ['shopify_payments', 'paypal']): AccountMapping {
	const account = (name: string): AccountRef => ({ id: `id-${name}`, name });
	const roles = ACCOUNT_ROLES.filter((role) => role !== 'clearing');
	const accounts: Partial<Record<AccountRole, AccountRef>> = Object.fromEntries(
		roles.map((role) => [role, account(role)]),
	);
	return {
		accounts,
		rules: gateways.map((gateway) => ({
			role: 'clearing',
			when: { gateway },
			account: account(`clearing-${gateway}`),
		})),
	};
}

export const QUICKBOOKS: LedgerCapabilities = {
	ledger: 'quickbooks',
	documents: ['SalesReceipt', 'Invoice', 'CreditNote', 'RefundReceipt', 'CustomerPayment', 'ManualJournal'],
	postsTaxItself: true,
	numberLength: 21,
};
