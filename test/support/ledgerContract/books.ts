/**
 * A company of a ledger's lab with a session of the ledger's connector, and journal entries that fit its accounts: what the
 * contract of ledgers is tried on.
 */
import type { LedgerConnector, LedgerSession, LedgerTaxCodeDetail } from '../../../core/ledger/connector';
import type { JournalEntry, JournalLine } from '../../../core/journal/entry';
import { composeDocuments } from '../../../core/ledger/compose';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { postOnce, type EntryResult, type PostOnceOptions } from '../../../core/posting/postOnce';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import type { SyncLog, SyncRecord } from '../../../core/posting/syncLog';
import { undoDocuments, type UndoneDocument } from '../../../core/posting/undo';
import { verifyDocuments, type VerifiedDocument } from '../../../core/posting/verify';
import type { Clock } from '../../../core/transport/clock';
import { governed } from '../../../core/transport/governor';
import { TransportError, type Http, type HttpRequest } from '../../../core/transport/http';
import { serve, type Served } from '../../../lab/kit/server';
import type { LabPlatform, LabResponse, PlatformFault } from '../../../lab/kit/platform';
import type { LedgerKeys, LedgerKind } from '../../../lab/kinds';
import { TokenStore } from '../../../lab/oauth/tokenStore';
import { openSyncLog } from '../../../synclog';
import { fetchHttp } from '../fetchHttp';

/** What a ledger adds to come under the contract; everything else is asked of its connector and its lab. */
export interface LedgerRegistration {
	readonly kind: LedgerKind;
	/** The ledger has closed periods. */
	closesBooks?: true;
	/**
	 * The limits of calls are the connector's own care: the lab lets a test's calls through at once, so that the governor need not
	 * wait in real time.
	 */
	limitsAreOurs?: true;
	/** headers that the connector itself does not send because the credential does, e.g. the tenant's */
	headers?(keys: LedgerKeys, token: string): Readonly<Record<string, string>>;
}

/** Accounts as the lab's bookkeeper has set them up. */
const ACCOUNT_OF: Readonly<Record<string, string>> = {
	sales: 'Sales',
	salesReturns: 'Sales returns',
	clearing: 'Shopify Payments clearing',
};

/** What happens to the next write, instead of an answer. */
export type Mishap = PlatformFault | 'lostBefore' | 'lostAfter' | 'late';

/** After so long the ledger acts on a write of which the answer was lost (`late`). */
const LATE_MS = 25_000;

/** Waiting takes no time, and is counted. */
class QuickClock implements Clock {
	private ahead = 0;
	now(): number {
		return Date.now() + this.ahead;
	}
	async sleep(ms: number): Promise<void> {
		this.ahead += Math.max(0, ms);
		await Promise.resolve();
	}
}

const REAL_TIME: Clock = {
	now: () => Date.now(),
	sleep: async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
};

const answer = ({ status, headers = {}, body }: LabResponse) => ({
	status,
	headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
	body: typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : (body as unknown),
});

export class ContractBooks {
	readonly clock = new QuickClock();
	log: SyncLog = openSyncLog({ file: ':memory:', now: () => this.clock.now() });
	readonly requests: HttpRequest[] = [];
	/** for the next writes, one each */
	mishaps: Mishap[] = [];
	/** the credential works no longer, for reads and writes */
	signedOut = false;
	session!: LedgerSession;
	private readonly turns: SyncLog;
	private readonly turnClock: Clock;
	private untaxed: LedgerTaxCodeDetail | undefined;
	private accountIds: ReadonlyMap<string, string> = new Map();
	private late: readonly { readonly at: number; readonly request: HttpRequest }[] = [];
	private runs = 0;

	private constructor(
		readonly connector: LedgerConnector,
		readonly registration: LedgerRegistration,
		readonly lab: LabPlatform,
		readonly keys: LedgerKeys,
		private readonly served: Served,
		private readonly token: string,
		private readonly tokens: TokenStore,
	) {
		const ours = registration.limitsAreOurs === true;
		this.turnClock = ours ? this.clock : REAL_TIME;
		this.turns = openSyncLog({ file: ':memory:', now: () => this.turnClock.now() });
	}

