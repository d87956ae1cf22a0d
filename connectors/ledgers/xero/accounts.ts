/** The chart of accounts, in the words of the core, with what Xero's own rules depend on. */
import { isCurrency } from '../../../core/money/currency';
import type { LedgerAccount } from '../../../core/ledger/connector';
import type { AccountRow } from './payload';

export interface XeroAccount extends LedgerAccount {
	/** a bank account, card or PayPal account: spend and receive money and transfers go there, journals do not */
	readonly isBank: boolean;
	/** payments can go there: a bank account, or one with payments enabled */
	readonly takesPayments: boolean;
}

const KIND_BY_TYPE: Readonly<Record<string, LedgerAccount['kind']>> = {
	BANK: 'bank',
	CURRENT: 'currentAsset',
	INVENTORY: 'currentAsset',
	PREPAYMENT: 'currentAsset',
	FIXED: 'asset',
	NONCURRENT: 'asset',
	CURRLIAB: 'liability',
	LIABILITY: 'liability',
	TERMLIAB: 'liability',
	PAYGLIABILITY: 'liability',
	SUPERANNUATIONLIABILITY: 'liability',
	WAGESPAYABLELIABILITY: 'liability',
	EQUITY: 'equity',
	REVENUE: 'income',
	SALES: 'income',
	OTHERINCOME: 'income',
	DIRECTCOSTS: 'expense',
	EXPENSE: 'expense',
	OVERHEADS: 'expense',
	DEPRECIATN: 'expense',
	SUPERANNUATIONEXPENSE: 'expense',
	WAGESEXPENSE: 'expense',
};
const KIND_BY_CLASS: Readonly<Record<string, LedgerAccount['kind']>> = {
	ASSET: 'asset',
	LIABILITY: 'liability',
	EQUITY: 'equity',
	REVENUE: 'income',
	EXPENSE: 'expense',
};
const KIND_BY_SYSTEM: Readonly<Record<string, LedgerAccount['kind']>> = {
	DEBTORS: 'receivable',
	CREDITORS: 'payable',
};

/** Xero posts to it by itself; tax, rounding and gains on currency are its own business. */
const isSystem = ({ SystemAccount }: AccountRow): boolean =>
	SystemAccount !== undefined && SystemAccount !== null && SystemAccount !== '';

/** The account; undefined for kinds that are none of ours. */
export function accountOf(row: AccountRow): XeroAccount | undefined {
	const kind =
		KIND_BY_SYSTEM[row.SystemAccount ?? ''] ??
		KIND_BY_TYPE[row.Type.toUpperCase()] ??
		KIND_BY_CLASS[row.Class?.toUpperCase() ?? ''];
	if (kind === undefined) return undefined;
	const { CurrencyCode: currency, Code: number } = row;
	const isBank = row.Type.toUpperCase() === 'BANK';
	return {
		id: row.AccountID,
		name: row.Name,
		...(number === undefined || number === null || number === '' ? {} : { number }),
		type: row.Type,
		kind,
		...(currency !== undefined && currency !== null && isCurrency(currency) ? { currency } : {}),
		...(isSystem(row) ? { reserved: true } : {}),
		active: row.Status === undefined || row.Status === null || row.Status === 'ACTIVE',
		isBank,
		takesPayments: isBank || row.EnablePaymentsToAccount === true,
	};
}
