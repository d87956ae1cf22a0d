/** The general ledger of a period: each account with its beginning balance and every leg on it. */
import type { Company } from '../books/company';
import { fromMinor } from '../decimals';
import { isBalanceSheet } from '../country/accountTypes';
import type { Stored } from '../schema/index';
import { dayBefore, periodOf, type ReportPeriod } from './period';
import { column, report, type DataRow, type SectionRow } from './shape';

/** How the report calls a kind of document. */
const WORDS: Readonly<Record<string, string>> = {
	SalesReceipt: 'Sales Receipt',
	CreditMemo: 'Credit Memo',
	RefundReceipt: 'Refund',
	JournalEntry: 'Journal Entry',
	Purchase: 'Expense',
	ItemOpening: 'Inventory Starting Value',
};

const COLUMNS = [
	column('Date', 'Date', 'tx_date'),
	column('Transaction Type', 'String', 'txn_type'),
	column('Num', 'String', 'doc_num'),
	column('Name', 'String', 'name'),
	column('Amount', 'Money', 'subt_nat_amount'),
	column('Balance', 'Money', 'rbal_nat_amount'),
];

interface Movement {
	readonly date: string;
	readonly type: string;
	readonly id: string;
	readonly number: string;
	readonly customer: string;
	readonly amount: bigint;
}

function movementsByAccount(company: Company, { from, to }: ReportPeriod): Map<string, Movement[]> {
	const accounts = new Map<string, Movement[]>();
	for (const { type, id, date, number = '', legs } of company.ledger.all()) {
		if (date < from || date > to) continue;
		for (const { account, amount, customer } of legs) {
			const name = customer === undefined ? '' : (company.get('Customer', customer)?.DisplayName ?? '');
			const movements = accounts.get(account) ?? [];
			movements.push({ date, type, id, number, customer: name, amount });
			accounts.set(account, movements);
		}
	}
	return accounts;
}

const empty = (count: number) => Array.from({ length: count }, () => ({ value: '' }));

function section(
	company: Company,
	account: Stored<'Account'>,
	movements: readonly Movement[],
	opening: bigint,
): SectionRow {
	const text = (amount: bigint): string => fromMinor(amount, company.digits);
	let balance = opening;
	const rows: DataRow[] = [...movements]
		.sort((a, b) => a.date.localeCompare(b.date) || Number(a.id) - Number(b.id))
		.map(({ date, type, id, number, customer, amount }) => {
			balance += amount;
			return {
				ColData: [
					{ value: date },
					{ value: WORDS[type] ?? type, id },
					{ value: number },
					{ value: customer },
					{ value: text(amount) },
					{ value: text(balance) },
				],
				type: 'Data',
			};
		});
	const beginning: DataRow = {
		ColData: [{ value: 'Beginning Balance' }, ...empty(4), { value: text(opening) }],
		type: 'Data',
	};
	const name = account.FullyQualifiedName ?? account.Name;
	return {
		Header: { ColData: [{ value: name, id: account.Id }, ...empty(5)] },
		Rows: { Row: opening === 0n ? rows : [beginning, ...rows] },
		Summary: {
			ColData: [
				{ value: `Total for ${name}` },
				...empty(3),
				{ value: text(balance - opening) },
				{ value: '' },
			],
		},
		type: 'Section',
	};
}

/** GET /reports/GeneralLedger; `account` (ids with commas) limits it. */
export function generalLedger(company: Company, query: URLSearchParams): object {
	const period = periodOf(company, query);
	const asked = query.get('account')?.split(',');
	const movements = movementsByAccount(company, period);
	const before = company.ledger.sums({ to: dayBefore(period.from) });
	const rows = [...company.store.all('Account')].flatMap((account) => {
		if (asked !== undefined && !asked.includes(account.Id)) return [];
		const carried = account.AccountType !== undefined && isBalanceSheet(account.AccountType);
		const opening = carried ? (before.get(account.Id) ?? 0n) : 0n;
		const own = movements.get(account.Id) ?? [];
		return own.length === 0 && opening === 0n ? [] : [section(company, account, own, opening)];
	});
	return report(company, { name: 'GeneralLedger', ...period, columns: COLUMNS, rows });
}
