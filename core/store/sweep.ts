/**
 * The sweep of a store's trigger: reads what changed since the cursor (with an overlap, so that no order is skipped),
 * leaves out what was emitted before in the same form, and emits again what never arrived at a ledger. A webhook is only
 * a hint that makes an order be read earlier; the sweep alone would find everything.
 */
import { z } from 'zod';
import type { SalesDocument } from '../documents';
import { News } from '../posting/news';
import type { Emission, SyncLog } from '../posting/syncLog';
import type { Clock } from '../transport/clock';
import type { HeldDocument, ReadOrder, StoreSession } from './connector';
import { goneFrom, goneWithOrder } from './gone';

export interface SweepOptions {
	/** the trigger's own stable id: one cursor each */
	readonly triggerId: string;
	/** orders changed before this instant are never read (ISO 8601) */
	readonly startFrom: string;
	readonly overlapMs: number;
	/** a sweep ends after the page in which it reaches this many orders with news; the next one goes on */
	readonly maxOrders: number;
	/**
	 * ... or in which it has news and has read for this long: a shop that allows few calls is read over several sweeps, so
	 * that the first orders need not wait for the last (milliseconds)
	 */
	readonly maxMs: number;
	/** what was emitted longer ago than this and never arrived is emitted again */
	readonly emitAgainAfterMs: number;
	/** ... at most this many times in all */
	readonly maxEmissions: number;
	readonly runId: string;
}

/** What a sweep or a webhook gives to the workflow. */
export interface Emitted {
	readonly documents: readonly SalesDocument[];
	readonly held: readonly HeldDocument[];
}

interface Ports {
	readonly session: StoreSession;
	readonly syncLog: SyncLog;
	readonly clock: Clock;
}

interface LookAgain {
	readonly orderId: string;
	readonly at: string;
}

function withRemarks(order: ReadOrder): SalesDocument[] {
	return order.documents.map((document) => {
		const findings = order.remarks[document.id];
		return findings === undefined || findings.length === 0 ? document : { ...document, findings };
	});
}

function byOrder(emissions: readonly Emission[]): Map<string, Emission[]> {
	const grouped = new Map<string, Emission[]>();
	for (const emission of emissions) {
		const own = grouped.get(emission.orderId);
		if (own === undefined) grouped.set(emission.orderId, [emission]);
		else own.push(emission);
	}
	return grouped;
}

class Collector {
	readonly lookAgain = new Map<string, LookAgain>();
	private readonly news: News<SalesDocument>;

	constructor(
		private readonly ports: Ports,
		private readonly options: SweepOptions,
	) {
		const { triggerId, runId } = options;
		this.news = new News(ports, { triggerId, runId, stage: 'store' });
	}

	get ordersWithNews(): number {
		return this.news.count;
	}

	/** Takes the news of these orders; `again` holds keys that are emitted even if they are known. */
	async take(orders: readonly ReadOrder[], again: ReadonlySet<string> = new Set()): Promise<void> {
		const before = await this.emittedBefore(orders);
		const all = orders.flatMap((order) =>
			[...withRemarks(order), ...order.held, ...goneFrom(order, before.get(order.externalId) ?? [])].map(
				(document) => ({ orderId: order.externalId, document }),
			),
		);
		await this.news.take(all, again);
		for (const order of orders) {
			if (order.lookAgainAt !== undefined) {
				this.lookAgain.set(order.externalId, { orderId: order.externalId, at: order.lookAgainAt });
			}
		}
	}

	/** Takes what left the trigger of orders that the shop does not give any more. */
	async takeGone(emissions: readonly Emission[]): Promise<void> {
		for (const [orderId, own] of byOrder(emissions)) {
			await this.news.take(goneWithOrder(own).map((document) => ({ orderId, document })));
		}
	}

	private async emittedBefore(orders: readonly ReadOrder[]): Promise<Map<string, Emission[]>> {
		const ids = orders.map(({ externalId }) => externalId);
		const emissions = await this.ports.syncLog.emissionsOf(this.options.triggerId, ids);
		return byOrder(emissions);
	}

	async finish(): Promise<Emitted> {
		return await this.news.finish();
	}
}

interface Again {
	/** left the trigger and never arrived */
	readonly unarrived: readonly Emission[];
	readonly due: readonly LookAgain[];
	/** from when on the last long list of news was read */
	readonly since?: string | undefined;
	/** whether the sweep has enough news, or has taken long enough */
	isEnough(): boolean;
}

const scopeOf = (triggerId: string): string => `trigger:${triggerId}`;

async function storedLookAgain(ports: Ports, scope: string): Promise<LookAgain[]> {
	const stored = await ports.syncLog.getState(scope, 'lookAgain');
	return Array.isArray(stored) ? (stored as LookAgain[]) : [];
}

/** So many at once that never arrived are found in the list of changes, which shops give far cheaper than orders by their ids. */
const MANY = 100;
/** Sweeps that follow one another within this time belong to one long list. */
const LONG_LIST_MS = 3_600_000;
const IDS_AT_ONCE = 50;

