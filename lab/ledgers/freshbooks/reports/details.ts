/** The journal as it came about: one detail for each leg of every posting. */
import type { Account } from '../books/account';
import type { Posting } from '../books/generalLedger';
import { pageOf } from '../http/list';
import { cents } from './period';

const ENTRY_IDS = {
	invoice: 'invoiceid',
	payment: 'paymentid',
	credit_note: 'creditid',
	expense: 'expenseid',
} as const;

function entryOf(
	account: Account,
	{ key }: Posting,
): { entry: object; name: string; description: string; type: string } {
	const [type = '', id = ''] = key.split('/');
	const journal = account.journals.get(id);
	const field =
		type === 'other_income' ? 'incomeid' : Object.entries(ENTRY_IDS).find(([name]) => name === type)?.[1];
	const entryid = journal?.entryId ?? Number(id);
	return {
		entry: {
			accounting_systemid: account.identity.accountId,
			entryid,
			id: entryid,
			...(field === undefined ? {} : { [field]: Number(id) }),
		},
		name: journal?.name ?? type,
		description: journal?.description ?? '',
		type,
	};
}

/** Entries by hand have numbers of their own; those of documents are made of the document's. */
function detailIdOf(account: Account, { key }: Posting, index: number): number {
	const [, id = ''] = key.split('/');
	return account.journals.get(id)?.details[index]?.id ?? Number(id) * 100 + index;
}

/** A page of them. Filters: `search[sub_accountid]`, `search[start_date]`, `search[end_date]`. */
export function journalDetails(account: Account, query: URLSearchParams): object {
	const [sub, from, to] = ['sub_accountid', 'start_date', 'end_date'].map((name) =>
		query.get(`search[${name}]`),
	);
	const all = [...account.ledger.all()].flatMap((posting) =>
		posting.legs.map((leg, index) => ({ posting, leg, index })),
	);
	const found = all.filter(({ posting, leg }) => {
		const isOf =
			sub === null || sub === undefined || String(account.accounts.get(leg.account)?.oldId) === sub;
		return isOf && (from == null || posting.date >= from) && (to == null || posting.date <= to);
	});
	const { rows, ...paging } = pageOf(found, query);
	const details = rows.map(({ posting, leg, index }) => {
		const { entry, name, description, type } = entryOf(account, posting);
		const own = account.accounts.get(leg.account);
		const parent = own?.parent === undefined ? undefined : account.accounts.get(own.parent);
		const detailid = detailIdOf(account, posting, index);
		return {
			accounting_systemid: account.identity.accountId,
			account: {
				account_name: parent?.name ?? '',
				account_number: parent?.number ?? '',
				account_type: own?.type ?? '',
				accountid: parent?.oldId ?? null,
				id: parent?.oldId ?? null,
			},
			credit: leg.amount < 0n ? cents(-leg.amount, posting.currency) : null,
			debit: leg.amount > 0n ? cents(leg.amount, posting.currency) : null,
			description,
			detail_type: type,
			detailid,
			entry,
			id: detailid,
			name,
			sub_account: {
				account_sub_name: own?.name ?? '',
				account_sub_number: own?.number ?? '',
				id: own?.oldId ?? null,
				parentid: parent?.oldId ?? null,
				sub_accountid: own?.oldId ?? null,
			},
			user_entered_date: posting.date,
		};
	});
	return { journal_entry_details: details, ...paging };
}
