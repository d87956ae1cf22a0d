/**
 * Journal entries, at their new address (accounts by UUID, typed amounts) and at their old one (sub accounts by number, debit
 * and credit). https://www.freshbooks.com/api/journal-entries
 */
import { randomUUID } from 'node:crypto';
import type { Account } from '../books/account';
import type { AccountRow, JournalDetail, JournalRow } from '../books/records';
import { isDay } from '../books/time';
import { decimal, money, sum, text, type Decimal } from '../decimals';
import { ERRNO } from '../faults';
import { postJournal } from '../posting/legs';
import type { Fields } from './fields';

const NAME_MAX = 255;

/** An account that can be posted to. */
function usable(found: AccountRow | undefined, detail: Fields, field: string): AccountRow | undefined {
	if (found === undefined) return detail.fail(ERRNO.unknown, field, 'Account not found.');
	if (found.parent === undefined)
		return detail.fail(ERRNO.invalid, field, 'Entries go to accounts below another, not to the one above.');
	return found.state === 'active'
		? found
		: detail.fail(ERRNO.inactiveAccount, field, 'The account is inactive.');
}

interface Read {
	readonly account: AccountRow | undefined;
	/** debit positive */
	readonly amount: Decimal | undefined;
	readonly code?: string | undefined;
}

function positive(detail: Fields, field: string, amount: Decimal | undefined): Decimal | undefined {
	if (amount === undefined) return undefined;
	return amount.lte(0) ? detail.fail(ERRNO.invalid, field, 'The amount must be greater than 0.') : amount;
}

function newDetail(account: Account, detail: Fields): Read {
	detail.onlyKnown(new Set(['accountId', 'amount', 'type', 'description']));
	detail.required('accountId', 'amount', 'type');
	const id = detail.text('accountId', 64);
	const type = detail.choice('type', ['TYPE_DEBIT', 'TYPE_CREDIT'] as const);
	const sent = detail.money('amount');
	const amount = positive(detail, 'amount', sent?.amount);
	return {
		account: id === undefined ? undefined : usable(account.accounts.get(id), detail, 'accountId'),
		amount: type === 'TYPE_CREDIT' ? amount?.times(-1) : amount,
		code: sent?.code,
	};
}

function oldDetail(account: Account, detail: Fields): Read {
	detail.onlyKnown(new Set(['sub_accountid', 'debit', 'credit']));
	detail.required('sub_accountid');
	const id = detail.integer('sub_accountid');
	const [debit, credit] = (['debit', 'credit'] as const).map((field) => {
		const sent = detail.decimal(field);
		if (sent !== undefined && (sent.split('.')[1] ?? '').length > 2)
			detail.fail(ERRNO.invalid, field, 'Must have at most 2 decimals.');
		return sent === undefined ? undefined : positive(detail, field, decimal(sent));
	});
	if (detail.has('debit') === detail.has('credit'))
		detail.fail(ERRNO.invalid, 'debit', 'A detail has either a debit or a credit.');
	return {
		account:
			id === undefined
				? undefined
				: usable(account.accounts.find('oldId', String(id))[0], detail, 'sub_accountid'),
		amount: debit ?? credit?.times(-1),
	};
}

/** The details, if they are in balance. */
function balanced(account: Account, fields: Fields, read: readonly Read[]): JournalDetail[] {
	if (read.length < 2) fields.fail(ERRNO.required, 'details', 'An entry has at least two details.');
	const total = sum(read.flatMap(({ amount }) => amount ?? []));
	if (!total.eq(0)) fields.fail(ERRNO.invalid, 'details', 'Total debits must equal total credits.');
	return read.flatMap(({ account: to, amount }) =>
		to === undefined || amount === undefined
			? []
			: [{ id: account.next('detail') + 1_000_000, account: to.id, amount: text(amount) }],
	);
}

