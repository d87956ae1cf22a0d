/** QuickBooks calls for a backfill: the real connector and postOnce against the lab, with the limits that Intuit publishes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDocuments } from '../../connectors/stores/shopify/toDocuments';
import type { JournalEntry } from '../../core/journal/entry';
import { postOnce, type EntryOutcome } from '../../core/posting/postOnce';
import { openSyncLog } from '../../synclog';
import { bookkeeper, gatewaysOf, openCompany, REALM, resolvers, valueOf, type Company } from './books';
import { QuickClock } from './clock';
import { differentOrders, shopOrders, type ShopOrders } from './orders';
import type { Figure, Section } from './report';
import { build } from './shipped';

const MONTH = 'data/online-retail/daybook-2010-12.ndjson.gz';
const ORDERS = 1_000;
const CALLS_PER_DOCUMENT = 0.1;
/** 40 batches of 30 documents */
const DOCUMENTS_A_MINUTE = 1_200;
const LEASE_MS = 150_000;

/** What one pass over the orders came to. */
interface Pass {
	readonly outcomes: ReadonlyMap<EntryOutcome, number>;
	readonly documents: number;
	/** requests that reached QuickBooks, by what they are */
	readonly calls: ReadonlyMap<string, number>;
	/** minutes of the virtual clock: what the limits alone take */
	readonly minutes: number;
	/** real seconds */
	readonly seconds: number;
}

function counted<T>(values: Iterable<T>): Map<T, number> {
	const counts = new Map<T, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}

const sumOf = (counts: ReadonlyMap<unknown, number>): number =>
	[...counts.values()].reduce((sum, count) => sum + count, 0);

const listText = (counts: ReadonlyMap<string, number>): string =>
	[...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';

function documentsIn({ lab }: Company): number {
	return Object.values(lab.figures(REALM).documents).reduce((sum, count) => sum + count, 0);
}

/** Tax Resolver, Account Mapper and QuickBooks Poster, with a session each and one cache, as in a workflow. */
async function pass(
	shop: ShopOrders,
	company: Company,
	clock: QuickClock,
	file: string,
	options: { readonly runId: string; readonly lookUpFirst: boolean },
): Promise<Pass> {
	const syncLog = openSyncLog({ file, now: () => clock.now() });
	const before = { calls: company.calls.recent(undefined, Infinity).length, documents: documentsIn(company) };
	const [from, started] = [clock.now(), performance.now()];
	const documents = differentOrders(shop, ORDERS).flatMap(
		(payload) => toDocuments(payload, shop.context).documents,
	);
	const resolverOf = await resolvers(
		company.session(syncLog),
		documents.map(({ bookedOn }) => bookedOn),
	);
	const book = await bookkeeper(company.session(syncLog), gatewaysOf(documents));
	const entries = documents.flatMap((document): JournalEntry[] => {
		const entry = book(valueOf(resolverOf(document.bookedOn)(document)));
		return entry === undefined ? [] : [valueOf(entry)];
	});
	const results = await postOnce(entries, {
		session: company.session(syncLog),
		syncLog,
		clock,
		ledger: 'quickbooks',
		tenant: REALM,
		leaseMs: LEASE_MS,
		mode: 'post',
		...options,
	});
	await syncLog.close();
	const calls = company.calls.recent(undefined, Infinity).slice(before.calls);
	return {
		outcomes: counted(results.map(({ outcome }) => outcome)),
		documents: documentsIn(company) - before.documents,
		calls: counted(
			calls.map(({ path, status }) => (status === 200 ? (path.split('/')[4] ?? path) : `${status}`)),
		),
		minutes: (clock.now() - from) / 60_000,
		seconds: (performance.now() - started) / 1000,
	};
}

const outcomeText = ({ outcomes, documents, calls }: Pass): string =>
	`events: ${listText(outcomes)}; ${documents} new documents; calls: ${listText(calls)}`;

/** A company, and posting into it until all is done. */
async function withCompany<T>(
	shop: ShopOrders,
	work: (company: Company, clock: QuickClock, folder: string) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	const clock = new QuickClock('2026-11-23T12:00:00Z');
	const company = await openCompany(shop.dayBook, clock);
	try {
		return await work(company, clock, folder);
	} finally {
		await company.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Measures a backfill, the same once more, and the same after the sync log was lost. */
export async function benchLedger(): Promise<Section> {
	build();
	const shop = await shopOrders(MONTH);
	const { backfill, again, lost } = await withCompany(shop, async (company, clock, folder) => {
		const file = join(folder, 'synclog.sqlite');
		return {
			backfill: await pass(shop, company, clock, file, { runId: 'backfill', lookUpFirst: false }),
			again: await pass(shop, company, clock, file, { runId: 'again', lookUpFirst: false }),
			lost: await pass(shop, company, clock, join(folder, 'new.sqlite'), {
				runId: 'lost',
				lookUpFirst: true,
			}),
		};
	});
	const careful = await withCompany(shop, async (company, clock, folder) =>
		pass(shop, company, clock, join(folder, 'synclog.sqlite'), { runId: 'careful', lookUpFirst: true }),
	);
	const perDocument = ({ calls }: Pass, documents: number): number => sumOf(calls) / documents;
	const ratio = (name: string, run: Pass, more: Partial<Figure> = {}): Figure => ({
		name,
		value: perDocument(run, backfill.documents),
		unit: 'calls/document',
		note: outcomeText(run),
		...more,
	});
	return {
		name: `QuickBooks: a backfill of ${ORDERS} orders`,
		input: `${shop.name}: ${backfill.documents} documents posted, ${sumOf(backfill.calls)} calls by the lab's log; published limits, waiting in a virtual clock`,
		figures: [
			ratio('backfill, look-ups included', backfill, {
				aim: { at: 'most', value: CALLS_PER_DOCUMENT },
			}),
			ratio('... each looked for before it is sent', careful),
			ratio('... read again with the sync log', again),
			ratio('... read again, the sync log lost', lost),
			{
				name: 'documents a minute within the limits',
				value: backfill.documents / backfill.minutes,
				unit: 'documents/min',
				note: `${backfill.minutes.toFixed(2)} minutes if QuickBooks answered at once; the limits' own bound is 40 batches of 30 = ${DOCUMENTS_A_MINUTE}`,
			},
			{
				name: 'our own time, with the lab and HTTP',
				value: backfill.documents / backfill.seconds,
				unit: 'documents/s',
				note: `${backfill.seconds.toFixed(1)} s for the backfill`,
			},
		],
	};
}
