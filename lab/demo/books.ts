/** Holds the ledger's trial balance against what the day book says, account by account, to the cent. */
import Big from 'big.js';
import type { Balance } from '../daybook/expectedBooks';
import type { MappingRow } from './choices';

/** A balance of the ledger, as its simulator derives it from its general ledger. */
export interface LedgerBalance {
	readonly accountId: string;
	readonly account: string;
	/** the ledger's word for the account's type */
	readonly type: string;
	readonly currency: string;
	readonly debit: string;
	readonly credit: string;
}

export interface ReportBalance {
	readonly account: string;
	readonly role: string;
	readonly currency: string;
	readonly debit: string;
	readonly credit: string;
}

export interface Difference {
	readonly role: string;
	readonly gateway?: string;
	readonly currency: string;
	/** debit positive, decimal text */
	readonly expected: string;
	readonly actual: string;
}

/** Roles of accounts nobody maps, because the ledger posts them by itself. */
function roleByType({ type, account }: LedgerBalance): string {
	if (/receivable|debtors/i.test(type)) return 'receivable';
	return /tax|vat|gst|hmrc|revenue payable/i.test(account) ? 'taxPayable' : 'unknown';
}

/** The role of each account, by the mapping; clearing accounts with their gateways. */
function rolesOf(mapping: readonly MappingRow[]): Map<string, { role: string; gateways: string[] }> {
	const roles = new Map<string, { role: string; gateways: string[] }>();
	for (const { role, account, when } of mapping) {
		const known = roles.get(account) ?? { role, gateways: [] };
		if (when.gateway !== undefined) known.gateways.push(when.gateway);
		roles.set(account, known);
	}
	return roles;
}

export function withRoles(
	balances: readonly LedgerBalance[],
	mapping: readonly MappingRow[],
): ReportBalance[] {
	const roles = rolesOf(mapping);
	return balances
		.filter(({ debit, credit }) => !new Big(debit).eq(credit))
		.map((balance) => ({
			account: balance.account,
			role: roles.get(balance.accountId)?.role ?? roleByType(balance),
			currency: balance.currency,
			debit: balance.debit,
			credit: balance.credit,
		}));
}

class Sums {
	private readonly sums = new Map<string, Big>();

	add(key: string, amount: Big): void {
		this.sums.set(key, (this.sums.get(key) ?? new Big(0)).plus(amount));
	}

	get(key: string): Big {
		return this.sums.get(key) ?? new Big(0);
	}

	keys(): string[] {
		return [...this.sums.keys()];
	}
}

const keyOf = (role: string, currency: string, account: string): string =>
	[role, currency, account].join('|');

/**
 * Every difference between the ledger and the day book; empty when the books equal the shop.
 * @param expected what the day book says, by role (and gateway)
 * @param balances the ledger's trial balance
 * @param mapping which account stands for which role and gateway
 */
export function compareBooks(
	expected: readonly Balance[],
	balances: readonly LedgerBalance[],
	mapping: readonly MappingRow[],
): Difference[] {
	const accountOfGateway = new Map(
		mapping.flatMap(({ when, account }) =>
			when.gateway === undefined ? [] : [[when.gateway, account] as const],
		),
	);
	const roles = rolesOf(mapping);
	const [meant, found] = [new Sums(), new Sums()];
	const gatewayOf = new Map<string, string>();
	for (const { role, currency, gateway, debit, credit } of expected) {
		const account = gateway === undefined ? '' : (accountOfGateway.get(gateway) ?? gateway);
		if (gateway !== undefined) gatewayOf.set(account, gateway);
		meant.add(keyOf(role, currency, account), new Big(debit).minus(credit));
	}
	for (const balance of balances) {
		const known = roles.get(balance.accountId);
		const role = known?.role ?? roleByType(balance);
		const account = known !== undefined && known.gateways.length > 0 ? balance.accountId : '';
		found.add(keyOf(role, balance.currency, account), new Big(balance.debit).minus(balance.credit));
	}
	return [...new Set([...meant.keys(), ...found.keys()])].flatMap((key) => {
		if (meant.get(key).eq(found.get(key))) return [];
		const [role = '', currency = '', account = ''] = key.split('|');
		const gateway = account === '' ? undefined : (gatewayOf.get(account) ?? account);
		return [
			{
				role,
				...(gateway === undefined ? {} : { gateway }),
				currency,
				expected: meant.get(key).toFixed(),
				actual: found.get(key).toFixed(),
			},
		];
	});
}
