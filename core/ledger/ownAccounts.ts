/**
 * Accounts that a ledger keeps itself. A document names them by these words; the connector of a ledger that needs a real
 * account in their place (to move something on from there) finds it in the chart of accounts.
 */
import type { AccountRef } from '../accounts/roles';

export const OWN_ACCOUNTS = {
	receivable: 'the receivable',
	tax: 'the tax account',
	/** where invoices go whose lines carry no accounts */
	sales: 'the sales account',
	/** where payments go that name no account */
	money: 'the cash account',
} as const;

export const OWN_SALES: AccountRef = { id: OWN_ACCOUNTS.sales, name: OWN_ACCOUNTS.sales };
export const OWN_MONEY: AccountRef = { id: OWN_ACCOUNTS.money, name: OWN_ACCOUNTS.money };

const TAX_PREFIX = `${OWN_ACCOUNTS.tax} `;

/** The ledger's account for one tax: some keep one for each, by its name. */
export function ownTax(name: string): AccountRef {
	return { id: `${TAX_PREFIX}${name}`, name: `${TAX_PREFIX}${name}` };
}

export const isOwnTax = (id: string): boolean => id.startsWith(TAX_PREFIX);

const OWN: ReadonlySet<string> = new Set(Object.values(OWN_ACCOUNTS));

/** Whether the ledger keeps the account itself, whichever it is. */
export const isOwnAccount = (id: string): boolean => OWN.has(id) || isOwnTax(id);

/** The name of the tax whose account this is; undefined for any other account. */
export function taxOfOwn(id: string): string | undefined {
	return isOwnTax(id) ? id.slice(TAX_PREFIX.length) : undefined;
}
