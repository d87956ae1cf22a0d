/** The chart of accounts, in the words of the core. */
import { isCurrency } from '../../../core/money/currency';
import type { LedgerAccount } from '../../../core/ledger/connector';
import type { AccountRow } from './payload';

/** QuickBooks' AccountType (it is the same in all countries) -> what the account can be used for. */
const KIND_BY_TYPE: Readonly<Record<string, LedgerAccount['kind']>> = {
	bank: 'bank',
	'accounts receivable': 'receivable',
	'other current asset': 'currentAsset',
	'fixed asset': 'asset',
	'other asset': 'asset',
	'accounts payable': 'payable',
	'credit card': 'liability',
	'other current liability': 'liability',
	'long term liability': 'liability',
	equity: 'equity',
	income: 'income',
	'other income': 'income',
	'cost of goods sold': 'expense',
	expense: 'expense',
	'other expense': 'expense',
};
const KIND_BY_CLASSIFICATION: Readonly<Record<string, LedgerAccount['kind']>> = {
	asset: 'asset',
	liability: 'liability',
	equity: 'equity',
	revenue: 'income',
	expense: 'expense',
};

/** The account; undefined for kinds nothing can be posted to (e.g. "Non-Posting"). */
export function accountOf(row: AccountRow): LedgerAccount | undefined {
	const kind =
		KIND_BY_TYPE[row.AccountType?.toLowerCase() ?? ''] ??
		KIND_BY_CLASSIFICATION[row.Classification?.toLowerCase() ?? ''];
	if (kind === undefined) return undefined;
	const currency = row.CurrencyRef?.value;
	return {
		id: row.Id,
		name: row.FullyQualifiedName ?? row.Name,
		...(row.AcctNum === undefined || row.AcctNum === '' ? {} : { number: row.AcctNum }),
		type: row.AccountType ?? row.Classification ?? '',
		kind,
		...(currency === undefined || !isCurrency(currency) ? {} : { currency }),
		active: row.Active !== false,
	};
}
