/** Customers of shops, among each other and against those of a ledger, where documents per customer are wanted. */
import type { Customer } from '../documents/catalog';
import { finding, type Finding } from '../findings/finding';
import type { LedgerCustomer } from '../ledger/connector';
import { namesAlike, normalCode, normalName } from './alike';

export interface CustomerMatch {
	readonly customer: Customer;
	readonly ledgerCustomer?: LedgerCustomer;
	readonly how: 'email' | 'taxNumber' | 'name' | 'none';
	readonly findings: readonly Finding[];
}

const emailKey = (email: string | undefined): string => email?.trim().toLowerCase() ?? '';
const taxKey = (number: string | undefined): string => (number === undefined ? '' : normalCode(number));
const nameKey = (name: string | undefined): string => (name === undefined ? '' : normalName(name));

function index<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
	const byKey = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), value]);
	}
	return byKey;
}

const callName = ({ party }: Customer): string => party.company ?? party.name ?? '';

/** Customers of one shop that are one person: the same e-mail, or the same tax number. */
function doubles(customers: readonly Customer[]): Map<Customer, Finding> {
	const found = new Map<Customer, Finding>();
	const look = (what: string, keyOf: (customer: Customer) => string): void => {
		for (const same of index(customers, (customer) => {
			const value = keyOf(customer);
			return value === '' ? '' : `${customer.source.storeId}|${value}`;
		}).values()) {
			const [first] = same;
			if (first === undefined || same.length < 2) continue;
			// the value itself is personal: the shop's numbers of the customers say which they are
			const value = same.map(({ source }) => source.externalNumber).join(', ');
			const evidence = { count: same.length, where: first.source.storeId, what, value };
			for (const customer of same)
				if (!found.has(customer))
					found.set(customer, finding('CUSTOMER_DOUBLED', { path: first.id, evidence }));
		}
	};
	look('e-mail address', ({ party }) => emailKey(party.email));
	look('tax number', ({ party }) => taxKey(party.taxNumber));
	return found;
}

/**
 * Matches customers by e-mail, else by tax number, else by name.
 * @returns a match for each; CUSTOMER_DOUBLED within a shop, CUSTOMER_UNCERTAIN where only the names are alike
 */
export function matchCustomers(
	customers: readonly Customer[],
	ledgerCustomers: readonly LedgerCustomer[],
	ledger: string,
): readonly CustomerMatch[] {
	const byEmail = index(ledgerCustomers, ({ email }) => emailKey(email));
	const byTax = index(ledgerCustomers, ({ taxNumber }) => taxKey(taxNumber));
	const byName = index(ledgerCustomers, ({ name }) => nameKey(name));
	const same = doubles(customers);
	return customers.map((customer): CustomerMatch => {
		const { party } = customer;
		const double = same.get(customer);
		const findings = double === undefined ? [] : [double];
		for (const [how, fitting] of [
			['email', byEmail.get(emailKey(party.email))],
			['taxNumber', byTax.get(taxKey(party.taxNumber))],
		] as const) {
			const [ledgerCustomer] = fitting ?? [];
			if (ledgerCustomer !== undefined) return { customer, ledgerCustomer, how, findings };
		}
		const name = callName(customer);
		const [ledgerCustomer] = byName.get(nameKey(name)) ?? [];
		if (ledgerCustomer === undefined || !namesAlike(name, ledgerCustomer.name))
			return { customer, how: 'none', findings };
		const evidence = {
			name: party.id,
			shop: customer.source.storeId,
			other: ledgerCustomer.id,
			where: ledger,
		};
		const uncertain = finding('CUSTOMER_UNCERTAIN', { path: customer.id, evidence });
		return { customer, ledgerCustomer, how: 'name', findings: [...findings, uncertain] };
	});
}
