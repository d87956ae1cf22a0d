/** The platform: tokens, scopes and limits in front of the accounts, and their state. */
import type { LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { Account, AccountSnapshot, TrialBalanceRow } from './books/account';
import { FreshBooksFault, methodNotAllowed, noAccess, noSuchPath } from './faults';
import { figuresOf, lastKey, type AccountFigures } from './figures';
import {
	faultAnswer,
	outOfScope,
	rateLimited,
	serverError,
	unauthenticated,
	type Family,
} from './http/answers';
import { Limits } from './http/limits';
import { accountingRoute, businessRoute, type Route } from './http/router';
import { isOpen } from './http/scopes';
import { me } from './identity';
import type { FreshBooksLab } from './lab';
import { openAccount } from './openAccount';
import type { FreshBooksGrant, FreshBooksLabOptions } from './options';
import { ledgerSubTypes, ledgerTypes } from './rules/ledgerAccounts';

const ME = '/auth/api/v1/users/me';
const LEDGER_LISTS: Readonly<Record<string, () => object[]>> = {
	'/accounting/ledger_accounts/types': ledgerTypes,
	'/accounting/ledger_accounts/sub_types': ledgerSubTypes,
};

/** Where an address leads: the account, if there is one of that name, and the words behind it. */
interface Target {
	readonly family: Family;
	readonly account: Account | undefined;
	readonly rest: readonly string[];
}

/** The lab's FreshBooks with all its accounts. */
export class FreshBooksPlatform implements FreshBooksLab {
	readonly name = 'freshbooks';
	private readonly accounts: ReadonlyMap<string, Account>;
	private readonly limits: Limits | undefined;
	private readonly now: () => number;
	private readonly realTime: () => number;
	private calls: Record<string, number> = {};

	constructor(private readonly options: FreshBooksLabOptions) {
		this.now = options.now ?? Date.now;
		this.realTime = options.realTime ?? Date.now;
		this.limits = options.limits === 'off' ? undefined : new Limits(options.limits ?? {});
		this.accounts = new Map(options.accounts.map((one) => [one.accountId, openAccount(one, this.now)]));
	}

	handle(request: LabRequest): LabResponse {
		const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
		const grant = token === undefined ? undefined : this.options.grantOf(token);
		if (grant === undefined) {
			this.count('unauthorized');
			return unauthenticated();
		}
		const wait = this.limits?.enter(this.realTime());
		if (wait !== undefined) {
			this.count('throttled');
			return rateLimited(wait);
		}
		const target = this.targetOf(request.path);
		try {
			return target === undefined ? this.general(request, grant) : this.inAccount(target, request, grant);
		} catch (error) {
			if (!(error instanceof FreshBooksFault)) throw error;
			this.count('refused');
			const style = (target?.account ?? [...this.accounts.values()][0])?.behaviour.errors ?? 'new';
			return faultAnswer(error, target?.family ?? 'accounting', style);
		}
	}

	faultResponse(fault: PlatformFault): LabResponse {
		if (fault === 'unauthorized') return unauthenticated();
		return fault === 'rateLimited' ? rateLimited(1) : serverError();
	}

	isWrite({ method, path }: LabRequest): boolean {
		return method !== 'GET' && path.startsWith('/accounting/');
	}

	trialBalance(accountId: string): TrialBalanceRow[] {
		return this.account(accountId).trialBalance();
	}

	figures(accountId: string): AccountFigures {
		return figuresOf(this.account(accountId), this.options.markerOf ?? lastKey);
	}

	snapshot(): { readonly accounts: Record<string, AccountSnapshot>; readonly calls: Record<string, number> } {
		const accounts = [...this.accounts].map(([id, account]) => [id, account.snapshot()] as const);
		return { accounts: Object.fromEntries(accounts), calls: { ...this.calls } };
	}

	restore(snapshot: unknown): void {
		const { accounts, calls } = snapshot as ReturnType<FreshBooksPlatform['snapshot']>;
		for (const [id, kept] of Object.entries(accounts)) this.accounts.get(id)?.restore(kept);
		this.calls = { ...calls };
	}

	/** All accounts together; a single one's figures stand at the top. */
	inspect(): Record<string, unknown> {
		const figures = [...this.accounts.keys()].map((account) => ({ account, ...this.figures(account) }));
		const documents: Record<string, number> = {};
		for (const one of figures) {
			for (const [type, count] of Object.entries(one.documents))
				documents[type] = (documents[type] ?? 0) + count;
		}
		const tag = <T extends object>(rows: readonly T[], tenantId: string) =>
			figures.length === 1 ? rows : rows.map((row) => ({ tenantId, ...row }));
		return {
			documents,
			trialBalance: figures.flatMap((one) => tag(one.trialBalance, one.account)),
			duplicates: figures.flatMap((one) => tag(one.duplicates, one.account)),
			calls: { ...this.calls },
		};
	}

	private targetOf(path: string): Target | undefined {
		const [, root, kind, id = '', ...rest] = path.split('/').map(decodeURIComponent);
		if (root !== 'accounting') return undefined;
		if (kind === 'account') return { family: 'accounting', account: this.accounts.get(id), rest };
		if (kind !== 'businesses') return undefined;
		const account = [...this.accounts.values()].find(({ identity }) => identity.businessUuid === id);
		return { family: rest[0] === 'ledger_accounts' ? 'ledger' : 'new', account, rest };
	}

	/** What belongs to no account. */
	private general(request: LabRequest, { scope }: FreshBooksGrant): LabResponse {
		const list = LEDGER_LISTS[request.path];
		if (list === undefined && request.path !== ME) throw noSuchPath();
		if (request.method !== 'GET') throw methodNotAllowed();
		if (list !== undefined) {
			this.count('list account types');
			return { status: 200, body: { data: list() } };
		}
		if (!isOpen(scope, 'profile', 'GET')) return this.refuse('profile');
		this.count('me');
		return { status: 200, body: me([...this.accounts.values()], this.now()) };
	}

	private inAccount(
		{ family, account, rest }: Target,
		request: LabRequest,
		{ scope }: FreshBooksGrant,
	): LabResponse {
		if (account === undefined) throw noAccess();
		const find = family === 'accounting' ? accountingRoute : businessRoute;
		const route: Route | undefined = find(account, rest);
		if (route === undefined) throw noSuchPath();
		if (!isOpen(scope, route.scope, request.method)) return this.refuse(route.scope);
		try {
			const { body, kinds } = account.atomically(() => route.act(account, request));
			for (const kind of kinds) this.count(kind);
			return { status: 200, body };
		} finally {
			account.undo.forget();
		}
	}

	private refuse(object: string): LabResponse {
		this.count('outOfScope');
		return outOfScope(object);
	}

	private count(kind: string): void {
		this.calls[kind] = (this.calls[kind] ?? 0) + 1;
	}

	private account(accountId: string): Account {
		const account = this.accounts.get(accountId);
		if (account === undefined) throw new Error(`the lab has no account ${accountId}`);
		return account;
	}
}
