/** The endpoints of lists: contacts, accounts, tax rates, items, tracking, currencies. */
import { lower } from '../books/organisation';
import {
	accountView,
	contactView,
	currencyView,
	itemView,
	taxRateView,
	trackingCategoryView,
} from '../present/lists';
import {
	accountFields,
	contactListFields,
	currencyFields,
	itemFields,
	taxRateFields,
	trackingFields,
} from '../read/fields';
import { wordsOf } from '../read/list';
import { saveContact } from '../rules/contacts';
import { saveAccount, saveCurrency, saveItem, saveTaxRate, saveTrackingCategory } from '../rules/lists';
import * as schema from '../schema/lists';
import { contact as contactSchema } from '../schema/parts';
import { resource, type Resource } from './resource';

const contacts = resource({
	container: 'Contacts',
	element: 'Contact',
	idField: 'ContactID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: contactSchema,
	rows: ({ contacts: table }) => table.all(),
	get: ({ contacts: table }, id) => table.get(id) ?? table.find('number', id)[0],
	fields: contactListFields,
	view: contactView,
	save: saveContact,
	pageable: true,
	parameters: ['IDs', 'includeArchived', 'summaryOnly', 'searchTerm'],
	narrow(_, rows, query) {
		const ids = wordsOf(query, 'IDs');
		const term = query.get('searchTerm')?.toLowerCase();
		const archived = query.get('includeArchived') === 'true';
		return [...rows].filter(
			(row) =>
				(archived || row.status === 'ACTIVE') &&
				(ids?.has(row.id) ?? true) &&
				(term === undefined || `${row.name}\n${row.number ?? ''}`.toLowerCase().includes(term)),
		);
	},
});

const accounts = resource({
	container: 'Accounts',
	element: 'Account',
	idField: 'AccountID',
	writes: ['PUT', 'POST id'],
	limit: 1,
	schema: schema.account,
	rows: ({ accounts: table }) => [...table.all()].filter(({ status }) => status !== 'DELETED'),
	get: ({ accounts: table }, id) => table.get(id),
	fields: accountFields,
	view: accountView,
	save: saveAccount,
});

const taxRates = resource({
	container: 'TaxRates',
	element: 'TaxRate',
	idField: 'TaxType',
	writes: ['PUT', 'POST'],
	limit: 1,
	schema: schema.taxRate,
	rows: ({ taxRates: table }) => table.all(),
	get: ({ taxRates: table }, id) => table.find('taxType', id)[0],
	fields: taxRateFields,
	view: taxRateView,
	save: saveTaxRate,
});

const items = resource({
	container: 'Items',
	element: 'Item',
	idField: 'ItemID',
	writes: ['PUT', 'POST', 'POST id'],
	schema: schema.item,
	rows: ({ items: table }) => [...table.all()].filter(({ deleted }) => !deleted),
	get: ({ items: table }, id) =>
		[table.get(id), ...table.find('code', lower(id))].find((row) => row?.deleted === false),
	fields: itemFields,
	view: itemView,
	save: saveItem,
});

const trackingCategories = resource({
	container: 'TrackingCategories',
	element: 'TrackingCategory',
	idField: 'TrackingCategoryID',
	writes: ['PUT', 'POST id'],
	limit: 1,
	schema: schema.trackingCategory,
	rows: ({ trackingCategories: table }) => [...table.all()].filter(({ status }) => status !== 'DELETED'),
	get: ({ trackingCategories: table }, id) => table.get(id),
	fields: trackingFields,
	view: trackingCategoryView,
	save: saveTrackingCategory,
	parameters: ['includeArchived'],
	narrow: (_, rows, query) =>
		query.get('includeArchived') === 'true' ? rows : [...rows].filter(({ status }) => status === 'ACTIVE'),
});

const currencies = resource({
	container: 'Currencies',
	element: 'Currency',
	idField: 'Code',
	writes: ['PUT'],
	limit: 1,
	schema: schema.currency,
	rows: ({ currencies: table }) => table.all(),
	get: ({ currencies: table }, id) => table.get(id),
	fields: currencyFields,
	view: currencyView,
	save: saveCurrency,
});

export const LISTS: readonly Resource[] = [
	contacts,
	accounts,
	taxRates,
	items,
	trackingCategories,
	currencies,
];
