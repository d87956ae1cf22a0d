/** References of a body to other objects: they exist, they are active, and they get the name that QuickBooks shows. */
import type { Change } from '../books/change';
import { businessRule, inactiveReference, invalidReference } from '../faults';
import type { EntityName, Stored } from '../schema/index';

/** A reference as it is sent; the name is QuickBooks' own business. */
export interface Ref {
	readonly value: string;
	readonly name?: string | undefined;
}

/** QuickBooks' words for its lists in error 2500, as far as recorded: Accounts, Names, Klasses, Depts. */
const LISTS: Readonly<Partial<Record<EntityName, string>>> = {
	Account: 'Accounts',
	Customer: 'Names',
	Vendor: 'Names',
	Item: 'Items',
	Class: 'Klasses',
	Department: 'Depts',
	Term: 'Terms',
	PaymentMethod: 'PaymentMethods',
	TaxCode: 'TaxCodes',
	TaxRate: 'TaxRates',
	TaxAgency: 'TaxAgencies',
};

/** What QuickBooks shows for an object. */
export function nameOf(object: object): string | undefined {
	for (const field of ['FullyQualifiedName', 'DisplayName', 'Name', 'DocNumber']) {
		const value: unknown = Reflect.get(object, field);
		if (typeof value === 'string') return value;
	}
	return undefined;
}

/**
 * The object of a reference.
 * @param element the field, for the error
 * @throws QuickBooksFault 2500 there is none; 610 it was made inactive
 */
export function resolve<T extends EntityName>(change: Change, type: T, ref: Ref, element: string): Stored<T> {
	const object = change.get(type, ref.value);
	if (object === undefined) throw invalidReference(LISTS[type] ?? 'Transactions', ref.value);
	if ('Active' in object && object.Active === false) throw inactiveReference(element);
	return object;
}

/**
 * A name of a journal line or a purchase. The lab has no employees, so a reference to one leads nowhere.
 * @throws QuickBooksFault 2500, 610
 */
export function resolveName(
	change: Change,
	type: 'Customer' | 'Vendor' | 'Employee',
	ref: Ref,
	element: string,
): { value: string; name?: string } {
	if (type === 'Employee') throw invalidReference('Names', ref.value);
	return refTo(resolve(change, type, ref, element));
}

/** The reference to an object with its name. */
export function refTo(object: { readonly Id: string }): { value: string; name?: string } {
	const name = nameOf(object);
	return { value: object.Id, ...(name === undefined ? {} : { name }) };
}

/**
 * Checks the references of a body and names them.
 * @param fields which fields refer to what; fields that are not given are left alone
 */
export function withNamedRefs<T extends object>(
	change: Change,
	body: T,
	fields: Readonly<Record<string, EntityName>>,
): T {
	const named: Record<string, Ref> = {};
	for (const [field, type] of Object.entries(fields)) {
		const ref = Reflect.get(body, field) as Ref | undefined;
		if (ref !== undefined) named[field] = refTo(resolve(change, type, ref, field));
	}
	return { ...body, ...named };
}

/** Without the header's class and location when the company does not track them: QuickBooks has no place for them then. */
export function withoutUntracked<T extends { ClassRef?: unknown; DepartmentRef?: unknown }>(
	change: Change,
	body: T,
): T {
	const { classTrackingPerTxn, trackDepartments } = change.company.preferences;
	return {
		...body,
		...(classTrackingPerTxn ? {} : { ClassRef: undefined }),
		...(trackDepartments ? {} : { DepartmentRef: undefined }),
	};
}

/**
 * The account where money lies: bank or other current asset, in the home currency or the document's. The vendor's
 * reference says so for sales receipts, payments, refund receipts and deposits alike; a liability (a gift card's) is
 * refused on a payment too.
 */
export function moneyAccount(change: Change, ref: Ref, element: string, currency: string): Stored<'Account'> {
	const account = resolve(change, 'Account', ref, element);
	if (account.AccountType !== 'Bank' && account.AccountType !== 'Other Current Asset') {
		throw businessRule(
			`Select a bank or an other current asset account: ${account.Name} is of the type ${account.AccountType}.`,
			element,
		);
	}
	const home = change.company.identity.currency;
	const own = account.CurrencyRef?.value ?? home;
	if (own !== home && own !== currency) {
		throw businessRule(
			`The account ${account.Name} is in ${own}; use one in ${home} or in ${currency}, the transaction's currency.`,
			element,
		);
	}
	return account;
}
