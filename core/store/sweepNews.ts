/** What a sweep or a webhook gathers for the workflow: the news of the orders that were read, and which to read again. */
import type { SalesDocument } from '../documents';
import { News } from '../posting/news';
import type { Emission, SyncLog } from '../posting/syncLog';
import type { Clock } from '../transport/clock';
import type { HeldDocument, ReadOrder, StoreSession } from './connector';
import { goneFrom, goneWithOrder } from './gone';

/** What a sweep or a webhook gives to the workflow. */
export interface Emitted {
	readonly documents: readonly SalesDocument[];
	readonly held: readonly HeldDocument[];
}

export interface SweepPorts {
	readonly session: StoreSession;
	readonly syncLog: SyncLog;
	readonly clock: Clock;
}

/** An order to read again at an instant (ISO 8601). */
export interface LookAgain {
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

export class Collector {
	readonly lookAgain = new Map<string, LookAgain>();
	private readonly news: News<SalesDocument>;

	constructor(
		private readonly ports: SweepPorts,
		private readonly options: { readonly triggerId: string; readonly runId: string },
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
