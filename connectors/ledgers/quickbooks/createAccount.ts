/** Adding an account to the chart. Names are unique among active accounts, so a repeated call finds what the first one made. */
import type { AccountRole } from '../../../core/accounts/roles';
import { finding } from '../../../core/findings/finding';
import type { LedgerAccount, NewAccount } from '../../../core/ledger/connector';
import { existingAccount, sameName } from '../../../core/ledger/existingAccount';
import { held, type Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import type { QuickBooksClient } from './client';
import { createEntries } from './create';
import { LEDGER_NAME } from './failures';
import { plainName } from './items';
import type { Reading } from './reading';
import { createdId, isNameTaken } from './resolve';

/** "Name: max 100 characters" */
const NAME_LENGTH = 100;

type Type = readonly [AccountType: string, AccountSubType: string];

const LIABILITY: Type = ['Other Current Liability', 'OtherCurrentLiabilities'];
const ASSET: Type = ['Other Current Asset', 'OtherCurrentAssets'];
const BY_KIND: Readonly<Partial<Record<LedgerAccount['kind'], Type>>> = {
	income: ['Income', 'OtherPrimaryIncome'],
	expense: ['Expense', 'OtherMiscellaneousServiceCost'],
	liability: LIABILITY,
	currentAsset: ASSET,
	asset: ASSET,
};
const LESS_INCOME: Type = ['Income', 'DiscountsRefundsGiven'];
const BY_ROLE: Readonly<Partial<Record<AccountRole, Type>>> = {
	sales: ['Income', 'SalesOfProductIncome'],
	discounts: LESS_INCOME,
	salesReturns: LESS_INCOME,
	shippingRefunds: LESS_INCOME,
	refundAdjustments: LESS_INCOME,
	processingFees: ['Expense', 'BankCharges'],
	chargebackFees: ['Expense', 'BankCharges'],
	conversionFees: ['Expense', 'BankCharges'],
	chargebackLosses: ['Expense', 'BadDebts'],
	fxGainLoss: ['Other Expense', 'ExchangeGainOrLoss'],
	cogs: ['Cost of Goods Sold', 'SuppliesMaterialsCogs'],
	inventory: ['Other Current Asset', 'Inventory'],
};

/** Nothing may be in the way of what is wanted: another currency. */
function existing(account: LedgerAccount, wanted: NewAccount): Outcome<LedgerAccount> {
	const { currency } = account;
	const isOther = wanted.currency !== undefined && currency !== undefined && currency !== wanted.currency;
	return existingAccount(account, wanted, LEDGER_NAME, isOther ? `its currency is ${currency}` : undefined);
}

/** See `LedgerSession.createAccount`. */
export async function createAccount(
	{
		client,
		clock,
		reading,
	}: { readonly client: QuickBooksClient; readonly clock: Clock; readonly reading: Reading },
	wanted: NewAccount,
): Promise<Outcome<LedgerAccount>> {
	const type = BY_ROLE[wanted.role] ?? BY_KIND[wanted.kind];
	if (type === undefined) {
		const reason = `accounts of the kind "${wanted.kind}" need more than a name`;
		const evidence = { ledger: LEDGER_NAME, name: wanted.name, reason };
		return held([finding('ACCOUNT_NOT_CREATED', { evidence })]);
	}
	const name = plainName(wanted.name, NAME_LENGTH);
	const look = async (): Promise<LedgerAccount | undefined> =>
		(await reading.refreshAccounts()).find((account) => sameName(account.name, name));
	const there = await look();
	if (there !== undefined) return existing(there, wanted);
	const [AccountType, AccountSubType] = type;
	const body = {
		Name: name,
		AccountType,
		AccountSubType,
		...(wanted.currency === undefined ? {} : { CurrencyRef: { value: wanted.currency } }),
	};
	const [result = { kind: 'none' as const }] = await createEntries(client, clock, [
		{ entity: 'Account', body },
	]);
	const id = createdId(result);
	const account = await look();
	if (account !== undefined && (id.ok || isNameTaken(result))) return existing(account, wanted);
	if (!id.ok) return id;
	const reason = 'it says that it was created, but does not show it yet; run again in a minute';
	return held([finding('ACCOUNT_NOT_CREATED', { evidence: { ledger: LEDGER_NAME, name, reason } })]);
}
