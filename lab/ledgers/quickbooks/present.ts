/** Objects as they are answered: balances of accounts and customers are read from the ledger at that moment. */
import type { Company } from './books/company';
import { fromMinor } from './decimals';
import { isBalanceSheet } from './country/accountTypes';
import type { EntityName } from './schema/index';

/** Fields that are not stored but computed when an object is read. */
export const COMPUTED: Readonly<Partial<Record<EntityName, readonly string[]>>> = {
	Account: ['CurrentBalance', 'CurrentBalanceWithSubAccounts'],
	Customer: ['Balance', 'BalanceWithJobs'],
};

function subAccounts(company: Company, id: string): bigint {
	let total = company.ledger.balance(id);
	for (const account of company.store.all('Account')) {
		if (account.ParentRef?.value === id) total += subAccounts(company, account.Id);
	}
	return total;
}

/** An object with its computed fields. */
export function present(company: Company, type: EntityName, object: object): object {
	const id = String(Reflect.get(object, 'Id'));
	const amount = (minor: bigint): number => Number(fromMinor(minor, company.digits));
	if (type === 'Customer') {
		const Balance = amount(company.ledger.owedBy(id));
		return { ...object, Balance, BalanceWithJobs: Balance };
	}
	if (type !== 'Account') return object;
	const account = company.get('Account', id);
	// "Valid for Balance Sheet accounts."
	if (account?.AccountType === undefined || !isBalanceSheet(account.AccountType)) {
		return { ...object, CurrentBalance: 0, CurrentBalanceWithSubAccounts: 0 };
	}
	return {
		...object,
		CurrentBalance: amount(company.ledger.balance(id)),
		CurrentBalanceWithSubAccounts: amount(subAccounts(company, id)),
	};
}
