/** What has arrived in the books, counted from the sync log and held against what the day book says must arrive. */
import type { SyncLog, SyncRecord } from '../../core/posting/syncLog';
import type { ExpectedCounts } from '../daybook/expectedBooks';

export type EventKind = 'Sale' | 'Refund' | 'Payment';

export interface HeldReport {
	readonly id: string;
	readonly kind: string;
	readonly order: string;
	readonly findings: readonly { readonly code: string; readonly message: string; readonly fix: string }[];
}

export interface Arrivals {
	/** events with all their documents in the ledger, by kind */
	readonly posted: Readonly<Record<EventKind, number>>;
	readonly held: readonly HeldReport[];
	/** expected events that are neither posted nor held */
	readonly missing: number;
}

const KINDS: readonly EventKind[] = ['Sale', 'Refund', 'Payment'];
const MANY = 1_000_000;

/** The kind of event a posting key is for: `.../Sale`, `.../Refund`, `.../Sale/payment/123`. */
function kindOf({ postingKey, businessKey }: SyncRecord): EventKind | undefined {
	const [purpose] = postingKey.slice(postingKey.indexOf(businessKey) + businessKey.length + 1).split('/');
	return KINDS.find((kind) => kind === purpose);
}

/** How many events of each kind a day book must bring into the books. */
export function expectedEvents(counts: ExpectedCounts): Record<EventKind, number> {
	return { Sale: counts.orders.posted, Refund: counts.refunds.posted, Payment: counts.payments.later };
}

export async function arrivals(
	syncLog: SyncLog,
	expected: Readonly<Record<EventKind, number>>,
): Promise<Arrivals> {
	const records = await syncLog.search({ limit: MANY });
	const events = new Map<string, { kind: EventKind; records: SyncRecord[] }>();
	for (const record of records) {
		const kind = kindOf(record);
		if (kind === undefined) continue;
		const event = events.get(record.businessKey) ?? { kind, records: [] };
		event.records.push(record);
		events.set(record.businessKey, event);
	}
	const posted = { Sale: 0, Refund: 0, Payment: 0 };
	const held: HeldReport[] = [];
	const add = (id: string, kind: string, order: string, findings: SyncRecord['findings']) =>
		held.push({
			id,
			kind,
			order,
			findings: findings.map(({ code, message, fix }) => ({ code, message, fix })),
		});
	for (const [id, event] of events) {
		const failing = event.records.find(({ status }) => status === 'held');
		if (event.records.every(({ status }) => status === 'posted')) posted[event.kind]++;
		else if (failing !== undefined) add(id, event.kind, failing.orderNumber, failing.findings);
	}
	for (const event of await syncLog.openHeldEvents(MANY))
		add(event.businessKey, event.stage, event.orderNumber, event.findings);
	const due = KINDS.reduce((sum, kind) => sum + expected[kind], 0);
	const done = KINDS.reduce((sum, kind) => sum + posted[kind], 0) + held.length;
	return { posted, held, missing: Math.max(0, due - done) };
}
