/** From a request to what it asks for. Tokens and limits were dealt with before. */
import type { LabRequest } from '../../../kit/platform';
import type { Account } from '../books/account';
import { ERRNO, methodNotAllowed, notFound, refused } from '../faults';
import { systemView } from '../identity';
import { accountsAging, paymentsCollected } from '../reports/payments';
import { journalDetails } from '../reports/details';
import { profitLoss } from '../reports/profitLoss';
import { taxSummary } from '../reports/taxSummary';
import { trialBalance } from '../reports/trialBalance';
import { clients } from '../rules/clients';
import { creditNotes } from '../rules/creditNotes';
import { categories, expenses } from '../rules/expenses';
import { Fields } from '../rules/fields';
import { invoices } from '../rules/invoices';
import { createNew, createOld, newView, oldView } from '../rules/journals';
import { chartView, createAccount, ledgerView, oldAccountView, updateAccount } from '../rules/ledgerAccounts';
import { items, taxes } from '../rules/lists';
import { otherIncome } from '../rules/otherIncome';
import { payments } from '../rules/payments';
import type { Resource } from '../rules/resource';
import type { Family } from './answers';
import { jsonBody, wrapped } from './body';
import { includesOf, listOf, pageOf } from './list';

/** An answer, and what was done, for the lab's figures: "create invoice", "list clients". */
export interface Routed {
	readonly body: object;
	readonly kinds: readonly string[];
}

/** Something that an address leads to. */
export interface Route {
	readonly family: Family;
	/** the object of the scope that opens it */
	readonly scope: string;
	readonly act: (account: Account, request: LabRequest) => Routed;
}

const RESOURCES: ReadonlyMap<string, Resource> = new Map(
	[clients, invoices, payments, creditNotes, otherIncome, expenses, categories, items, taxes].map((one) => [
		one.path,
		one,
	]),
);

const REPORTS: Readonly<Record<string, (account: Account, query: URLSearchParams) => object>> = {
	trial_balance: trialBalance,
	profitloss: profitLoss,
	taxsummary: taxSummary,
	payments_collected: paymentsCollected,
	accounts_aging: accountsAging,
};

const result = (content: object): object => ({ response: { result: content } });

const only = (method: string, request: LabRequest): void => {
	if (request.method !== method) throw methodNotAllowed();
};

function onList(one: Resource, account: Account, request: LabRequest): Routed {
	if (request.method === 'GET') {
		const ignored: string[] = [];
		const { rows, ...paging } = listOf(account, one, request.query, (filter) => ignored.push(filter));
		return {
			body: result({ [one.many]: rows, ...paging }),
			kinds: [`list ${one.many}`, ...ignored.map((filter) => `ignored filter ${one.many}.${filter}`)],
		};
	}
	if (request.method !== 'POST' || one.create === undefined) throw methodNotAllowed();
	const fields = wrapped(request, one.object, one.one, ...(one.alias === undefined ? [] : [one.alias]));
	fields.onlyKnown(one.known);
	const row = one.create(account, fields);
	const include = new Set([...includesOf(request.query)]);
	return { body: result({ [one.one]: one.view(account, row, include) }), kinds: [`create ${one.object}`] };
}

function onOne(one: Resource, id: string, account: Account, request: LabRequest): Routed {
	const row = one.table(account).get(id);
	const isGone = row === undefined || (one.hidesDeleted === true && row.vis === 1);
	if (isGone) throw notFound(one.object, one.idField, id);
	const include = includesOf(request.query);
	if (request.method === 'GET')
		return { body: result({ [one.one]: one.view(account, row, include) }), kinds: [`read ${one.object}`] };
	if (request.method === 'DELETE' && one.remove !== undefined) {
		one.remove(account, row);
		return { body: { response: {} }, kinds: [`delete ${one.object}`] };
	}
	if (request.method !== 'PUT' || one.update === undefined) throw methodNotAllowed();
	const fields = wrapped(request, one.object, one.one, ...(one.alias === undefined ? [] : [one.alias]));
	fields.onlyKnown(one.known);
	const after = one.update(account, row, fields);
	return { body: result({ [one.one]: one.view(account, after, include) }), kinds: [`update ${one.object}`] };
}

const route = (family: Family, scope: string, act: Route['act']): Route => ({ family, scope, act });

const report = (family: Family, key: string, name: string): Route | undefined => {
	const make = REPORTS[key];
	if (make === undefined) return undefined;
	return route(family, 'reports', (account, request) => {
		only('GET', request);
		return { body: result({ [name]: make(account, request.query) }), kinds: [`report ${key}`] };
	});
};

