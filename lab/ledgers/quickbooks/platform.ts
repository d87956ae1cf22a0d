/** The platform: authorization, limits and requestid in front of the companies, and their state. */
import type { LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { Company, CompanySnapshot, TrialBalanceRow } from './books/company';
import type { CompanyPreferences } from './books/settings';
import { QuickBooksFault, systemFailure, throttled } from './faults';
import { documentCounts, duplicatesOf, lastKey, type CompanyFigures } from './figures';
import { faultAnswer, forbidden, traceHeaders, unauthorized } from './http/answers';
import { acceptsJson } from './http/body';
import { Limits } from './http/limits';
import { Replays, type ReplaysSnapshot } from './http/replays';
import { route, writes } from './http/router';
import type { Documents, QuickBooksLab } from './lab';
import { openCompany } from './openCompany';
import type { QuickBooksLabOptions } from './options';
import type { TransactionName } from './schema/index';

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

/** The lab's QuickBooks with all its companies. */
export class QuickBooksPlatform implements QuickBooksLab {
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

	closeBooks(until: string | undefined): void {
		for (const realmId of this.realms.keys()) this.configure(realmId, { bookCloseDate: until });
	}

	snapshot(): { readonly realms: Record<string, RealmSnapshot>; readonly calls: Record<string, number> } {
		const realms = [...this.realms].map(
			([id, { company, replays }]) =>
				[id, { company: company.snapshot(), replays: replays.snapshot() }] as const,
		);
		return { realms: Object.fromEntries(realms), calls: { ...this.calls } };
	}

	restore(snapshot: unknown): void {
		const { realms, calls } = snapshot as ReturnType<QuickBooksPlatform['snapshot']>;
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