	static async open(connector: LedgerConnector, registration: LedgerRegistration): Promise<ContractBooks> {
		const { kind, limitsAreOurs = false } = registration;
		const keys = kind.newKeys();
		const tokens = new TokenStore(kind.oauth.lifetimes, Date.now);
		const shop = {
			kind: 'shop',
			id: 'shop',
			name: 'Leaf and Pot',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: false,
		} as const;
		const lab = kind.make({ keys, tokens, shop, limits: limitsAreOurs ? 'off' : 'published' });
		const { scopes, bookkeepingScope = scopes[0] ?? '' } = kind.oauth;
		const scope = bookkeepingScope;
		const { accessToken } = tokens.issue({ clientId: keys.clientId, scope, realmId: keys.tenant });
		const books = new ContractBooks(
			connector,
			registration,
			lab,
			keys,
			await serve(lab),
			accessToken,
			tokens,
		);
		books.openSession();
		const codes = await books.session.taxCodes();
		books.untaxed = codes.find(({ active, sales, totalPercent }) => active && sales && totalPercent === '0');
		const accounts = await books.session.accounts();
		books.accountIds = new Map(accounts.filter(({ active }) => active).map(({ id, name }) => [name, id]));
		return books;
	}

	/** A token for the company that may do only this. */
	tokenWith(scope: string): string {
		const { clientId, tenant } = this.keys;
		return this.tokens.issue({ clientId, scope, realmId: tenant }).accessToken;
	}

	async close(): Promise<void> {
		await this.log.close();
		await this.turns.close();
		await this.served.close();
	}

	/** A new session: nothing is remembered of the last one. */
	openSession(): void {
		const cached = new Map<string, unknown>();
		this.session = this.connector.open(
			this.http(),
			{ tenant: this.keys.tenant, baseUrl: this.served.url },
			{ createMissing: true, customers: 'oneForShop' },
			{
				get: async (key) => await Promise.resolve(cached.get(key)),
				set: async (key, value) => await Promise.resolve(void cached.set(key, structuredClone(value))),
				clear: async () => await Promise.resolve(cached.clear()),
			},
			this.clock,
		);
	}

	/** The network, with the credential's signature, below the ledger's limits. */
	private paced(headers: Readonly<Record<string, string>> = {}): Http {
		const more = this.registration.headers?.(this.keys, this.token) ?? {};
		// the lab counts calls in real time, as the ledger does: so does the governor
		return governed(fetchHttp({ ...headers, Authorization: `Bearer ${this.token}`, ...more }), {
			quota: this.connector.quota,
			store: this.turns,
			clock: this.turnClock,
			scope: this.keys.tenant,
		});
	}

	/** The same, with the mishaps. */
	private http(): Http {
		const http = this.paced();
		return async (request) => {
			await this.actOnLate(http);
			this.requests.push(request);
			if (this.signedOut) return answer(this.lab.faultResponse('unauthorized'));
			const mishap = request.method === 'GET' ? undefined : this.mishaps.shift();
			if (mishap === undefined) return await http(request);
			if (mishap === 'lostAfter') await http(request);
			if (mishap === 'late') this.late = [...this.late, { at: this.clock.now() + LATE_MS, request }];
			if (mishap === 'lostAfter' || mishap === 'lostBefore' || mishap === 'late')
				throw new TransportError('uncertain', 'the connection was lost');
			return answer(this.lab.faultResponse(mishap));
		};
	}

	/** A request as somebody else sends it, with the same rights; throws where the ledger refuses it. */
	async call(
		method: 'GET' | 'POST' | 'PUT',
		path: string,
		body?: Readonly<Record<string, unknown>>,
		query: Readonly<Record<string, string>> = {},
		headers: Readonly<Record<string, string>> = {},
	): Promise<unknown> {
		const response = await this.paced({ 'xero-tenant-id': this.keys.tenant })({
			method,
			url: `${this.served.url}${path}`,
			query,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
			...(body === undefined ? {} : { body }),
		});
		const answer = JSON.stringify(response.body);
		if (response.status >= 300 || answer.includes('"Fault"'))
			throw new Error(`${method} ${path}: ${response.status} ${answer.slice(0, 2_000)}`);
		return response.body;
	}

