/** Clients: users/clients. */
import type { Account } from '../books/account';
import type { ClientRow, Plain } from '../books/records';
import { newYork, utcText } from '../books/time';
import { ERRNO } from '../faults';
import { begin, visOf } from './common';
import type { Fields } from './fields';
import { resource } from './resource';

/** As a new client has them. */
const PLAIN: Plain = {
	allow_email_include_pdf: false,
	allow_late_fees: true,
	allow_late_notifications: true,
	bus_phone: '',
	company_industry: null,
	company_size: null,
	direct_link_token: null,
	email: '',
	fax: '',
	fname: '',
	has_retainer: null,
	home_phone: null,
	language: 'en',
	last_activity: null,
	last_login: null,
	level: 0,
	lname: '',
	mob_phone: '',
	note: null,
	notified: false,
	num_logins: 0,
	organization: '',
	p_city: '',
	p_code: '',
	p_country: '',
	p_province: '',
	p_street: '',
	p_street2: '',
	pref_email: true,
	pref_gmail: false,
	retainer_id: null,
	role: 'client',
	s_city: '',
	s_code: '',
	s_country: '',
	s_province: '',
	s_street: '',
	s_street2: '',
	statement_token: null,
	subdomain: null,
	username: '',
	vat_name: null,
	vat_number: null,
};

const KNOWN = new Set([
	...Object.keys(PLAIN),
	'id',
	'userid',
	'user_id',
	'currency_code',
	'vis_state',
	'accounting_systemid',
	'updated',
]);

/** A client has a name of some sort. */
function named(fields: Fields, plain: Plain): void {
	const names = ['organization', 'fname', 'lname', 'email'].map((field) => plain[field] ?? '');
	if (names.every((name) => name === ''))
		fields.fail(ERRNO.required, 'organization', 'One of organization, fname, lname and email is required.');
	const email = plain['email'] ?? '';
	if (email !== '' && !/^[^\s@]+@[^\s@]+$/.test(String(email)))
		fields.fail(ERRNO.invalid, 'email', 'Must be an email address.');
}

function create(account: Account, fields: Fields): ClientRow {
	const plain = { ...PLAIN, ...fields.plain(PLAIN, 255) };
	named(fields, plain);
	const currency = fields.currency('currency_code') ?? account.identity.currency;
	fields.check();
	return account.clients.put({ ...begin(account), plain, currency });
}

function update(account: Account, row: ClientRow, fields: Fields): ClientRow {
	const plain = { ...row.plain, ...fields.plain(PLAIN, 255) };
	named(fields, plain);
	const vis = visOf(row, fields);
	const currency = fields.currency('currency_code') ?? row.currency;
	fields.check();
	return account.clients.put({ ...row, plain, vis, currency, updated: account.now() });
}

const plainText = (name: string) => (row: ClientRow) => String(row.plain[name] ?? '');

export const clients = resource<ClientRow>({
	path: 'users/clients',
	one: 'client',
	many: 'clients',
	object: 'client',
	idField: 'userid',
	scope: 'clients',
	known: KNOWN,
	table: ({ clients: table }) => table,
	create,
	update,
	view: ({ identity }, row) => ({
		...row.plain,
		id: Number(row.id),
		userid: Number(row.id),
		accounting_systemid: identity.accountId,
		currency_code: row.currency,
		signup_date: utcText(row.created),
		updated: newYork(row.updated),
		vis_state: row.vis,
	}),
	search: {
		id: ({ id }) => id,
		userid: ({ id }) => id,
		email: plainText('email'),
		email_like: plainText('email'),
		organization: plainText('organization'),
		organization_like: plainText('organization'),
		fname: plainText('fname'),
		lname: plainText('lname'),
		updated: ({ updated }) => newYork(updated),
		vis_state: ({ vis }) => String(vis),
	},
	like: new Set(['email_like', 'organization', 'organization_like', 'fname', 'lname']),
});
