/** The small lists: classes, locations, terms, payment methods, tax agencies, currencies and their rates. */
import { addAccount } from '../books/accounts';
import type { Change } from '../books/change';
import { currencyRef } from '../books/keep';
import { NAME_KEY } from '../books/store';
import { businessRule, duplicateName, featureNotIncluded, missingParameter } from '../faults';
import type { EntityName, Stored } from '../schema/index';
import type { Rules } from './context';
import { markedName } from './names';
import { refTo, resolve } from './references';

type Named = Extract<EntityName, 'Class' | 'Department' | 'Term' | 'PaymentMethod'>;

function uniqueName(
	change: Change,
	type: Named,
	name: string,
	active: boolean | undefined,
	id: string,
	parent = '',
): string {
	const marked = markedName(name, active);
	const key = `${parent}/${marked.toLowerCase()}`;
	const taken = change.find(type, NAME_KEY, key).some((other) => other.Id !== id);
	if (taken) throw duplicateName(type.toLowerCase());
	return marked;
}

const below = (parent: { FullyQualifiedName?: unknown; Name: string } | undefined, name: string): string =>
	parent === undefined ? name : `${String(parent.FullyQualifiedName ?? parent.Name)}:${name}`;

export const klass: Rules<'Class'> = {
	operations: ['create', 'update'],
	save(change, body, { id }) {
		const parent =
			body.ParentRef === undefined ? undefined : resolve(change, 'Class', body.ParentRef, 'ParentRef');
		const Name = uniqueName(change, 'Class', body.Name, body.Active, id, parent?.Id);
		return {
			...body,
			Name,
			...(parent === undefined ? {} : { ParentRef: refTo(parent) }),
			SubClass: parent !== undefined,
			FullyQualifiedName: below(parent, Name),
			Active: body.Active ?? true,
		};
	},
};

export const department: Rules<'Department'> = {
	operations: ['create', 'update'],
	save(change, body, { id }) {
		const parent =
			body.ParentRef === undefined ? undefined : resolve(change, 'Department', body.ParentRef, 'ParentRef');
		const Name = uniqueName(change, 'Department', body.Name, body.Active, id, parent?.Id);
		return {
			...body,
			Name,
			...(parent === undefined ? {} : { ParentRef: refTo(parent) }),
			SubDepartment: parent !== undefined,
			FullyQualifiedName: below(parent, Name),
			Active: body.Active ?? true,
		};
	},
};

export const term: Rules<'Term'> = {
	operations: ['create', 'update'],
	save(change, body, { id }) {
		if (body.DueDays === undefined && body.DayOfMonthDue === undefined) throw missingParameter('DueDays');
		return {
			...body,
			Name: uniqueName(change, 'Term', body.Name, body.Active, id),
			Type: body.DueDays === undefined ? 'DATE_DRIVEN' : 'STANDARD',
			Active: body.Active ?? true,
		};
	},
};

export const paymentMethod: Rules<'PaymentMethod'> = {
	operations: ['create', 'update'],
	save: (change, body, { id }) => ({
		...body,
		Name: uniqueName(change, 'PaymentMethod', body.Name, body.Active, id),
		Type: body.Type ?? 'NON_CREDIT_CARD',
		Active: body.Active ?? true,
	}),
};

export const taxAgency: Rules<'TaxAgency'> = {
	operations: ['create'],
	save(change, body, { id }) {
		const key = `/${body.DisplayName.toLowerCase()}`;
		if (change.find('TaxAgency', NAME_KEY, key).length > 0) throw duplicateName('tax agency');
		const liability = addAccount(change, {
			name: `${body.DisplayName} Payable`,
			type: 'Other Current Liability',
			subType: change.company.isUS ? 'SalesTaxPayable' : 'GlobalTaxPayable',
		});
		change.assignSystemAccount(`agency/${id}`, liability.Id);
		return { ...body, TaxTrackedOnSales: true, TaxTrackedOnPurchases: !change.company.isUS };
	},
};

export const companyCurrency: Rules<'CompanyCurrency'> = {
	operations: ['create', 'update'],
	save(change, body, { id }) {
		if (!change.company.preferences.multiCurrency) throw featureNotIncluded();
		if (!/^[A-Z]{3}$/.test(body.Code)) throw businessRule('A currency is its ISO code.', 'Code');
		const taken = change.find('CompanyCurrency', 'Code', body.Code).some((other) => other.Id !== id);
		if (taken) throw duplicateName('currency');
		return { ...body, Name: currencyRef(body.Code).name, Active: body.Active ?? true };
	},
};

/** The rate of a currency on a day. It has no Id of its own for clients: it is found by currency and day. */
export function sameRate(change: Change, source: string, day: string): Stored<'ExchangeRate'> | undefined {
	return change.find('ExchangeRate', 'SourceCurrencyCode', source).find((rate) => rate.AsOfDate === day);
}

export const exchangeRate: Rules<'ExchangeRate'> = {
	operations: ['create', 'update'],
	save(change, body) {
		const { identity, preferences } = change.company;
		if (!preferences.multiCurrency) throw featureNotIncluded();
		if (body.Rate <= 0) throw businessRule('An exchange rate is greater than 0.', 'Rate');
		const target = body.TargetCurrencyCode ?? identity.currency;
		if (target !== identity.currency || body.SourceCurrencyCode === target) {
			throw businessRule(
				`A rate is between a foreign currency and ${identity.currency}.`,
				'TargetCurrencyCode',
			);
		}
		return { ...body, TargetCurrencyCode: target };
	},
};
