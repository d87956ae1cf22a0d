/** The part of a sweep that gives out again what never arrived, and looks again at what was not settled. */
import { z } from 'zod';
import type { Emission } from '../posting/syncLog';
import type { Collector, LookAgain, SweepPorts } from './sweepNews';
import { partsOf } from '../partsOf';

interface Again {
	/** where the trigger's state is kept */
	readonly scope: string;
	/** left the trigger and never arrived */
	readonly unarrived: readonly Emission[];
	readonly due: readonly LookAgain[];
	/** whether the sweep has enough news, or has taken long enough */
	isEnough(): boolean;
}

/** So many at once that never arrived are found in the list of changes, which shops give far cheaper than orders by their ids. */
export const MANY = 100;
/** Sweeps that follow one another within this time belong to one long list. */
const LONG_LIST_MS = 3_600_000;
const IDS_AT_ONCE = 50;

/** The last long list of news: since when it was read, and when. */
const longList = z.object({ from: z.iso.datetime(), at: z.number() });

async function storedLongList(
	ports: SweepPorts,
	scope: string,
): Promise<z.infer<typeof longList> | undefined> {
	return longList.safeParse(await ports.syncLog.getState(scope, 'longList')).data;
}

/** Remembers from when on the list was read that has given out so much. */
export async function noteLongList(
	ports: SweepPorts,
	scope: string,
	from: string,
	at: number,
): Promise<void> {
	const before = await storedLongList(ports, scope);
	const goesOn = before !== undefined && at - before.at < LONG_LIST_MS && before.from < from;
	await ports.syncLog.setState(scope, 'longList', { from: goesOn ? before.from : from, at });
}

/**
 * Gives out again what never arrived, and looks again at what is due. It ends as a sweep does; the next one goes on.
 * @returns the orders that were asked for
 */
export async function takeAgain(
	ports: SweepPorts,
	{ scope, unarrived, due, isEnough }: Again,
	collector: Collector,
): Promise<ReadonlySet<string>> {
	const again = new Set(unarrived.map(({ businessKey }) => businessKey));
	const asked = new Set<string>();
	const long = unarrived.length >= MANY ? await storedLongList(ports, scope) : undefined;
	if (long !== undefined)
		for await (const page of ports.session.changedOrders({ from: long.from })) {
			await collector.take(page, again);
			for (const { externalId } of page) asked.add(externalId);
			if (isEnough()) return asked;
		}
	const wanted = [...due, ...unarrived].map(({ orderId }) => orderId).filter((id) => !asked.has(id));
	for (const some of partsOf([...new Set(wanted)], IDS_AT_ONCE)) {
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
