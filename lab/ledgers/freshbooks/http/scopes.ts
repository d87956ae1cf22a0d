/** Scopes: `user:<object>:read` and `:write`. Profile, notifications and reports cannot be written. */

const WRITABLE = [
	'clients',
	'invoices',
	'payments',
	'credit_notes',
	'expenses',
	'other_income',
	'taxes',
	'billable_items',
	'journal_entries',
	'estimates',
	'projects',
	'time_entries',
	'bills',
	'bill_payments',
	'bill_vendors',
	'online_payments',
	'retainers',
	'teams',
	'business',
	'uploads',
];

const READ_ONLY = ['profile', 'notifications', 'reports'];

/** All that may be asked for. */
export const SCOPES: readonly string[] = [
	...READ_ONLY.map((object) => `user:${object}:read`),
	...WRITABLE.flatMap((object) => [`user:${object}:read`, `user:${object}:write`]),
];

const KEPT = [
	'clients',
	'invoices',
	'payments',
	'credit_notes',
	'expenses',
	'other_income',
	'taxes',
	'journal_entries',
];

/** What bookkeeping needs, as one text. */
export const BOOKKEEPING_SCOPE = [
	'user:profile:read',
	...KEPT.flatMap((object) => [`user:${object}:read`, `user:${object}:write`]),
	'user:billable_items:read',
	'user:billable_items:write',
	'user:reports:read',
	'user:notifications:read',
].join(' ');

/** Whether a token's scope opens an object. Whoever may write may not read by that alone. */
export const isOpen = (scope: string, object: string, method: string): boolean =>
	scope.split(' ').includes(`user:${object}:${method === 'GET' ? 'read' : 'write'}`);
