/**
 * Posting while everything goes wrong at once, in every ledger: refusals for speed, errors of the ledger before and after it
 * has acted, lost answers, windows of idempotency that are over, tokens that end between two calls, and two workers with the
 * same orders. In the end each order is in the books once.
 */
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { LedgerConnector, LedgerSession } from '../../core/ledger/connector';
import type { EntryResult } from '../../core/posting/postOnce';
import { DEFAULT_RETRY } from '../../core/posting/retry';
import type { Clock } from '../../core/transport/clock';
import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../core/transport/http';
import type { LabPlatform } from '../../lab/kit/platform';
import { serve, type Served } from '../../lab/kit/server';
import type { LedgerKind } from '../../lab/kinds';
import { quickBooksLab } from '../../lab/ledgers/quickbooks';
import { xeroLab } from '../../lab/ledgers/xero';
import type { TokenStore } from '../../lab/oauth/tokenStore';
import { LEDGERS } from '../../lab/registry.generated';
import { paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../support/entries';
import { fetchHttp } from '../support/fetchHttp';
import { ContractBooks } from '../support/ledgerContract/books';
import { randomOf } from '../support/virtualTime';

const SEEDS = [1, 2, 3, 4, 5, 6];
/** rounds in which things go wrong; one quiet round follows */
const BAD_ROUNDS = 3;
/** of the calls of a bad round */
const HOW_OFTEN = 0.3;
const MINUTE = 60_000;
/** waiting takes no time here: no worker must take over what another one has under way */
const LEASE_MS = 24 * 60 * MINUTE;
/** Xero forgets an idempotency key after 6 minutes; QuickBooks does not say, and is given 10 here */
const QUICKBOOKS_FORGETS_MS = 10 * MINUTE;

/** small calls, and parts of one, so that there are many calls between which something can happen */
const SMALL_BATCH = 3;
const SMALL_PARTS = { ...DEFAULT_RETRY, callsAhead: 1 };

const ENTRIES = [
	...Array.from({ length: 8 }, (_, index) => paidSale(String(100 + index), { amount: `${10 + index}.01` })),
	splitSale('200', { amount: '5.00' }),
	unpaidSale('300', { amount: '30.00' }),
	paymentOf('300', { amount: '30.00' }),
	unpaidSale('400', { amount: '7.00' }),
	refundOf('100', { amount: '2.34' }),
];

type Context = Parameters<LedgerKind['make']>[0];

/** Labs that forget idempotency keys by the test's clock; the limits of speed have tests of their own. */
const LABS: Readonly<Record<string, (context: Context, realTime: () => number) => LabPlatform>> = {
	quickbooks: ({ keys, tokens, shop: { name, country, currency } }, realTime) =>
		quickBooksLab({
			companies: [{ realmId: keys.tenant, name, country, currency }],
			isTokenValid: (token, realmId) => tokens.isValid(token, realmId),
			limits: 'off',
			realTime,
			requestIdRetention: QUICKBOOKS_FORGETS_MS,
		}),
	xero: ({ keys, tokens, shop: { name, country, currency, timeZone } }, realTime) =>
		xeroLab({
			organisations: [{ tenantId: keys.tenant, name, country, currency, timeZone }],
			grantOf(token) {
				const held = tokens.grantOf(token);
				return held === undefined ? undefined : { scope: held.scope };
			},
			limits: 'off',
			realTime,
		}),
};

type Fault =
	'rateLimited' | 'serverError' | 'errorAfter' | 'lostBefore' | 'lostAfter' | 'tokenEnds' | 'pause';
const OF_READS: readonly Fault[] = ['rateLimited', 'serverError', 'lostBefore', 'tokenEnds', 'pause'];
const OF_WRITES: readonly Fault[] = [...OF_READS, 'errorAfter', 'lostAfter', 'errorAfter', 'lostAfter'];

/** A company in its lab, two workers' sessions, and what goes wrong between them. */
class Trouble {
	isOn = false;
	/** what has happened, for the test that it did */
	readonly happened = new Map<Fault, number>();
	private token = '';

	private constructor(
		readonly books: ContractBooks,
		private readonly connector: LedgerConnector,
		private readonly lab: LabPlatform,
		private readonly tokens: TokenStore,
		private readonly served: Served,
		private readonly random: () => number,
	) {}

	static async start(connector: LedgerConnector, seed: number): Promise<Trouble> {
		const base = LEDGERS[connector.id];
		if (base === undefined) throw new Error(`the lab has no ${connector.id}`);
		let made: { readonly lab: LabPlatform; readonly tokens: TokenStore } | undefined;
		/** filled once the books are open: the lab must tell the same time */
		const time: { clock?: Clock } = {};
		const kind: LedgerKind = {
			...base,
			make(context) {
				const lab =
					LABS[connector.id]?.(context, () => time.clock?.now() ?? Date.now()) ?? base.make(context);
				made = { lab, tokens: context.tokens };
				return lab;
			},
		};
		const books = await ContractBooks.open(connector, { kind });
		time.clock = books.clock;
		if (made === undefined) throw new Error('no lab was made');
		return new Trouble(books, connector, made.lab, made.tokens, await serve(made.lab), randomOf(seed));
	}

	async close(): Promise<void> {
		await this.served.close();
		await this.books.close();
	}

	/** A worker's session; what it has read is its own. */
	session(): LedgerSession {
		const cached = new Map<string, unknown>();
		return this.connector.open(
			this.http(),
			{ tenant: this.books.keys.tenant, baseUrl: this.served.url },
			{ createMissing: true, customers: 'oneForShop' },
			{
				get: async (key) => await Promise.resolve(cached.get(key)),
				set: async (key, value) => await Promise.resolve(void cached.set(key, structuredClone(value))),
				clear: async () => await Promise.resolve(cached.clear()),
			},
			this.books.clock,
		);
	}

	private renew(): void {
		const { kind } = this.books.registration;
		const { scopes, bookkeepingScope = scopes[0] ?? '' } = kind.oauth;
		const { clientId, tenant } = this.books.keys;
		this.token = this.tokens.issue({ clientId, scope: bookkeepingScope, realmId: tenant }).accessToken;
	}

	/** Signs, and renews the token once after a refusal, as n8n does. */
	private async signed(request: HttpRequest): Promise<HttpResponse> {
		const send = async () => await fetchHttp({ Authorization: `Bearer ${this.token}` })(request);
		const first = await send();
		if (first.status !== 401) return first;
		this.renew();
		return await send();
	}

	private faultFor({ method }: HttpRequest): Fault | undefined {
		if (!this.isOn || this.random() >= HOW_OFTEN) return undefined;
		const faults = method === 'GET' ? OF_READS : OF_WRITES;
		return faults[Math.floor(this.random() * faults.length)];
	}

	private http(): Http {
		return async (request) => {
			const fault = this.faultFor(request);
			if (fault === undefined) return await this.signed(request);
			this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1);
			switch (fault) {
				case 'rateLimited':
				case 'serverError':
					return this.answer(fault);
				case 'errorAfter':
					await this.signed(request);
					return this.answer('serverError');
				case 'lostAfter':
					await this.signed(request);
					throw new TransportError('uncertain', 'the connection was lost');
				case 'lostBefore':
					throw new TransportError('uncertain', 'the connection was lost');
				case 'pause':
					// longer than idempotency keys are kept
					await this.books.clock.sleep(QUICKBOOKS_FORGETS_MS + MINUTE);
					return await this.signed(request);
				case 'tokenEnds':
					this.tokens.expireAll();
					return await this.signed(request);
			}
		};
	}

	private answer(fault: 'rateLimited' | 'serverError'): HttpResponse {
		const { status, headers = {}, body } = this.lab.faultResponse(fault);
		const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
		return { status, headers: Object.fromEntries(names), body };
	}

	/** Two workers have got the same orders at the same time. A run that had to end early is no failure of the test. */
	async twoWorkers(): Promise<void> {
		const post = async (entries: typeof ENTRIES): Promise<void> => {
			try {
				await this.books.post(entries, {
					session: { ...this.session(), maxBatch: SMALL_BATCH },
					leaseMs: LEASE_MS,
					random: this.random,
					policy: SMALL_PARTS,
				});
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
			}
		};
		await Promise.all([post(ENTRIES), post(ENTRIES.toReversed())]);
	}

	/** Leases end, and idempotency keys are forgotten. */
	async later(): Promise<void> {
		await this.books.clock.sleep(LEASE_MS + MINUTE);
	}

	async quietRun(): Promise<readonly EntryResult[]> {
		this.isOn = false;
		return await this.books.post(ENTRIES, { session: this.session(), leaseMs: LEASE_MS });
	}

	/** How many documents of each kind the ledger has. */
	get documents(): unknown {
		return this.lab.inspect()['documents'];
	}
}

