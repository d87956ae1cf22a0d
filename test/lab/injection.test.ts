/**
 * Texts that look like queries, paths and addresses go through the real connectors against the labs, which run each platform's
 * query language as strictly as the platform: what is looked for is found, nothing else, and every call stays where it belongs.
 */
import { GATEWAY_CONNECTORS, STORE_CONNECTORS } from '../../connectors/registry.generated';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { JournalEntry } from '../../core/journal/entry';
import type { Http, HttpRequest } from '../../core/transport/http';
import { LEDGERS } from '../../lab/registry.generated';
import { GATEWAY_FACES } from '../../nodes/shared/gateways/faces.generated';
import { STORE_FACES } from '../../nodes/shared/stores/faces.generated';
import { paidSale, unpaidSale } from '../support/entries';
import { GatewayBook } from '../support/gatewayContract/books';
import { ContractGateway, dayBookName } from '../support/gatewayContract/context';
import { HOSTILE } from '../support/hostileTexts';
import { ContractBooks } from '../support/ledgerContract/books';
import { paidOrders } from '../support/storeContract/books';
import { ContractShop } from '../support/storeContract/context';

/** Remembers every request. */
function watched<O extends { open(http: Http, ...rest: never[]): unknown }>(
	connector: O,
	requests: HttpRequest[],
): O {
	const open = (http: Http, ...rest: never[]): unknown =>
		connector.open(
			async (request) => {
				requests.push(request);
				return await http(request);
			},
			...rest,
		);
	return { ...connector, open };
}

/** Paths may only have what we write ourselves: hostile texts must be encoded, as a part of its own. */
function expectInPlace(requests: readonly HttpRequest[], baseUrl: string): void {
	expect(requests.length).toBeGreaterThan(0);
	for (const { url, headers = {} } of requests) {
		const { origin, pathname, search, hash, username } = new URL(url);
		expect([origin, search, hash, username]).toEqual([new URL(baseUrl).origin, '', '', '']);
		expect(pathname).not.toMatch(/evil|passwd|\.\.|%2e%2e/i);
		for (const value of Object.values(headers)) expect(value).not.toMatch(/[\r\n\0]/);
	}
}

describe.each(STORE_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s',
	(id, connector) => {
		test('orders by hostile ids are none, and nothing else is asked for', async () => {
			const requests: HttpRequest[] = [];
			const face = STORE_FACES[id]!;
			const shop = await ContractShop.open({ connector: watched(connector, requests), face }, paidOrders(2));
			try {
				for (const text of HOSTILE) {
					const found = await shop.session.ordersById([text]).catch((error: unknown) => error);
					if (found instanceof Error) expect(found.name).toBe('TransportError');
					else expect({ text, found }).toEqual({ text, found: [] });
				}
				const all = await shop.session.ordersById([...HOSTILE]).catch(() => []);
				expect(all).toEqual([]);
				await shop.session.shop();
				expectInPlace(requests, shop.lab.urls.store);
			} finally {
				await shop.close();
			}
		});
	},
);

describe.each(GATEWAY_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s',
	(id, connector) => {
		test('payouts by hostile ids are none', async () => {
			const requests: HttpRequest[] = [];
			const face = GATEWAY_FACES[id]!;
			const book = new GatewayBook(dayBookName({ connector, face }));
			book.daily(1);
			const gateway = await ContractGateway.open(
				{ connector: watched(connector, requests), face },
				book.dayBook,
			);
			try {
				const account = await gateway.session.account();
				expect(account.findings).toEqual([]);
				const { origin } = new URL(requests[0]?.url ?? '');
				for (const text of HOSTILE) {
					const found = await gateway.session.payoutsById([text]).catch((error: unknown) => error);
					if (found instanceof Error) expect(found.name).toBe('TransportError');
					else expect({ text, found }).toEqual({ text, found: [] });
				}
				expectInPlace(requests, origin);
			} finally {
				await gateway.close();
			}
		});
	},
);

/** A customer and an order of this name. */
const named = (entry: JournalEntry, text: string): JournalEntry => ({
	...entry,
	narration: `Sale ${text}`,
	order: { ...entry.order, number: text.slice(0, 100) },
	lines: entry.lines.map((line) => ({ ...line, description: text })),
	customer: { id: `c-${text.slice(0, 50)}`, name: text.slice(0, 100), country: 'GB' } as NonNullable<
		JournalEntry['customer']
	>,
});

/** What n8n's JSON carries and no check refuses. */
const WRITABLE = HOSTILE.filter((text) => !text.includes('\u0000'));

describe.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s',
	(id, connector) => {
		test('documents with hostile names and numbers are posted once, and found by their numbers', async () => {
			const kind = LEDGERS[id]!;
			const books = await ContractBooks.open(connector, { kind, limitsAreOurs: true });
			try {
				const entries = WRITABLE.map((text, index) =>
					named(index % 3 === 0 ? unpaidSale(`${index}`) : paidSale(`${index}`), text),
				);
				const posted = await books.post(entries);
				const refused = posted.filter(({ outcome }) => outcome !== 'posted');
				// what a ledger cannot write is held with a reason; it is never half there
				expect(refused.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(
					refused.map(() => expect.any(String)),
				);
				expect(posted.length - refused.length).toBeGreaterThan(WRITABLE.length * 0.8);
				const before = books.balances();
				await books.forget();
				books.openSession();
				const again = await books.post(entries, { lookUpFirst: true });
				expect(again.map(({ outcome }) => outcome)).toEqual(posted.map(({ outcome }) => outcome));
				const states = again.flatMap(({ documents }) => documents.map(({ state }) => state));
				expect(new Set(states)).not.toContain('created');
				expect([books.balances(), books.duplicates]).toEqual([before, []]);
				expectInPlace(books.requests, books.requests[0]?.url ?? '');
			} finally {
				await books.close();
			}
		});
	},
);
