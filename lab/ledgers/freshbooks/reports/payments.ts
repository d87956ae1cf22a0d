/** Payments collected, and how old what is outstanding is. */
import type { Account } from '../books/account';
import type { ClientRow } from '../books/records';
import { daysAfter, daysBetween } from '../books/time';
import { decimal, money, sum, text, toCents } from '../decimals';
import { settlementOf } from '../present/invoices';
import { isInside } from '../books/generalLedger';
import { cents, firstDay, heading, scopeOf } from './period';

const nameOf = (client: ClientRow | undefined): string =>
	[client?.plain['organization'], client?.plain['fname'], client?.plain['email']]
		.find((name) => Boolean(name))
		?.toString() ?? '';

export function paymentsCollected(account: Account, query: URLSearchParams): object {
	const scope = scopeOf(account, query);
	const from = firstDay(scope);
	const asked = query.get('currency_code');
	const rows = [...account.payments.all()].filter(
		({ vis, date, currency }) =>
			vis !== 1 && isInside(date, { ...scope, from }) && (asked === null || currency === asked),
	);
	const codes = [...new Set(rows.map(({ currency }) => currency))];
	return {
		...heading(account, scope, from),
		currency_codes: codes,
		client_ids: [...new Set(rows.map(({ clientId }) => Number(clientId)))],
		payment_methods: [...new Set(rows.map(({ type }) => type))],
		payments: rows.map((row) => ({
			amount: money(row.amount, row.currency),
			client: nameOf(account.clients.get(row.clientId)),
			clientid: Number(row.clientId),
			credit_number:
				row.creditId === undefined ? null : (account.creditNotes.get(row.creditId)?.number ?? null),
			creditid: row.creditId === undefined ? null : Number(row.creditId),
			date: row.date,
			description: 'Payment',
			from_credit: row.creditId !== undefined,
			invoice_number: account.invoices.get(row.invoiceId)?.number ?? '',
			invoiceid: Number(row.invoiceId),
			method: row.type,
		})),
		totals: codes.map((code) => ({
			amount: text(
				sum(rows.filter(({ currency }) => currency === code).map(({ amount }) => decimal(amount))),
			),
			code,
		})),
	};
}

const BUCKETS = ['0-30', '31-60', '61-90', '91+'] as const;

/** Days after the due day, as their bucket. */
const bucketOf = (days: number): (typeof BUCKETS)[number] =>
	days <= 30 ? '0-30' : days <= 60 ? '31-60' : days <= 90 ? '61-90' : '91+';

export function accountsAging(account: Account, query: URLSearchParams): object {
	const scope = scopeOf(account, query);
	const clients = new Map<string, Record<string, bigint>>();
	for (const row of account.invoices.all()) {
		if (!row.isSent || row.vis === 1 || row.currency !== scope.currency || row.date > scope.to) continue;
		const open = toCents(settlementOf(account, row).outstanding);
		if (open === 0n) continue;
		const bucket = bucketOf(daysBetween(daysAfter(row.date, row.dueDays), scope.to));
		const sums = clients.get(row.clientId) ?? {};
		clients.set(row.clientId, {
			...sums,
			[bucket]: (sums[bucket] ?? 0n) + open,
			total: (sums['total'] ?? 0n) + open,
		});
	}
	const view = (sums: Record<string, bigint>) =>
		Object.fromEntries(
			[...BUCKETS, 'total'].map((bucket) => [bucket, cents(sums[bucket] ?? 0n, scope.currency)]),
		);
	const totals: Record<string, bigint> = {};
	for (const sums of clients.values())
		for (const [bucket, amount] of Object.entries(sums)) totals[bucket] = (totals[bucket] ?? 0n) + amount;
	return {
		...heading(account, scope, null),
		accounts: [...clients].map(([id, sums]) => ({
			userid: Number(id),
			organization: nameOf(account.clients.get(id)),
			...view(sums),
		})),
		totals: view(totals),
	};
}