/** The last long list of news: since when it was read, and when. */
const longList = z.object({ from: z.iso.datetime(), at: z.number() });

async function storedLongList(ports: Ports, scope: string): Promise<z.infer<typeof longList> | undefined> {
	return longList.safeParse(await ports.syncLog.getState(scope, 'longList')).data;
}

/** Remembers from when on the list was read that has given out so much. */
async function noteLongList(ports: Ports, scope: string, from: string, at: number): Promise<void> {
	const before = await storedLongList(ports, scope);
	const goesOn = before !== undefined && at - before.at < LONG_LIST_MS && before.from < from;
	await ports.syncLog.setState(scope, 'longList', { from: goesOn ? before.from : from, at });
}

/**
 * Gives out again what never arrived, and looks again at what is due. It ends as a sweep does; the next one goes on.
 * @returns the orders that were asked for
 */
async function takeAgain(
	ports: Ports,
	{ unarrived, due, since, isEnough }: Again,
	collector: Collector,
): Promise<ReadonlySet<string>> {
	const again = new Set(unarrived.map(({ businessKey }) => businessKey));
	const asked = new Set<string>();
	if (since !== undefined && unarrived.length >= MANY)
		for await (const page of ports.session.changedOrders({ from: since })) {
			await collector.take(page, again);
			for (const { externalId } of page) asked.add(externalId);
			if (isEnough()) return asked;
		}
	const wanted = [...due, ...unarrived].map(({ orderId }) => orderId).filter((id) => !asked.has(id));
	const ids = [...new Set(wanted)];
	for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
		const some = ids.slice(from, from + IDS_AT_ONCE);
		const orders = await ports.session.ordersById(some);
		await collector.take(orders, again);
		for (const id of some) asked.add(id);
		const found = new Set(orders.map(({ externalId }) => externalId));
		await collector.takeGone(
			unarrived.filter(({ orderId }) => some.includes(orderId) && !found.has(orderId)),
		);
		if (isEnough()) break;
	}
	return asked;
}

/**
 * One sweep. Reads the store and the sync log, writes the cursor and what was emitted to the sync log.
 * @throws TransportError when the store cannot be read; the cursor then stays where it was
 */
export async function sweep(ports: Ports, options: SweepOptions): Promise<Emitted> {
	const scope = scopeOf(options.triggerId);
	const collector = new Collector(ports, options);
	const now = ports.clock.now();
	const isEnough = (): boolean =>
		collector.ordersWithNews >= options.maxOrders ||
		(collector.ordersWithNews > 0 && ports.clock.now() - now >= options.maxMs);

	const stored = await ports.syncLog.getState(scope, 'cursor');
	const cursor = typeof stored === 'string' ? stored : options.startFrom;
	const from = new Date(
		Math.max(Date.parse(cursor) - options.overlapMs, Date.parse(options.startFrom)),
	).toISOString();
	let newest = cursor;
	for await (const page of ports.session.changedOrders({ from })) {
		await collector.take(page);
		for (const order of page) if (order.updatedAt > newest) newest = order.updatedAt;
		if (isEnough()) break;
	}

	const unarrived = await ports.syncLog.unarrived(
		options.triggerId,
		now - options.emitAgainAfterMs,
		options.maxEmissions,
		options.maxOrders,
	);
	const waiting = await storedLookAgain(ports, scope);
	const due = waiting.filter((entry) => Date.parse(entry.at) <= now);
	const since = (await storedLongList(ports, scope))?.from;
	if (collector.ordersWithNews >= MANY) await noteLongList(ports, scope, from, now);
	const asked = await takeAgain(ports, { unarrived, due, since, isEnough }, collector);

	const emitted = await collector.finish();
	const later = waiting.filter(
		({ orderId, at }) => (Date.parse(at) > now || !asked.has(orderId)) && !collector.lookAgain.has(orderId),
	);
	await ports.syncLog.setState(scope, 'lookAgain', [...later, ...collector.lookAgain.values()]);
	await ports.syncLog.setState(scope, 'cursor', newest);
	await ports.syncLog.setState(scope, 'lastSweepAt', new Date(now).toISOString());
	return emitted;
}

/** Reads the orders a webhook hinted at, and gives their news. The cursor is not moved: the sweep checks them again. */
export async function takeHint(
	ports: Ports,
	options: SweepOptions,
	orderIds: readonly string[],
): Promise<Emitted> {
	const collector = new Collector(ports, options);
	await collector.take(await ports.session.ordersById(orderIds));
	const emitted = await collector.finish();
	const scope = scopeOf(options.triggerId);
	if (collector.lookAgain.size > 0) {
		const waiting = await storedLookAgain(ports, scope);
		const others = waiting.filter((entry) => !collector.lookAgain.has(entry.orderId));
		await ports.syncLog.setState(scope, 'lookAgain', [...others, ...collector.lookAgain.values()]);
	}
	return emitted;
}
