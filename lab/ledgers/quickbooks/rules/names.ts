/** Customers and vendors: one name for both lists, a currency for life. */
import type { Change } from '../books/change';
import { currencyRef } from '../books/keep';
import { NAME_KEY } from '../books/store';
import { businessRule, duplicateName, invalidReference, noName } from '../faults';
import type { Body, Stored } from '../schema/index';
import type { Rules, SaveContext } from './context';
import { refTo, resolve, withNamedRefs } from './references';

type Name = 'Customer' | 'Vendor';

/** What QuickBooks adds to the name of an object that is made inactive, so that the name is free again. */
export const DELETED = ' (deleted)';

/** The name with or without the mark of an inactive object. */
export function markedName(name: string, active: boolean | undefined): string {
	if (active !== false) return name.endsWith(DELETED) ? name.slice(0, -DELETED.length) : name;
	return name.endsWith(DELETED) ? name : name + DELETED;
}

function displayName(body: Body<Name>): string {
	if (body.DisplayName !== undefined && body.DisplayName.trim() !== '') return body.DisplayName;
	const parts = [body.Title, body.GivenName, body.MiddleName, body.FamilyName, body.Suffix];
	const name = parts.filter((part) => part !== undefined && part !== '').join(' ');
	if (name === '') throw noName();
	return name;
}

/** @throws QuickBooksFault 6240 a customer or a vendor has this name */
function checkUnique(
	change: Change,
	name: string,
	parent: string | undefined,
	id: string,
	what: string,
): void {
	const own = `${parent ?? ''}/${name.toLowerCase()}`;
	const top = `/${name.toLowerCase()}`;
	const others = [...change.find('Customer', NAME_KEY, own), ...change.find('Vendor', NAME_KEY, top)];
	if (others.some((other) => other.Id !== id)) throw duplicateName(what);
}

function currencyFields(
	change: Change,
	sent: { value: string } | undefined,
	existing: Stored<Name> | undefined,
) {
	const { identity, preferences } = change.company;
	const code = sent?.value ?? existing?.CurrencyRef?.value ?? identity.currency;
	if (existing !== undefined && code !== existing.CurrencyRef?.value) {
		throw businessRule('The currency of a name cannot be changed.', 'CurrencyRef');
	}
	if (code !== identity.currency) {
		if (!preferences.multiCurrency) throw businessRule('Multicurrency is switched off.', 'CurrencyRef');
		if (change.find('CompanyCurrency', 'Code', code).length === 0) throw invalidReference('Currencies', code);
	}
	return { CurrencyRef: currencyRef(code) };
}

function complete<T extends Name>(
	change: Change,
	body: Body<Name>,
	{ id, existing }: SaveContext<T>,
	what: string,
) {
	const parent = 'ParentRef' in body ? body.ParentRef?.value : undefined;
	const DisplayName = markedName(displayName(body), body.Active);
	if (/[:\t\n]/.test(DisplayName)) {
		throw businessRule('A name contains no colon, tab or line break.', 'DisplayName');
	}
	checkUnique(change, DisplayName, parent, id, what);
	return {
		DisplayName,
		PrintOnCheckName: body.PrintOnCheckName ?? DisplayName,
		Active: body.Active ?? true,
		...currencyFields(change, body.CurrencyRef, existing as Stored<Name> | undefined),
		// computed from the ledger when it is read
		Balance: 0,
	};
}

export const customer: Rules<'Customer'> = {
	operations: ['create', 'update'],
	save(change, body, context) {
		const fields = complete(change, body, context, 'customer');
		const parent =
			body.ParentRef === undefined ? undefined : resolve(change, 'Customer', body.ParentRef, 'ParentRef');
		const parentName = parent?.FullyQualifiedName ?? parent?.DisplayName;
		const refs = {
			SalesTermRef: 'Term',
			PaymentMethodRef: 'PaymentMethod',
			DefaultTaxCodeRef: 'TaxCode',
		} as const;
		return {
			...withNamedRefs(change, body, refs),
			...fields,
			...(parent === undefined ? {} : { ParentRef: refTo(parent) }),
			Taxable: body.Taxable ?? true,
			Job: parent !== undefined,
			BillWithParent: body.BillWithParent ?? false,
			FullyQualifiedName:
				parentName === undefined ? fields.DisplayName : `${String(parentName)}:${fields.DisplayName}`,
			BalanceWithJobs: 0,
			PreferredDeliveryMethod: body.PreferredDeliveryMethod ?? 'None',
			IsProject: false,
		};
	},
};

export const vendor: Rules<'Vendor'> = {
	operations: ['create', 'update'],
	save(change, body, context) {
		return {
			...withNamedRefs(change, body, { TermRef: 'Term' }),
			...complete(change, body, context, 'vendor'),
			Vendor1099: body.Vendor1099 ?? false,
		};
	},
};
