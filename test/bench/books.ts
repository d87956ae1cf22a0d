/** A company of a ledger's lab for the shop, and the choices that a person makes for it in the nodes. */
import type * as MapAccounts from '../../core/accounts/mapAccounts';
import { parseAccountMapping } from '../../core/accounts/mapping';
import type { SalesDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import type * as Journalize from '../../core/journal/journalize';
import type { LedgerCache, LedgerConnector, LedgerSession } from '../../core/ledger/connector';
import type { Outcome } from '../../core/outcome';
import type { SyncLog } from '../../core/posting/syncLog';
import { governed } from '../../core/transport/governor';
import type * as Resolve from '../../core/tax/resolve';
import { parseTaxRules } from '../../core/tax/rules';
import { chooseAccounts, chooseUntaxedCode } from '../../lab/demo/choices';
import type { DayBook } from '../../lab/daybook/events';
import { CallLog } from '../../lab/kit/calls';
import type { LabPlatform } from '../../lab/kit/platform';
import { serve } from '../../lab/kit/server';
import { fetchHttp } from '../support/fetchHttp';
import type { QuickClock } from './clock';
import { TOKEN, type MeasuredLedger } from './companies';
import { shipped } from './shipped';

export interface Company {
	readonly connector: LedgerConnector;
	readonly tenant: string;
	readonly lab: LabPlatform;
	/** the lab's own log of the requests that reached it */
	readonly calls: CallLog;
	/** A session of the connector that keeps what it reads in this sync log, as the nodes do. */
	session(syncLog: SyncLog): LedgerSession;
	close(): Promise<void>;
}

function cacheIn(syncLog: SyncLog, prefix: string): LedgerCache {
	return {
		get: async (key) => await syncLog.getCache(prefix + key),
		set: async (key, value, ttlMs) => await syncLog.setCache(prefix + key, value, ttlMs),
		clear: async () => await syncLog.clearCache(prefix),
	};
}

/** A new company over HTTP, with the limits that the ledger publishes, in the time of this clock. */
export async function openCompany(
	{ connector, open }: Pick<MeasuredLedger, 'connector' | 'open'>,
	{ shop }: DayBook,
	clock: QuickClock,
): Promise<Company> {
	const { tenant, lab } = open(shop, clock);
	const calls = new CallLog();
	const served = await serve(lab, { calls });
	const http = fetchHttp({ Authorization: `Bearer ${TOKEN}` });
	const settings = { tenant, baseUrl: served.url };
	return {
		connector,
		tenant,
		lab,
		calls,
		session: (syncLog) =>
			connector.open(
				governed(http, { quota: connector.quota, store: syncLog, clock, scope: tenant }),
				settings,
				{ createMissing: true, customers: 'oneForShop' },
				cacheIn(syncLog, `${connector.id}/${tenant}/`),
				clock,
			),
		close: async () => await served.close(),
	};
}

/** The value of an outcome; the benchmark's input has nothing that may be held. */
export function valueOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
	return outcome.value;
}

type ResolveOne = (document: SalesDocument) => Outcome<SalesDocument>;
type Book = (document: SalesDocument) => Outcome<JournalEntry> | undefined;

/** As the Tax Resolver does it: a resolver for each day, since a code can change its rate. */
export async function resolvers(
	ledger: string,
	session: LedgerSession,
	days: Iterable<string>,
): Promise<(day: string) => ResolveOne> {
	const { taxResolver } = shipped<typeof Resolve>('core/tax/resolve');
	const { taxModel } = await session.company();
	const untaxed = chooseUntaxedCode(
		(await session.taxCodes()).filter(({ active, sales }) => active && sales),
	);
	// some ledgers have no code for what is not taxed
	const rules = valueOf(parseTaxRules(untaxed === '' ? [] : [{ code: untaxed, when: { rate: 'none' } }]));
	const options = { ledger, taxModel, matchByRate: true };
	const byDay = new Map<string, ResolveOne>();
	for (const day of new Set(days)) byDay.set(day, taxResolver(rules, await session.taxCodes(day), options));
	return (day) => {
		const resolve = byDay.get(day);
		if (resolve === undefined) throw new Error(`no tax codes of ${day}`);
		return resolve;
	};
}

/** As the Account Mapper does it. @returns what books a document; undefined where there is nothing to post */
export async function bookkeeper(session: LedgerSession, gateways: readonly string[]): Promise<Book> {
	const { accountMapper } = shipped<typeof MapAccounts>('core/accounts/mapAccounts');
	const { journalize } = shipped<typeof Journalize>('core/journal/journalize');
	const accounts = await session.accounts();
	const nameOf = new Map(accounts.map(({ id, name }) => [id, name]));
	const rules = chooseAccounts(accounts, gateways).map(({ role, account, when }) => ({
		role,
		when,
		account: { id: account, name: nameOf.get(account) ?? account },
	}));
	const map = accountMapper(valueOf(parseAccountMapping({ accounts: {}, rules })), session.capabilities);
	return (document) => {
		const entry = valueOf(journalize(document));
		return entry === undefined ? undefined : map(entry);
	};
}

/** The gateways that bring money, for which a clearing account is chosen. */
export function gatewaysOf(documents: readonly SalesDocument[]): string[] {
	const names = documents.flatMap((document) => {
		if (document.type === 'Payment') return [document.payment.gateway];
		return 'payments' in document ? document.payments.map(({ gateway }) => gateway) : [];
	});
	return [...new Set(names)].filter((name) => name !== 'gift_card' && name !== 'store_credit').sort();
}
