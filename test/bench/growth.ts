/**
 * How each stage grows from 1,000 to 500,000 lines of orders: microseconds a line, the exponent of the growth, and the heap
 * that the stage itself keeps. Inputs are made in pieces and nothing of what comes out is kept, unless the stage keeps it.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { linearRegression } from 'simple-statistics';
import { quickbooks } from '../../connectors/ledgers/quickbooks';
import type * as ToDocuments from '../../connectors/stores/shopify/toDocuments';
import type { SalesDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import type * as Compose from '../../core/ledger/compose';
import type { SyncLog } from '../../core/posting/syncLog';
import type * as Summary from '../../core/summary';
import { openSyncLog } from '../../synclog';
import { dayBookMoney } from '../support/dayBookMoney';
import { shared } from '../support/shared';
import { bookkeeper, gatewaysOf, openCompany, resolvers, valueOf } from './books';
import { QuickClock } from './clock';
import { measuredLedger } from './companies';
import { shopOrders } from './orders';
import { byDay, streamed, YEAR } from './reconcile';
import type { Figure, Section } from './report';
import { build, shipped } from './shipped';

const WEEK = 'data/online-retail/daybook-2010-12-first-week.ndjson.gz';
const SIZES = (process.env['BENCH_SIZES'] ?? '1000,10000,100000,500000').split(',').map(Number);
/** the exponent of what grows with its input, as it is measured on a machine that others use too */
const LINEAR = 1.1;
const SUMMARY_DAYS = 30;
const DAY_MS = 86_400_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = (): number => process.memoryUsage().heapUsed / 1e6;

interface Measured {
	readonly lines: number;
	/** of this thread */
	readonly seconds: number;
	/** MB that are kept at the end of the stage's work, after a collection */
	readonly kept: number;
	/** MB at the most, garbage included */
	readonly peak: number;
}

/** A stage works on pieces of the input; `end` closes its books. */
interface Stage {
	readonly name: string;
	open(): Promise<{ take(entries: Piece): Promise<void>; end(): Promise<void> }>;
}

interface Piece {
	readonly documents: readonly SalesDocument[];
	readonly resolved: readonly SalesDocument[];
	readonly entries: readonly JournalEntry[];
	readonly lines: number;
}

/** The same events again as those of other orders, on later days. */
function again(piece: Piece, round: number): Piece {
	if (round === 0) return piece;
	const shift = (day: string): string =>
		new Date(Date.parse(`${day}T00:00:00Z`) + (round % SUMMARY_DAYS) * DAY_MS).toISOString().slice(0, 10);
	const document = (one: SalesDocument): SalesDocument => ({ ...one, id: `${one.id}-${round}` });
	return {
		lines: piece.lines,
		documents: piece.documents.map(document),
		resolved: piece.resolved.map(document),
		entries: piece.entries.map((entry) => ({
			...entry,
			id: `${entry.id}-${round}`,
			documentId: `${entry.documentId}-${round}`,
			order: { ...entry.order, id: `${entry.order.id}${round}`, number: `${entry.order.number}-${round}` },
			bookedOn: shift(entry.bookedOn),
		})),
	};
}

async function measure(stage: Stage, pieces: readonly Piece[], size: number): Promise<Measured> {
	collect();
	const before = heap();
	const work = await stage.open();
	let [lines, seconds, peak] = [0, 0, 0];
	const timed = async (some: () => Promise<void>): Promise<void> => {
		const used = process.threadCpuUsage();
		await some();
		const { user, system } = process.threadCpuUsage(used);
		seconds += (user + system) / 1e6;
		peak = Math.max(peak, heap() - before);
	};
	for (let index = 0; lines < size; index++) {
		const piece = pieces[index % pieces.length];
		if (piece === undefined) throw new Error('there are no orders');
		const input = again(piece, Math.floor(index / pieces.length));
		lines += input.lines;
		await timed(async () => await work.take(input));
	}
	await timed(async () => await work.end());
	collect();
	return { lines, seconds, kept: heap() - before, peak };
}

/** Time is lines to the power of this; 1 is linear. The smallest size is left out: there the start counts. */
function exponentOf(measured: readonly Measured[]): number {
	const points = measured.slice(1).map(({ lines, seconds }) => [Math.log(lines), Math.log(seconds)]);
	return linearRegression(points).m;
}

function sectionOf(name: string, what: string, measured: readonly Measured[]): Section {
	const figures = measured.map(({ lines, seconds, kept, peak }): Figure => ({
		name: `${lines.toLocaleString('en-US')} lines`,
		value: (seconds / lines) * 1e6,
		unit: 'µs/line',
		note: `${seconds.toFixed(2)} s of CPU; heap ${peak.toFixed(0)} MB at most, ${kept.toFixed(0)} MB kept at the end`,
	}));
	const exponent = exponentOf(measured);
	return {
		name: `Growth: ${name}`,
		input: what,
		figures: [
			...figures,
			{
				name: 'exponent of the growth',
				value: exponent,
				unit: '',
				note: '1 is linear; of the sizes from 10,000',
				aim: { at: 'most', value: LINEAR },
			},
		],
	};
}

