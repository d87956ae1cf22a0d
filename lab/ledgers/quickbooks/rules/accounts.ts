/** Accounts of the chart. */
import type { Change } from '../books/change';
import { currencyRef } from '../books/keep';
import { NAME_KEY } from '../books/store';
import { ACCOUNT_TYPES, typeOfSubType } from '../country/accountTypes';
import {
	bodyErrors,
	businessRule,
	duplicateName,
	invalidBody,
	invalidReference,
	missingAccountType,
} from '../faults';
import type { AccountType } from '../schema/lists';
import type { Body, Stored } from '../schema/index';
import type { Rules } from './context';
import { markedName } from './names';
import { refTo, resolve } from './references';

/** "Max length for Account.AcctNum: AU & CA: 20 characters; US, UK & IN: 7 characters" */
const numberLength = (country: string): number => (['AU', 'CA'].includes(country) ? 20 : 7);

function typeOf({ AccountType: type, AccountSubType: subType }: Body<'Account'>): {
	AccountType: AccountType;
	AccountSubType: string;
} {
	const byDetail = subType === undefined ? undefined : typeOfSubType(subType);
	if (subType !== undefined && byDetail === undefined) {
		throw invalidBody([bodyErrors.enumeration('AccountSubType', subType)]);
	}
	const AccountType = type ?? byDetail;
	if (AccountType === undefined) throw missingAccountType();
	const { subTypes } = ACCOUNT_TYPES[AccountType];
	const AccountSubType = subType ?? subTypes[0] ?? '';
	if (!subTypes.includes(AccountSubType)) {
		throw businessRule(`${AccountSubType} is no detail type of ${AccountType}.`, 'AccountSubType');
	}
	return { AccountType, AccountSubType };
}

function checkNumber(change: Change, number: string | undefined, id: string): void {
	if (number === undefined) return;
	const max = numberLength(change.company.identity.country);
	if (number.length > max) throw invalidBody([bodyErrors.length('AcctNum', max, number.length)]);
	if (number.includes(':')) throw businessRule('An account number contains no colon.', 'AcctNum');
	const taken = change.find('Account', 'AcctNum', number).some((other) => other.Id !== id);
	if (taken) throw duplicateName('account');
}

function currencyFields(
	change: Change,
	body: Body<'Account'>,
	type: AccountType,
	existing?: Stored<'Account'>,
) {
	const { identity, preferences } = change.company;
	const code = body.CurrencyRef?.value ?? existing?.CurrencyRef?.value ?? identity.currency;
	if (existing !== undefined && code !== existing.CurrencyRef?.value) {
		throw businessRule('The currency of an account cannot be changed.', 'CurrencyRef');
	}
	if (code === identity.currency) return { CurrencyRef: currencyRef(code) };
	if (!preferences.multiCurrency) throw businessRule('Multicurrency is switched off.', 'CurrencyRef');
	if (change.find('CompanyCurrency', 'Code', code).length === 0) throw invalidReference('Currencies', code);
	if (!['Asset', 'Liability'].includes(ACCOUNT_TYPES[type].classification)) {
		throw businessRule(`An account of the type ${type} is in the home currency.`, 'CurrencyRef');
	}
	return { CurrencyRef: currencyRef(code) };
}

export const account: Rules<'Account'> = {
	operations: ['create', 'update'],
	save(change, body, { id, existing }) {
		if (/[":]/.test(body.Name))
			throw businessRule('An account name contains no double quotes and no colon.', 'Name');
		const types = typeOf(body);
		if (
			existing !== undefined &&
			existing.AccountType !== types.AccountType &&
			change.company.ledger.balance(id) !== 0n
		) {
			throw businessRule('The type of an account with a balance cannot be changed.', 'AccountType');
		}
		checkNumber(change, body.AcctNum, id);
		const parent =
			body.ParentRef === undefined ? undefined : resolve(change, 'Account', body.ParentRef, 'ParentRef');
		if (parent !== undefined && parent.AccountType !== types.AccountType) {
			throw businessRule('A sub-account has the type of the account above it.', 'ParentRef');
		}
		const Name = markedName(body.Name, body.Active);
		const key = `${parent?.Id ?? ''}/${Name.toLowerCase()}`;
		if (change.find('Account', NAME_KEY, key).some((other) => other.Id !== id))
			throw duplicateName('account');
		const above = parent?.FullyQualifiedName ?? parent?.Name;
		return {
			...body,
			...types,
			...currencyFields(change, body, types.AccountType, existing),
			Name,
			...(parent === undefined ? {} : { ParentRef: refTo(parent) }),
			SubAccount: parent !== undefined,
			FullyQualifiedName: above === undefined ? Name : `${above}:${Name}`,
			Active: body.Active ?? true,
			Classification: ACCOUNT_TYPES[types.AccountType].classification,
		};
	},
};