function oldJournals(rest: readonly string[], isWritten: boolean): Route | undefined {
	const name = rest.join('/');
	if (name === 'journal_entries/journal_entries' && isWritten)
		return route('accounting', 'journal_entries', (account, request) => {
			only('POST', request);
			const row = createOld(account, wrapped(request, 'journal_entry', 'journal_entry'));
			return { body: result({ journal_entry: oldView(account, row) }), kinds: ['create journal_entry'] };
		});
	if (name === 'journal_entries/journal_entry_details')
		return route('accounting', 'journal_entries', (account, request) => {
			only('GET', request);
			return { body: result(journalDetails(account, request.query)), kinds: ['list journal_entry_details'] };
		});
	if (name !== 'journal_entry_accounts/journal_entry_accounts') return undefined;
	return route('accounting', 'journal_entries', (account, request) => {
		only('GET', request);
		const { rows, ...paging } = pageOf(oldAccountView(account), request.query);
		return {
			body: result({ journal_entry_accounts: rows, ...paging }),
			kinds: ['list journal_entry_accounts'],
		};
	});
}

/** Behind /accounting/account/{account_id}/. */
export function accountingRoute(account: Account, rest: readonly string[]): Route | undefined {
	const [first = '', second = '', third] = rest;
	const one = RESOURCES.get(`${first}/${second}`);
	if (one !== undefined && rest.length <= 3)
		return route('accounting', one.scope, (to, request) =>
			third === undefined ? onList(one, to, request) : onOne(one, third, to, request),
		);
	if (first === 'systems' && second === 'systems' && rest.length === 3)
		return route('accounting', 'profile', (to, request) => {
			only('GET', request);
			if (third !== String(to.identity.businessId)) throw notFound('system', 'systemid', third ?? '');
			return { body: result({ system: systemView(to) }), kinds: ['read system'] };
		});
	const { journals = 'new' } = account.behaviour;
	if (first === 'reports' && second === 'accounting' && rest.length === 3) {
		const name = third === 'profitloss_entity' ? 'profitloss' : (third ?? '');
		return report('accounting', name, name);
	}
	return journals === 'newOnly' ? undefined : oldJournals(rest, journals !== 'new');
}

const API_VERSION = '2023-09-25';

function newJournals(account: Account, request: LabRequest): Routed {
	if (account.behaviour.needsApiVersion !== false && request.headers['x-api-version'] !== API_VERSION)
		throw refused(ERRNO.invalid, 'journal_entry', 'x-api-version', `The header must be "${API_VERSION}".`);
	if (request.method === 'POST') {
		const row = createNew(account, wrapped(request, 'journal_entry', 'manualJournalEntry'));
		return { body: { manualJournalEntry: newView(row) }, kinds: ['create journal_entry'] };
	}
	only('GET', request);
	const newest = [...account.journals.all()].reverse();
	const { rows, ...paging } = pageOf(newest, request.query, { page: 'page_number', size: 'page_size' });
	return {
		body: {
			manualJournalEntries: rows.map(newView),
			pageNumber: paging.page,
			pageSize: paging.per_page,
			totalPages: paging.pages,
			totalCount: paging.total,
		},
		kinds: ['list journal_entries'],
	};
}

function onLedgerAccounts(account: Account, id: string | undefined, request: LabRequest): Routed {
	if (id === undefined && request.method === 'POST') {
		const row = createAccount(account, new Fields(jsonBody(request), 'account'));
		return { body: { data: ledgerView(account, row) }, kinds: ['create account'] };
	}
	if (id === undefined) {
		only('GET', request);
		const rows = [...account.accounts.all()].map((row) => ledgerView(account, row));
		return { body: { data: rows }, kinds: ['list accounts'] };
	}
	const row = account.accounts.get(id);
	if (row === undefined) throw notFound('account', 'uuid', id);
	if (request.method === 'PUT') {
		const after = updateAccount(account, row, new Fields(jsonBody(request), 'account'));
		return { body: { data: ledgerView(account, after) }, kinds: ['update account'] };
	}
	only('GET', request);
	return { body: { data: ledgerView(account, row) }, kinds: ['read account'] };
}

/** Behind /accounting/businesses/{business_uuid}/. */
export function businessRoute(account: Account, rest: readonly string[]): Route | undefined {
	const [first = '', second = '', third] = rest;
	if (first === 'ledger_accounts' && second === 'accounts' && rest.length <= 3)
		return route('ledger', 'journal_entries', (to, request) => onLedgerAccounts(to, third, request));
	if (account.behaviour.journals === 'old') return undefined;
	if (first === 'journal_entries' && rest.length === 1) return route('new', 'journal_entries', newJournals);
	if (first !== 'reports' || rest.length !== 2) return undefined;
	if (second === 'trial_balance') return report('new', 'trial_balance', 'trial_balance');
	if (second === 'profit_and_loss') return report('new', 'profitloss', 'profit_and_loss');
	if (second !== 'chart_of_accounts') return undefined;
	return route('new', 'reports', (to, request) => {
		only('GET', request);
		const accounts = chartView(to, { state: request.query.get('state') });
		return { body: result({ journal_entry_accounts: accounts }), kinds: ['report chart_of_accounts'] };
	});
}
