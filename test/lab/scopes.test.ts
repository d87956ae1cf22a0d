/**
 * Least permissions: what a credential asks for is what its connector needs. Each scope closes something that is used when it is
 * taken away, and nothing that is used needs another one; docs/credentials.md names them all.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bigcommerce } from '../../connectors/stores/bigcommerce';
import { permissionOf } from '../../connectors/stores/bigcommerce/failures';
import { freshbooks } from '../../connectors/ledgers/freshbooks';
import { xero } from '../../connectors/ledgers/xero';
import type { LedgerConnector } from '../../core/ledger/connector';
import type { JournalEntry } from '../../core/journal/entry';
import type { HttpRequest } from '../../core/transport/http';
import { builtIn } from '../../lab/daybook/builtIn';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { xeroKind } from '../../lab/ledgers/xero/kind';
import { isOpen } from '../../lab/ledgers/xero/http/scopes';
import type { LedgerKind } from '../../lab/kinds';
import { STORE_FACES } from '../../nodes/shared/stores/faces.generated';
import { credentialType } from '../support/credentialHttp';
import { paidSale, refundOf, splitSale, unpaidSale, paymentOf, creditOf } from '../support/entries';
import { fetchHttp } from '../support/fetchHttp';
import { ContractBooks } from '../support/ledgerContract/books';
import { ALL, all, ContractShop } from '../support/storeContract/context';

const DOCS = readFileSync(join(__dirname, '..', '..', 'docs', 'credentials.md'), 'utf8');

/** Everything a ledger's connector is used for. */
async function useAll(connector: LedgerConnector, kind: LedgerKind): Promise<ContractBooks> {
	const books = await ContractBooks.open(connector, { kind, limitsAreOurs: true });
	const entries = [
		paidSale('1'),
		unpaidSale('2'),
		splitSale('3'),
		refundOf('1'),
		paymentOf('2'),
		unpaidSale('4'),
		creditOf('4'),
	];
	const sale = paidSale('5');
	const moved: JournalEntry = {
		...sale,
		purpose: 'BalanceChange',
		lines: sale.lines.map(({ payment: _, ...line }) =>
			line.role === 'clearing' ? { ...line, role: 'salesReturns' } : line,
		),
	};
	await books.post([...entries, moved]);
	await books.verify();
	const { session } = books;
	await session.company(true);
	await session.items();
	await session.dimensions();
	const from = '2026-03-01';
	await session.bankTransactions?.(books.account('Shopify Payments clearing').id, from, '2026-03-31');
	await session.customers?.();
	await session.profitAndLoss?.(from, '2026-03-31');
	const pages: unknown[] = [];
	for await (const page of session.standing?.(from, '2026-03-31') ?? []) pages.push(page);
	expect(pages.length).toBeGreaterThan(0);
	await session.createItems?.([{ code: 'A1', name: 'A thing', price: '5.00' }]);
	await books.undo();
	return books;
}

const defaultOf = (type: string, field: string): string[] => {
	const property = credentialType(type).properties.find(({ name }) => name === field);
	return String(property?.default).split(' ');
};

/** One request of each kind: method and the path without ids. */
const distinct = (requests: readonly HttpRequest[]): HttpRequest[] => [
	...new Map(
		requests.map((request) => [
			`${request.method} ${request.url.replace(/\/[\w-]*\d[\w-]*/g, '/0')}`,
			request,
		]),
	).values(),
];

/** For fees that are paid from FreshBooks' own cash account, which no entry here does; its connector's tests do. */
const OF_CASH = ['user:expenses:read', 'user:expenses:write'];

const without = (scopes: readonly string[], scope: string): string =>
	scopes.filter((one) => one !== scope).join(' ');

test('Xero', async () => {
	const scopes = defaultOf('storeLedgerXeroOAuth2Api', 'scopes');
	const books = await useAll(xero, xeroKind);
	await books.close();
	const used = distinct(books.requests).filter(({ url }) => url.includes('/api.xro/2.0/'));
	const opens = (scope: string, { method, url }: HttpRequest): boolean => {
		const [first = '', ...rest] = new URL(url).pathname.split('/api.xro/2.0/')[1]?.split('/') ?? [];
		return isOpen(scope, method, [first.toLowerCase(), ...rest]);
	};
	const closed = used.filter((request) => !opens(scopes.join(' '), request));
	// asked for by those who compare with the profit and loss only
	expect(closed.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
		'GET /api.xro/2.0/Reports/ProfitAndLoss',
	]);
	const more = 'accounting.reports.profitandloss.read';
	expect(closed.filter((request) => !opens(more, request))).toEqual([]);
	expect(DOCS).toContain(`\`${more}\``);
	for (const scope of scopes) {
		const needs = used.filter((request) => !opens(without(scopes, scope), request));
		expect({ scope, isNeeded: needs.length > 0 }).toEqual({ scope, isNeeded: true });
		expect(DOCS).toContain(`\`${scope}\``);
	}
});

test('FreshBooks', async () => {
	const scopes = defaultOf('storeLedgerFreshBooksOAuth2Api', 'scope');
	const books = await useAll(freshbooks, freshBooksKind);
	try {
		const used = distinct(books.requests);
		const isRefused = async (scope: string, request: HttpRequest): Promise<boolean> => {
			const http = fetchHttp({ Authorization: `Bearer ${books.tokenWith(scope)}` });
			const { body } = await http(request);
			return JSON.stringify(body).includes('insufficient_scope');
		};
		const unused: string[] = [];
		for (const scope of scopes) {
			const needs: string[] = [];
			for (const request of used)
				if (needs.length === 0 && (await isRefused(without(scopes, scope), request))) needs.push(request.url);
			if (needs.length === 0) unused.push(scope);
			const [, object = '', kind = ''] = scope.split(':');
			expect(DOCS).toMatch(new RegExp(`\`user:${object}:read\`${kind === 'read' ? '' : ', `:write`'}`));
		}
		// reports are read where the connector gives the ledger's own profit and loss
		const ofReports = books.session.profitAndLoss === undefined ? ['user:reports:read'] : [];
		expect(unused).toEqual([...OF_CASH, ...ofReports]);
		for (const request of used)
			expect([request.url, await isRefused(scopes.join(' '), request)]).toEqual([request.url, false]);
	} finally {
		await books.close();
	}
});

test('BigCommerce: the documented scopes are those of the paths that are asked for', async () => {
	const requests: HttpRequest[] = [];
	const face = STORE_FACES['bigcommerce']!;
	const connector: typeof bigcommerce = {
		...bigcommerce,
		open: (http, ...rest) =>
			bigcommerce.open(
				async (request) => {
					requests.push(request);
					return await http(request);
				},
				...rest,
			),
	};
	const shop = await ContractShop.open({ connector, face }, builtIn(), undefined, {
		deliveries: true,
		customerGroups: true,
	});
	try {
		await all(shop.session.placedOrders(ALL));
		await all(shop.session.products());
		await all(shop.session.customers());
		await shop.session.taxSettings();
		await shop.session.subscribe('https://n8n.example/webhook/1');
	} finally {
		await shop.close();
	}
	const used = new Set(
		requests.flatMap(({ url }) => /\((\w+)\)/.exec(permissionOf(new URL(url).pathname) ?? '')?.[1] ?? []),
	);
	const documented = [...DOCS.matchAll(/`(store_v2_\w+)`/g)].map(([, scope]) => scope);
	expect([...used].sort()).toEqual([...new Set(documented)].sort());
	const writes = requests.filter(({ method, url }) => method !== 'GET' && !url.includes('/hooks'));
	expect(writes.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
});