const nothing = async (): Promise<void> => await Promise.resolve();
const each = <T>(pick: (piece: Piece) => readonly T[], work: (input: T) => unknown): Stage['open'] => {
	const take = async (piece: Piece): Promise<void> => {
		for (const input of pick(piece)) work(input);
		await Promise.resolve();
	};
	return async () => await Promise.resolve({ take, end: nothing });
};

/** Events wait day by day, and are summed when all are there. */
function summarizer(tenant: string): Stage['open'] {
	const { summarizeEvents } = shipped<typeof Summary>('core/summary/index');
	return async () => {
		const now = Date.parse('2011-02-01T00:00:00Z');
		const syncLog: SyncLog = openSyncLog({ file: ':memory:', now: () => now });
		const options = (at: number) => ({
			syncLog,
			target: { ledger: 'quickbooks', tenant },
			capabilities: quickbooks.capabilities,
			policy: {
				period: 'day' as const,
				cut: 'shop' as const,
				timeZone: 'Europe/London',
				weekStartsOn: 'monday' as const,
				emit: 'over' as const,
				delayMs: 0,
				divideBy: [],
				singly: { companies: true },
			},
			now: at,
			runId: `growth-${at}`,
		});
		return await Promise.resolve({
			async take({ entries }: Piece) {
				const { review } = await summarizeEvents(entries, options(Date.parse('2010-11-01T00:00:00Z')));
				if (review.length > 0) throw new Error(JSON.stringify(review[0]?.findings));
			},
			async end() {
				const { ready } = await summarizeEvents([], options(now));
				if (ready.length === 0) throw new Error('nothing was summed');
				await syncLog.close();
			},
		});
	};
}

/** Measures the reconciler by payouts and bank lines in place of lines of orders. */
function benchReconciler(): Section {
	const days = byDay(dayBookMoney(shared(YEAR)));
	const { items } = streamed(days, 1);
	const measured = [items, ...SIZES.slice(1)].map((size): Measured => {
		const used = process.threadCpuUsage();
		const run = streamed(days, Math.max(1, Math.round(size / items)));
		const { user, system } = process.threadCpuUsage(used);
		collect();
		return { lines: run.items, seconds: (user + system) / 1e6, kept: 0, peak: run.heap };
	});
	return sectionOf(
		'Payout Reconciler',
		'payouts and bank lines of the real year, again and again with later days, day by day',
		measured,
	);
}

export async function benchGrowth(): Promise<Section[]> {
	build();
	const shop = await shopOrders(WEEK);
	const { toDocuments } = shipped<typeof ToDocuments>('connectors/stores/shopify/toDocuments');
	const { composeDocuments } = shipped<typeof Compose>('core/ledger/compose/index');
	const clock = new QuickClock('2026-11-23T12:00:00Z');
	const company = await openCompany(measuredLedger('quickbooks'), shop.dayBook, clock);
	const syncLog = openSyncLog({ file: ':memory:', now: () => clock.now() });
	const session = company.session(syncLog);
	const all = shop.payloads.flatMap((payload) => toDocuments(payload, shop.context).documents);
	const resolverOf = await resolvers(
		'quickbooks',
		session,
		all.map(({ bookedOn }) => bookedOn),
	);
	const book = await bookkeeper(session, gatewaysOf(all));
	await syncLog.close();
	await company.close();
	const resolve = (document: SalesDocument): SalesDocument =>
		valueOf(resolverOf(document.bookedOn)(document));
	const target = { ledger: 'quickbooks', tenant: company.tenant };
	const pieces: Piece[] = [];
	const AT_ONCE = 40;
	for (let from = 0; from < shop.payloads.length; from += AT_ONCE) {
		const documents = shop.payloads
			.slice(from, from + AT_ONCE)
			.flatMap((payload) => toDocuments(payload, shop.context).documents);
		const resolved = documents.map(resolve);
		const entries = resolved.flatMap((document) => {
			const entry = book(document);
			return entry === undefined ? [] : [valueOf(entry)];
		});
		const lines = documents.reduce((sum, one) => sum + ('lines' in one ? one.lines.length : 0), 0);
		pieces.push({ documents, resolved, entries, lines });
	}
	const stages: readonly Stage[] = [
		{ name: 'Tax Resolver', open: each(({ documents }) => documents, resolve) },
		{ name: 'Account Mapper', open: each(({ resolved }) => resolved, book) },
		{
			name: 'composing the documents',
			open: each(
				({ entries }) => entries,
				(entry) => valueOf(composeDocuments(entry, quickbooks.capabilities, target)),
			),
		},
		{ name: 'Sales Summarizer', open: summarizer(company.tenant) },
	];
	const sections: Section[] = [];
	for (const stage of stages) {
		// the engine compiles what is hot
		await measure(stage, pieces, 10_000);
		const measured: Measured[] = [];
		for (const size of SIZES) measured.push(await measure(stage, pieces, size));
		sections.push(
			sectionOf(
				stage.name,
				`${shop.name}: orders of about 22 lines, again and again as other orders, ${SUMMARY_DAYS} days`,
				measured,
			),
		);
	}
	return [...sections, benchReconciler()];
}
