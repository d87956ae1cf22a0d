/** Each ledger's calls for a backfill: the real connector and postOnce against the lab, with the limits that the ledger publishes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toDocuments } from '../../connectors/stores/shopify/toDocuments';
import type { JournalEntry } from '../../core/journal/entry';
import type { Quota } from '../../core/transport/quota';
import { postOnce, type EntryOutcome } from '../../core/posting/postOnce';
import { openSyncLog } from '../../synclog';
import { bookkeeper, gatewaysOf, openCompany, resolvers, valueOf, type Company } from './books';
import { QuickClock } from './clock';
import { measuredLedgers, type MeasuredLedger } from './companies';
import { differentOrders, shopOrders, type ShopOrders } from './orders';
import type { Figure, Section } from './report';
import { build } from './shipped';

const MONTH = 'data/online-retail/daybook-2010-12.ndjson.gz';
const ORDERS = 1_000;
/** of what the limits allow */
const SHARE = 0.9;
/** limits of a longer time are not about speed */
const HOUR_MS = 3_600_000;
/** the nodes' own */
const LEASE_MS = 300_000;

/** What one pass over the orders came to. */
interface Pass {
	readonly outcomes: ReadonlyMap<EntryOutcome, number>;
	readonly documents: number;
	/** requests that reached the ledger, by what they are */
	readonly calls: ReadonlyMap<string, number>;
	/** minutes that these calls take under the limits when the next ones follow at once */
	readonly minutes: number;
	/** minutes of the virtual clock that the governor held them back; the first calls of all find every limit unused */
	readonly held: number;
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
	const documents = lab.inspect()['documents'] as Readonly<Record<string, number>>;
	return Object.values(documents).reduce((sum, count) => sum + count, 0);
}

/** The limit that takes longest decides. */
function minutesUnder({ windows, kindOf }: Quota, paths: readonly string[]): number {
	const times = windows
		.filter(({ windowMs }) => windowMs < HOUR_MS)
		.map(({ kind, count, windowMs }) => {
			const calls = paths.filter(
				(url) => kind === undefined || kindOf?.({ method: 'POST', url }) === kind,
			).length;
			return (calls / count) * windowMs;
		});
	return Math.max(...times) / 60_000;
}

/** What a call is, without what is different in each: ids and numbers. */
function nameOf(path: string): string {
	const words = path.split('/').filter((part) => /^[A-Za-z][A-Za-z_]+$/.test(part) && part.length > 2);
	return words.at(-1) ?? path;
}

/** Tax Resolver, Account Mapper and Poster, with a session each and one cache, as in a workflow. */
async function pass(
	shop: ShopOrders,
	company: Company,
	clock: QuickClock,
	file: string,
	{ from = 0, ...options }: { readonly runId: string; readonly lookUpFirst: boolean; readonly from?: number },
): Promise<Pass> {
	const syncLog = openSyncLog({ file, now: () => clock.now() });
	const before = { calls: company.calls.recent(undefined, Infinity).length, documents: documentsIn(company) };
	const [begun, started] = [clock.now(), performance.now()];
	const orders = differentOrders(shop, from + ORDERS).slice(from);
	const documents = orders.flatMap((payload) => toDocuments(payload, shop.context).documents);
	const { connector, tenant } = company;
	const resolverOf = await resolvers(
		connector.id,
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
		ledger: connector.id,
		tenant,
		leaseMs: LEASE_MS,
		mode: 'post',
		...options,
	});
	await syncLog.close();
	const calls = company.calls.recent(undefined, Infinity).slice(before.calls);
	return {
		outcomes: counted(results.map(({ outcome }) => outcome)),
		documents: documentsIn(company) - before.documents,
		calls: counted(calls.map(({ path, status }) => (status === 200 ? nameOf(path) : `${status}`))),
		minutes: minutesUnder(
			connector.quota,
			calls.map(({ path }) => path),
		),
		held: (clock.now() - begun) / 60_000,
		seconds: (performance.now() - started) / 1000,
	};
}

const outcomeText = ({ outcomes, documents, calls }: Pass): string =>
	`events: ${listText(outcomes)}; ${documents} new documents; calls: ${listText(calls)}`;

/** A company, and posting into it until all is done. */
async function withCompany<T>(
	ledger: MeasuredLedger,
	shop: ShopOrders,
	work: (company: Company, clock: QuickClock, folder: string) => Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	const clock = new QuickClock('2026-11-23T12:00:00Z');
	const company = await openCompany(ledger, shop.dayBook, clock);
	try {
		return await work(company, clock, folder);
	} finally {
		await company.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Measures each ledger. */
export async function benchLedgers(): Promise<readonly Section[]> {
	build();
	const shop = await shopOrders(MONTH);
	const sections: Section[] = [];
	for (const ledger of measuredLedgers()) sections.push(await benchLedger(ledger, shop));
	return sections;
}

/** A backfill, the same once more, and the same after the sync log was lost. */
async function benchLedger(ledger: MeasuredLedger, shop: ShopOrders): Promise<Section> {
	const { connector, documentsPerCall, callsAMinute, singlyAMinute, aim } = ledger;
	const { backfill, next, again, lost } = await withCompany(ledger, shop, async (company, clock, folder) => {
		const file = join(folder, 'synclog.sqlite');
		return {
			backfill: await pass(shop, company, clock, file, { runId: 'backfill', lookUpFirst: false }),
			again: await pass(shop, company, clock, file, { runId: 'again', lookUpFirst: false }),
			next: await pass(shop, company, clock, file, { runId: 'next', lookUpFirst: false, from: ORDERS }),
			lost: await pass(shop, company, clock, join(folder, 'new.sqlite'), {
				runId: 'lost',
				lookUpFirst: true,
			}),
		};
	});
	const careful = await withCompany(ledger, shop, async (company, clock, folder) =>
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
	const ceiling = documentsPerCall * callsAMinute;
	return {
		name: `${connector.displayName}: a backfill of ${ORDERS} orders`,
		input: `${shop.name}: ${backfill.documents} documents posted, ${sumOf(backfill.calls)} calls by the lab's log; published limits, waiting in a virtual clock`,
		figures: [
			ratio(
				'backfill, look-ups included',
				backfill,
				aim === undefined ? {} : { aim: { at: 'most', value: aim } },
			),
			ratio('... each looked for before it is sent', careful),
			ratio('... read again with the sync log', again),
			ratio('... read again, the sync log lost', lost),
			{
				name: 'documents a minute within the limits',
				value: backfill.documents / backfill.minutes,
				unit: 'documents/min',
				note: `the calls take ${backfill.minutes.toFixed(2)} minutes if the ledger answers at once; the governor held them back for ${backfill.held.toFixed(2)}`,
				aim: { at: 'least', value: SHARE * ceiling },
			},
			{
				name: '... the next orders, with what the ledger is asked once known',
				value: next.documents / next.minutes,
				unit: 'documents/min',
				note: outcomeText(next),
				aim: { at: 'least', value: SHARE * ceiling },
			},
			{
				name: '... the most that the limits allow',
				value: ceiling,
				unit: 'documents/min',
				note: `${callsAMinute} calls of ${documentsPerCall}`,
			},
			{
				name: "... one call a document, as n8n's own nodes",
				value: singlyAMinute,
				unit: 'documents/min',
				note: '1 call/document',
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
