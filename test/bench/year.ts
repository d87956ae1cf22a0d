/** A year of a real shop through the core in windows, as the historical import does it: time, calls, documents, peak memory. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as ToDocuments from '../../connectors/stores/shopify/toDocuments';
import type { SalesDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import { windowsOf } from '../../core/backfill';
import type * as PostOnce from '../../core/posting/postOnce';
import type * as Summary from '../../core/summary';
import { openSyncLog } from '../../synclog';
import { shared } from '../support/shared';
import { sessionBeside, shopBeside } from './beside';
import { bookkeeper, resolvers, valueOf } from './books';
import { QuickClock } from './clock';
import { measuredLedger } from './companies';
import { labBeside } from './labBeside';
import type { Figure, Section } from './report';
import { build, shipped } from './shipped';

const YEAR = 'data/online-retail/daybook-year.ndjson.gz';
const TO = process.env['BENCH_YEAR_TO'] ?? '2012-02-01T00:00:00Z';
const DAYS = Number(process.env['BENCH_WINDOW'] ?? 3);
const LEASE_MS = 300_000;
const PARTS = [0.25, 0.5, 1] as const;
const AIM_MB = 300;
const SHARE = 0.9;

interface Ran {
	/** orders that were read */
	readonly orders: number;
	readonly documents: number;
	readonly held: number;
	readonly calls: Readonly<Record<string, number>>;
	/** of the clock in which waiting takes no time */
	readonly minutes: number;
	/** real, of all; and of this thread */
	readonly seconds: number;
	readonly cpu: number;
	/** MB above the beginning, most until each part of the windows was done */
	readonly peaks: readonly number[];
	readonly heaps: readonly number[];
	readonly duplicates: number;
}

