/**
 * The lab's QuickBooks Online: the Accounting API v3 of one or more companies, stateful, as strict as the real one, with a
 * general ledger behind it. It shares no code with the connector that talks to it.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account
 */
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import { Change } from './books/change';
import { Company, type CompanySnapshot, type TrialBalanceRow } from './books/company';
import { keep } from './books/keep';
import { seed } from './books/seed';
import type { CompanyPreferences } from './books/settings';
import { defaultChart } from './country/chart';
import { taxSetupOf } from './country/taxSetup';
import { QuickBooksFault, systemFailure, throttled } from './faults';
import { documentCounts, duplicatesOf, lastKey, type CompanyFigures } from './figures';
import { faultAnswer, forbidden, traceHeaders, unauthorized } from './http/answers';
import { acceptsJson } from './http/body';
import { Limits } from './http/limits';
import { Replays, type ReplaysSnapshot } from './http/replays';
import { route, writes } from './http/router';
import type { CompanyOptions, QuickBooksLabOptions } from './options';
import type { Stored, TransactionName } from './schema/index';
import { RULES } from './rules/index';

export type { TrialBalanceRow } from './books/company';
export type { CompanyPreferences } from './books/settings';
export type { ChartRow } from './country/chart';
export type { CompanyFigures, Duplicate } from './figures';
export type { CompanyOptions, QuickBooksLabOptions } from './options';
export type { Stored, TransactionName } from './schema/index';

/** The lab's QuickBooks with what tests and the demo ask it directly, past HTTP. */
export interface QuickBooksLab extends LabPlatform {
	/** Every account with a balance, from the legs of the ledger; debits and credits add up to the same. */
	trialBalance(realmId: string): TrialBalanceRow[];
	/** All documents by kind, or those of one kind; oldest first. */
	documents(realmId: string): Documents;
	documents<T extends TransactionName>(realmId: string, type: T): Documents[T];
	/** Documents by kind, trial balance and duplicates of one company. */
	figures(realmId: string): CompanyFigures;
	/** Changes settings that people change in the browser: closes the books, ends the subscription ... */
	configure(realmId: string, preferences: Partial<CompanyPreferences>): void;
}

/** Documents as they are kept, by kind. */
export type Documents = { readonly [T in TransactionName]: readonly Stored<T>[] };

interface Realm {
	readonly company: Company;
	readonly limits: Limits;
	readonly replays: Replays;
}

interface RealmSnapshot {
	readonly company: CompanySnapshot;
	readonly replays: ReplaysSnapshot;
}

const NOT_JSON: LabResponse = {
	status: 406,
	body: 'Send "Accept: application/json": QuickBooks answers XML otherwise, which the lab does not speak.',
};

function openCompany(options: CompanyOptions, now: () => number): Company {
	const { realmId, country, currency, name, state = 'CA', preferences = {} } = options;
	const company = new Company({ realmId, country, currency, name, state }, preferences, now);
	const automated = company.preferences.automatedSalesTax !== 'manual';
	seed(company, options.chart ?? defaultChart(country), taxSetupOf(country, automated));
	const change = new Change(company);
	const context = { existing: undefined, include: new Set<string>() };
	for (const Code of options.currencies ?? []) {
		const id = change.next('CompanyCurrency');
		keep(change, 'CompanyCurrency', RULES.CompanyCurrency.save(change, { Code }, { ...context, id }), id);
	}
	for (const rate of options.exchangeRates ?? []) {
		const body = { SourceCurrencyCode: rate.currency, Rate: rate.rate, AsOfDate: rate.asOf };
		const id = change.next('ExchangeRate');
		keep(change, 'ExchangeRate', RULES.ExchangeRate.save(change, body, { ...context, id }), id);
	}
	change.commit();
	return company;
}

class Platform implements QuickBooksLab {
	readonly name = 'quickbooks';
	private readonly realms: ReadonlyMap<string, Realm>;
	private readonly now: () => number;
	private readonly realTime: () => number;
	private calls: Record<string, number> = {};

	constructor(private readonly options: QuickBooksLabOptions) {
		this.now = options.now ?? Date.now;
		this.realTime = options.realTime ?? Date.now;
		this.realms = new Map(
			options.companies.map((company) => [
				company.realmId,
				{
					company: openCompany(company, this.now),
					limits: new Limits(),
					replays: new Replays(options.requestIdRetention ?? Number.POSITIVE_INFINITY),
				},
			]),
		);
	}

	handle(request: LabRequest): LabResponse {
		const response = this.answer(request);
		return { ...response, headers: { ...response.headers, ...traceHeaders() } };
	}

	faultResponse(fault: PlatformFault): LabResponse {
		const response =
			fault === 'unauthorized'
				? unauthorized('Token expired: lab...', this.now())
				: faultAnswer(fault === 'rateLimited' ? throttled() : systemFailure(), this.now());
		return { ...response, headers: traceHeaders() };
	}

	isWrite(request: LabRequest): boolean {
		return writes(request.method, pathOf(request)?.rest ?? []);
	}

	trialBalance(realmId: string): TrialBalanceRow[] {
		return this.realm(realmId).company.trialBalance();
	}

