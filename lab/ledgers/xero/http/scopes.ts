/**
 * Which scopes open which endpoints: the granular ones, which are all that apps made since March 2026 can have.
 * https://developer.xero.com/documentation/guides/oauth2/scopes
 */

/** Scopes that write; each has one that only reads, with `.read` behind it. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
	invoices: ['accounting.invoices'],
	creditnotes: ['accounting.invoices'],
	// the specification says settings, the announcement of granular scopes says invoices
	items: ['accounting.settings', 'accounting.invoices'],
	payments: ['accounting.payments'],
	batchpayments: ['accounting.payments'],
	banktransactions: ['accounting.banktransactions'],
	banktransfers: ['accounting.banktransactions'],
	manualjournals: ['accounting.manualjournals'],
	contacts: ['accounting.contacts'],
	accounts: ['accounting.settings'],
	taxrates: ['accounting.settings'],
	trackingcategories: ['accounting.settings'],
	organisation: ['accounting.settings'],
	currencies: ['accounting.settings'],
};

const REPORTS: Readonly<Record<string, string>> = {
	trialbalance: 'accounting.reports.trialbalance.read',
	profitandloss: 'accounting.reports.profitandloss.read',
	banksummary: 'accounting.reports.banksummary.read',
};

const WRITING = [...new Set(Object.values(RESOURCES).flat())];

/** All that may be asked for. The broad ones of older apps are not among them. */
export const SCOPES: readonly string[] = [
	'openid',
	'profile',
	'email',
	'offline_access',
	...WRITING.flatMap((scope) => [scope, `${scope}.read`]),
	...Object.values(REPORTS),
	'accounting.attachments',
	'accounting.attachments.read',
];

/** What bookkeeping needs, as one text. */
export const BOOKKEEPING_SCOPE = [
	'openid',
	'offline_access',
	...WRITING,
	'accounting.attachments',
	...Object.values(REPORTS),
].join(' ');

/** Whether a token's scope opens an endpoint. `path`: the words behind /api.xro/2.0, the first in lower case */
export function isOpen(scope: string, method: string, path: readonly string[]): boolean {
	const has = new Set(scope.split(' '));
	const [first = '', second = ''] = path;
	if (first === 'reports') return has.has(REPORTS[second.toLowerCase()] ?? '');
	const writing = RESOURCES[first] ?? [];
	return writing.some((one) => has.has(one) || (method === 'GET' && has.has(`${one}.read`)));
}