describe.each(LEDGER_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s',
	(_, connector) => {
		const open: Trouble[] = [];
		const happened = new Map<Fault, number>();
		const start = async (seed: number): Promise<Trouble> => {
			const trouble = await Trouble.start(connector, seed);
			open.push(trouble);
			return trouble;
		};
		afterEach(async () => {
			for (const trouble of open.splice(0)) await trouble.close();
		});

		it.each(SEEDS)('nothing twice, nothing missing (seed %d)', async (seed) => {
			const calm = await start(seed);
			expect((await calm.quietRun()).map(({ outcome }) => outcome)).toEqual(ENTRIES.map(() => 'posted'));

			const trouble = await start(seed);
			for (let round = 0; round < BAD_ROUNDS; round++) {
				trouble.isOn = true;
				await trouble.twoWorkers();
				await trouble.later();
			}
			for (const [fault, times] of trouble.happened) happened.set(fault, (happened.get(fault) ?? 0) + times);
			const results = await trouble.quietRun();
			expect(results.flatMap(({ findings }) => findings)).toEqual([]);
			for (const { outcome } of results) expect(outcome).not.toBe('review');

			expect(trouble.books.duplicates).toEqual([]);
			expect(trouble.documents).toEqual(calm.documents);
			expect(trouble.books.balances()).toEqual(calm.books.balances());
			expect((await trouble.quietRun()).map(({ outcome }) => outcome)).toEqual(
				ENTRIES.map(() => 'unchanged'),
			);
			expect(trouble.documents).toEqual(calm.documents);
		});

		it('everything has gone wrong that can', () => {
			for (const fault of OF_WRITES) expect([fault, (happened.get(fault) ?? 0) > 1]).toEqual([fault, true]);
		});
	},
);