	documents(realmId: string): Documents;
	documents<T extends TransactionName>(realmId: string, type: T): Documents[T];
	documents(realmId: string, type?: TransactionName): Documents | Documents[TransactionName] {
		const { store } = this.realm(realmId).company;
		const documents: Documents = {
			SalesReceipt: [...store.all('SalesReceipt')],
			Invoice: [...store.all('Invoice')],
			CreditMemo: [...store.all('CreditMemo')],
			RefundReceipt: [...store.all('RefundReceipt')],
			Payment: [...store.all('Payment')],
			JournalEntry: [...store.all('JournalEntry')],
			Deposit: [...store.all('Deposit')],
			Transfer: [...store.all('Transfer')],
			Purchase: [...store.all('Purchase')],
		};
		return type === undefined ? documents : documents[type];
	}

	figures(realmId: string): CompanyFigures {
		const { company } = this.realm(realmId);
		return {
			documents: documentCounts(company),
			trialBalance: company.trialBalance(),
			duplicates: duplicatesOf(company, this.options.markerOf ?? lastKey),
		};
	}

	configure(realmId: string, preferences: Partial<CompanyPreferences>): void {
		const { company } = this.realm(realmId);
		company.preferences = { ...company.preferences, ...preferences };
	}

	snapshot(): { readonly realms: Record<string, RealmSnapshot>; readonly calls: Record<string, number> } {
		const realms = [...this.realms].map(
			([id, { company, replays }]) =>
				[id, { company: company.snapshot(), replays: replays.snapshot() }] as const,
		);
		return { realms: Object.fromEntries(realms), calls: { ...this.calls } };
	}

	restore(snapshot: unknown): void {
		const { realms, calls } = snapshot as ReturnType<Platform['snapshot']>;
		for (const [id, kept] of Object.entries(realms)) {
			const realm = this.realms.get(id);
			realm?.company.restore(kept.company);
			realm?.replays.restore(kept.replays);
		}
		this.calls = { ...calls };
	}

	/** All companies together; a single one's figures stand at the top. */
	inspect(): Record<string, unknown> {
		const figures = [...this.realms.keys()].map((realmId) => ({ realmId, ...this.figures(realmId) }));
		const documents: Record<string, number> = {};
		for (const one of figures) {
			for (const [type, count] of Object.entries(one.documents))
				documents[type] = (documents[type] ?? 0) + count;
		}
		const tag = <T extends object>(rows: readonly T[], realmId: string) =>
			figures.length === 1 ? rows : rows.map((row) => ({ realmId, ...row }));
		return {
			documents,
			trialBalance: figures.flatMap((one) => tag(one.trialBalance, one.realmId)),
			duplicates: figures.flatMap((one) => tag(one.duplicates, one.realmId)),
			calls: { ...this.calls },
		};
	}

	private answer(request: LabRequest): LabResponse {
		const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
		if (token === undefined || !this.options.isTokenValid(token)) {
			this.count('unauthorized');
			const detail = token === undefined ? 'Token is missing' : `Token expired: ${token.slice(0, 3)}...`;
			return unauthorized(detail, this.now());
		}
		const path = pathOf(request);
		if (path === undefined) return { status: 404, body: 'Not Found' };
		const realm = this.realms.get(path.realmId);
		if (realm === undefined || !this.options.isTokenValid(token, path.realmId)) {
			this.count('forbidden');
			return forbidden(this.now());
		}
		if (!acceptsJson(request)) return NOT_JSON;
		return this.admitted(realm, path.rest, request);
	}

	private admitted(realm: Realm, path: readonly string[], request: LabRequest): LabResponse {
		const isBatch = path[0] === 'batch';
		const limited = this.options.limits !== 'off';
		if (limited && !realm.limits.admit(this.realTime(), isBatch)) {
			this.count('throttled');
			return faultAnswer(throttled(), this.now());
		}
		try {
			return this.once(realm, path, request, isBatch);
		} catch (error) {
			if (!(error instanceof QuickBooksFault)) throw error;
			this.count('refused');
			return faultAnswer(error, this.now());
		}
	}

	/** Acts, unless the same requestid was acted on before. */
	private once(
		{ company, replays }: Realm,
		path: readonly string[],
		request: LabRequest,
		isBatch: boolean,
	): LabResponse {
		const id = writes(request.method, path) ? request.query.get('requestid') : null;
		const target = `${request.method} ${path.join('/')}`;
		if (id !== null) {
			replays.check(id, isBatch);
			const before = replays.find(id, target, this.now());
			if (before !== undefined) {
				this.count('replayed');
				return before;
			}
		}
		const { body, kinds } = route(company, path, request);
		for (const kind of kinds) this.count(kind);
		const response = { status: 200, body };
		if (id !== null) replays.keep(id, target, response, this.now());
		return response;
	}

	private count(kind: string): void {
		this.calls[kind] = (this.calls[kind] ?? 0) + 1;
	}

	private realm(realmId: string): Realm {
		const realm = this.realms.get(realmId);
		if (realm === undefined) throw new Error(`the lab has no company ${realmId}`);
		return realm;
	}
}

/** The parts of /v3/company/{realmId}/...; the first word of the rest in lower case. */
function pathOf({ path }: LabRequest): { realmId: string; rest: string[] } | undefined {
	const [version, word, realmId, first, ...rest] = path.split('/').slice(1);
	if (version !== 'v3' || word !== 'company' || realmId === undefined || first === undefined)
		return undefined;
	return { realmId: decodeURIComponent(realmId), rest: [first.toLowerCase(), ...rest] };
}

/** Opens the lab's QuickBooks with its companies. */
export const quickBooksLab = (options: QuickBooksLabOptions): QuickBooksLab => new Platform(options);