function keep(
	account: Account,
	row: Omit<JournalRow, 'id' | 'entryId' | 'created' | 'updated' | 'number'>,
	number?: string,
): JournalRow {
	const at = account.now();
	const count = account.next('journal');
	const kept = account.journals.put({
		id: randomUUID(),
		entryId: Number(account.newId()),
		number: number ?? `JE-${String(count).padStart(5, '0')}`,
		created: at,
		updated: at,
		...row,
	});
	postJournal(account, kept);
	return kept;
}

/** `{"year": 2026, "month": 11, "day": 5}`, as its reader. */
function dateOf(fields: Fields): string | undefined {
	const date = fields.object('userEnteredDate');
	if (date === undefined) return undefined;
	date.onlyKnown(new Set(['year', 'month', 'day']));
	date.required('year', 'month', 'day');
	const [year, month, day] = (['year', 'month', 'day'] as const).map((field) => date.integer(field) ?? 0);
	const written = [
		String(year).padStart(4, '0'),
		String(month).padStart(2, '0'),
		String(day).padStart(2, '0'),
	].join('-');
	return isDay(written) ? written : fields.fail(ERRNO.invalid, 'userEnteredDate', 'Must be a date.');
}

/** `{"manualJournalEntry": {...}}`, the object inside. */
export function createNew(account: Account, fields: Fields): JournalRow {
	fields.onlyKnown(new Set(['name', 'journalEntryNumber', 'description', 'userEnteredDate', 'details']));
	fields.required('name', 'userEnteredDate', 'details');
	const read = (fields.list('details') ?? []).map((detail) => newDetail(account, detail));
	const codes = new Set(read.map(({ code }) => code ?? account.identity.currency));
	if (codes.size > 1) fields.fail(ERRNO.invalid, 'details', 'All details have the same currency.');
	const row = {
		name: fields.text('name', NAME_MAX) ?? '',
		description: fields.text('description') ?? '',
		date: dateOf(fields) ?? '',
		currency: [...codes][0] ?? account.identity.currency,
		details: balanced(account, fields, read),
	};
	const number = fields.text('journalEntryNumber', 50);
	fields.check();
	return keep(account, row, number);
}

/** `{"journal_entry": {...}}`, the object inside. */
export function createOld(account: Account, fields: Fields): JournalRow {
	fields.onlyKnown(new Set(['name', 'description', 'user_entered_date', 'currency_code', 'details']));
	fields.required('name', 'user_entered_date', 'currency_code', 'details');
	const read = (fields.list('details') ?? []).map((detail) => oldDetail(account, detail));
	const row = {
		name: fields.text('name', NAME_MAX) ?? '',
		description: fields.text('description') ?? '',
		date: fields.day('user_entered_date') ?? '',
		currency: fields.currency('currency_code') ?? account.identity.currency,
		details: balanced(account, fields, read),
	};
	fields.check();
	return keep(account, row);
}

/** As the new address answers. */
export function newView(row: JournalRow): object {
	const [year, month, day] = row.date.split('-').map(Number);
	return {
		id: row.id,
		name: row.name,
		journalEntryNumber: row.number,
		description: row.description,
		userEnteredDate: { year, month, day },
		reverseDepth: 0,
		details: row.details.map((detail) => {
			const amount = decimal(detail.amount);
			return {
				accountId: detail.account,
				amount: money(amount.abs(), row.currency),
				type: amount.gt(0) ? 'TYPE_DEBIT' : 'TYPE_CREDIT',
			};
		}),
	};
}

/** As the old address answers: amounts are bare text. */
export function oldView(account: Account, row: JournalRow): object {
	const { name, description, date, currency } = row;
	const common = { name, user_entered_date: date, currency_code: currency, description };
	return {
		...common,
		entryid: row.entryId,
		id: row.entryId,
		details: row.details.map((detail) => {
			const amount = decimal(detail.amount);
			return {
				...common,
				credit: amount.lt(0) ? text(amount.abs()) : null,
				debit: amount.gt(0) ? text(amount) : null,
				detailid: detail.id,
				id: detail.id,
				sub_accountid: account.accounts.get(detail.account)?.oldId ?? null,
			};
		}),
	};
}
