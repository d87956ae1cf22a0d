/**
 * The sweep of a store's trigger: reads what changed since the cursor (with an overlap, so that no order is skipped),
 * leaves out what was emitted before in the same form, and emits again what never arrived at a ledger. A webhook is only
 * a hint that makes an order be read earlier; the sweep alone would find everything.
 */
import { MANY, noteLongList, takeAgain } from './sweepAgain';
import { Collector, type Emitted, type LookAgain, type SweepPorts } from './sweepNews';

export type { Emitted } from './sweepNews';

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

const scopeOf = (triggerId: string): string => `trigger:${triggerId}`;

async function storedLookAgain(ports: SweepPorts, scope: string): Promise<LookAgain[]> {
	const stored = await ports.syncLog.getState(scope, 'lookAgain');
	return Array.isArray(stored) ? (stored as LookAgain[]) : [];
}

/**
 * One sweep. Reads the store and the sync log, writes the cursor and what was emitted to the sync log.
 * @throws TransportError when the store cannot be read; the cursor then stays where it was
 */
export async function sweep(ports: SweepPorts, options: SweepOptions): Promise<Emitted> {
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
	const isLongList = collector.ordersWithNews >= MANY;
	const asked = await takeAgain(ports, { scope, unarrived, due, isEnough }, collector);
	if (isLongList) await noteLongList(ports, scope, from, now);

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
	ports: SweepPorts,
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