	/** the ledger's tax code of what is not taxed */
	get untaxedCode(): string {
		if (this.untaxed === undefined) throw new Error('there is no code without tax');
		return this.untaxed.id;
	}

	private async actOnLate(http: Http): Promise<void> {
		const due = this.late.filter(({ at }) => at <= this.clock.now());
		this.late = this.late.filter((each) => !due.includes(each));
		for (const { request } of due) await http(request);
	}

	/** The sync log is lost. */
	async forget(): Promise<void> {
		await this.log.close();
		this.log = openSyncLog({ file: ':memory:', now: () => this.clock.now() });
	}

	account(name: string): { readonly id: string; readonly name: string } {
		const id = this.accountIds.get(name);
		if (id === undefined) throw new Error(`the lab's bookkeeper has no account "${name}"`);
		return { id, name };
	}

	/** An entry of the posting tests, with this company's accounts and its code for what is not taxed. */
	entry(entry: JournalEntry): JournalEntry {
		const { untaxed } = this;
		const lines = entry.lines.map((line): JournalLine => {
			if (line.role === 'receivable') return line;
			const account = this.account(ACCOUNT_OF[line.role] ?? line.role);
			const isIncome = line.role === 'sales' || line.role === 'salesReturns';
			if (!isIncome || untaxed === undefined) return { ...line, account };
			const { ledger, id, name, rates } = untaxed;
			return { ...line, account, taxCode: { ledger, id, name, rates }, taxes: [] };
		});
		return { ...entry, lines };
	}

	documentsOf(entry: JournalEntry): readonly LedgerDocument[] {
		const target = { ledger: this.connector.id, tenant: this.keys.tenant };
		const composed = composeDocuments(this.entry(entry), this.session.capabilities, target);
		if (!composed.ok) throw new Error(JSON.stringify(composed.findings));
		return composed.value;
	}

	private common(): Omit<PostOnceOptions, 'mode'> {
		return {
			session: this.session,
			syncLog: this.log,
			clock: this.clock,
			random: () => 1,
			runId: `run-${this.runs++}`,
			ledger: this.connector.id,
			tenant: this.keys.tenant,
			leaseMs: 300_000,
		};
	}

	async post(
		entries: readonly JournalEntry[],
		more: Partial<PostOnceOptions> = {},
	): Promise<readonly EntryResult[]> {
		return await this.postAsIs(
			entries.map((entry) => this.entry(entry)),
			more,
		);
	}

	/** The same with entries that have their accounts already. */
	async postAsIs(
		entries: readonly JournalEntry[],
		more: Partial<PostOnceOptions> = {},
	): Promise<readonly EntryResult[]> {
		return await postOnce(entries, { ...this.common(), mode: 'post', ...more });
	}

	async records(): Promise<readonly SyncRecord[]> {
		return await this.log.search({ limit: 1_000 });
	}

	/** @param records default: everything */
	async undo(records?: readonly SyncRecord[]): Promise<readonly UndoneDocument[]> {
		return await undoDocuments(records ?? (await this.records()), { ...this.common(), mode: 'undo' });
	}

	async verify(): Promise<readonly VerifiedDocument[]> {
		const { session, log: syncLog, clock } = this;
		const patience = { clock, policy: DEFAULT_RETRY, random: () => 1 };
		return await verifyDocuments(await this.records(), { session, syncLog, ...patience });
	}

	/** As a person does it in the browser: up to and with the day; undefined opens them. */
	closeBooks(until: string | undefined): void {
		if (this.lab.closeBooks === undefined) throw new Error('this ledger has no closed periods');
		this.lab.closeBooks(until);
	}

	/** Accounts with a balance, as the lab's general ledger has them: name -> debits less credits in cents. */
	balances(): Readonly<Record<string, number>> {
		const rows = this.lab.inspect()['trialBalance'] as readonly Record<string, string>[];
		return Object.fromEntries(
			rows
				.map(({ account = '', debit = '0', credit = '0' }): [string, number] => [
					account,
					Math.round(Number(debit) * 100) - Math.round(Number(credit) * 100),
				])
				.filter(([, net]) => net !== 0)
				.sort(([a], [b]) => (a < b ? -1 : 1)),
		);
	}

	get duplicates(): unknown {
		return this.lab.inspect()['duplicates'];
	}
}