async function run(ledger: string, summarized: boolean, file: string): Promise<Ran> {
	const { toDocuments } = shipped<typeof ToDocuments>('connectors/stores/shopify/toDocuments');
	const { postOnce } = shipped<typeof PostOnce>('core/posting/postOnce');
	const { summarizeEvents } = shipped<typeof Summary>('core/summary/index');
	const lab = await labBeside({ dayBook: file, store: 'shopify', ledger, limits: 'off' });
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	const clock = new QuickClock('2026-11-23T12:00:00Z');
	const syncLog = openSyncLog({ file: join(folder, 'synclog.sqlite'), now: () => clock.now() });
	try {
		const { connector } = measuredLedger(ledger);
		const { tenant, gateways, first, shop } = lab.facts;
		const reader = await shopBeside(lab);
		const windows = windowsOf({ from: first, to: TO }, DAYS, shop.timeZone);
		const rss = (): number => process.memoryUsage.rss() / 1e6;
		const heapUsed = (): number => process.memoryUsage().heapUsed / 1e6;
		const [idle, idleHeap, begun, started, used] = [
			rss(),
			heapUsed(),
			clock.now(),
			performance.now(),
			process.threadCpuUsage(),
		];
		let [most, mostHeap, held, orders] = [idle, idleHeap, 0, 0];
		const peaks: number[] = [];
		const heaps: number[] = [];
		const look = (): void => {
			most = Math.max(most, rss());
			mostHeap = Math.max(mostHeap, heapUsed());
		};
		for (const [index, window] of windows.entries()) {
			const payloads = await reader.read(window);
			orders += payloads.length;
			const documents = payloads.flatMap((payload) => toDocuments(payload, reader.context).documents);
			look();
			const session = await sessionBeside(lab, ledger, syncLog, clock);
			const resolverOf = await resolvers(
				ledger,
				session,
				documents.map(({ bookedOn }) => bookedOn),
			);
			const book = await bookkeeper(
				session,
				gateways.filter((gateway) => gateway !== 'gift_card' && gateway !== 'store_credit'),
			);
			let entries = documents.flatMap((document: SalesDocument): JournalEntry[] => {
				const entry = book(valueOf(resolverOf(document.bookedOn)(document)));
				return entry === undefined ? [] : [valueOf(entry)];
			});
			if (summarized) {
				const isLast = index === windows.length - 1;
				const { ready, review } = await summarizeEvents(entries, {
					syncLog,
					target: { ledger, tenant },
					capabilities: session.capabilities,
					policy: {
						period: 'day',
						cut: 'shop',
						timeZone: shop.timeZone,
						weekStartsOn: 'monday',
						emit: 'over',
						delayMs: 0,
						divideBy: [],
						singly: { companies: true },
					},
					now: isLast ? Date.parse('2026-01-01T00:00:00Z') : Date.parse(window.to),
					runId: `summary-${index}`,
				});
				held += review.length;
				entries = ready.map(({ entry }) => entry);
			}
			look();
			const results = await postOnce(entries, {
				session,
				syncLog,
				clock,
				ledger: connector.id,
				tenant,
				leaseMs: LEASE_MS,
				mode: 'post',
				runId: `window-${index}`,
				onProgress: look,
			});
			held += results.filter(({ outcome }) => outcome === 'review').length;
			look();
			while (peaks.length < PARTS.length && (index + 1) / windows.length >= PARTS[peaks.length]!) {
				peaks.push(most - idle);
				heaps.push(mostHeap - idleHeap);
			}
		}
		const { user, system } = process.threadCpuUsage(used);
		const { documents, duplicates } = await lab.ask('ledger');
		return {
			orders,
			documents: Object.values(documents).reduce((sum, count) => sum + count, 0),
			held,
			calls: await lab.ask('totals'),
			minutes: (clock.now() - begun) / 60_000,
			seconds: (performance.now() - started) / 1e3,
			cpu: (user + system) / 1e6,
			peaks,
			heaps,
			duplicates: duplicates.length,
		};
	} finally {
		await syncLog.close();
		lab.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

function sectionOf(ledger: string, summarized: boolean, ran: Ran): Section {
	const { connector, documentsPerCall, callsAMinute } = measuredLedger(ledger);
	const calls = ran.calls[ledger] ?? 0;
	const ceiling = documentsPerCall * callsAMinute;
	const memory = (name: string, index: number): Figure => ({
		name,
		value: ran.peaks[index] ?? 0,
		unit: 'MB',
		note: `of it heap ${(ran.heaps[index] ?? 0).toFixed(0)} MB, garbage included`,
		aim: { at: 'most', value: AIM_MB },
	});
	return {
		name: `A year into ${connector.displayName}, ${summarized ? 'summarized by day' : 'order by order'}`,
		input: `the real shop's year in windows of ${DAYS} days: ${ran.orders} orders, ${ran.held} held, ${ran.duplicates} doubled; shop and ledger in a process of their own, published limits in a virtual clock`,
		figures: [
			{ name: 'documents', value: ran.documents, unit: '' },
			{
				name: 'calls to the ledger',
				value: calls,
				unit: '',
				note: `${(calls / ran.documents).toFixed(4)} a document`,
			},
			{ name: 'calls to the shop', value: ran.calls['shopify'] ?? 0, unit: '' },
			{
				name: 'held back by the limits',
				value: ran.minutes,
				unit: 'min',
				note: 'were the ledger to answer at once',
			},
			...(summarized
				? []
				: [
						{
							name: 'documents a minute within the limits',
							value: ran.documents / Math.max(ran.minutes, 1),
							unit: '/min',
							note: `they let ${ceiling} through`,
							aim: { at: 'least' as const, value: SHARE * ceiling },
						},
					]),
			{
				name: 'our own time, with the lab and HTTP',
				value: ran.seconds / 60,
				unit: 'min',
				note: `${ran.cpu.toFixed(0)} s of CPU in this thread`,
			},
			memory('memory above the beginning, a quarter done', 0),
			memory('... half done', 1),
			memory('... all done', 2),
		],
	};
}

/** BENCH_LEDGERS=quickbooks,xero chooses ledgers; BENCH_YEAR=single|daily one of both ways. */
export async function benchYear(say: (text: string) => void): Promise<Section[]> {
	const file = shared(YEAR);
	if (!existsSync(file)) {
		say(`Skipped: ${YEAR} is not there.`);
		return [];
	}
	build();
	const sections: Section[] = [];
	for (const ledger of (process.env['BENCH_LEDGERS'] ?? 'quickbooks,xero').split(','))
		for (const way of ['single', 'daily']) {
			if ((process.env['BENCH_YEAR'] ?? way) !== way) continue;
			say(`  ${ledger}, ${way} ...`);
			sections.push(sectionOf(ledger, way === 'daily', await run(ledger, way === 'daily', file)));
		}
	return sections;
}
