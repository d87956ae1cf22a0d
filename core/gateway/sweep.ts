/**
 * The sweep of a gateway's trigger: reads the payouts issued since the cursor (with an overlap), looks again at those that may
 * still change, leaves out what was emitted before in the same form, and emits again what never arrived at a ledger.
 */
import type { Dispute, HeldDocument, Payout } from '../documents';
import { News } from '../posting/news';
import type { Emission, SyncLog } from '../posting/syncLog';
import { goneWithOrder } from '../store/gone';
import type { Clock } from '../transport/clock';
import type { GatewaySession, ReadPayout } from './connector';
import { payoutDocuments } from './payoutDocuments';

export interface PayoutSweepOptions {
	/** the trigger's own stable id: one cursor each */
	readonly triggerId: string;
	/** payouts issued before this instant are never read (ISO 8601) */
	readonly startFrom: string;
	/** each sweep reads this much again: a gateway's list may lag behind */
	readonly overlapMs: number;
	/** a sweep asked for sooner than this after the last one does nothing: payouts come once a day, and n8n may ask each minute */
	readonly everyMs: number;
	/** whether disputes are read as well */
	readonly disputes: boolean;
	/** a sweep ends after the page in which it reaches this many payouts with news; the next one goes on */
	readonly maxPayouts: number;
	/** ... or in which it has news and has read for this long (milliseconds) */
	readonly maxMs: number;
	/** what was emitted longer ago than this and never arrived is emitted again */
	readonly emitAgainAfterMs: number;
	/** ... at most this many times in all */
	readonly maxEmissions: number;
	readonly runId: string;
}

export interface EmittedPayouts {
	readonly documents: readonly (Payout | Dispute)[];
	readonly held: readonly HeldDocument[];
}

export interface PayoutPorts {
	readonly session: GatewaySession;
	readonly syncLog: SyncLog;
	readonly clock: Clock;
}

interface LookAgain {
	readonly payoutId: string;
	readonly at: string;
}

/** By what an emission can be read again: payouts by their id, disputes only as a list. */
const PAYOUT = 'payout/';
const DISPUTE = 'dispute/';

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** When it left the gateway; of one that is held, or whose failure alone is told, it is not known. */
function issuedAt({ payout, asIssued }: ReadPayout): number {
	const issued = asIssued ?? (payout?.status === 'failed' ? undefined : payout);
	return issued === undefined ? Number.NEGATIVE_INFINITY : Date.parse(issued.occurredAt);
}

const isLookAgain = (value: unknown): value is LookAgain =>
	typeof value === 'object' && value !== null && 'payoutId' in value && 'at' in value;

class PayoutSweep {
	private readonly news: News<Payout | Dispute>;
	private readonly lookAgain = new Map<string, LookAgain>();
	private readonly scope: string;
	private readonly now: number;
	private readonly startFrom: number;

	constructor(
		private readonly ports: PayoutPorts,
		private readonly options: PayoutSweepOptions,
	) {
		const { triggerId, runId, startFrom } = options;
		this.news = new News(ports, { triggerId, runId, stage: 'gateway' });
		this.scope = `trigger:${triggerId}`;
		this.now = ports.clock.now();
		this.startFrom = Date.parse(startFrom);
	}

	async run(): Promise<EmittedPayouts> {
		const { syncLog, session } = this.ports;
		const last = await syncLog.getState(this.scope, 'lastSweepAt');
		if (typeof last === 'string' && this.now - Date.parse(last) < this.options.everyMs)
			return { documents: [], held: [] };
		const stored = await syncLog.getState(this.scope, 'cursor');
		const cursor = typeof stored === 'string' ? Date.parse(stored) : this.startFrom;
		const from = isoOf(Math.max(cursor - this.options.overlapMs, this.startFrom));
		const unarrived = await syncLog.unarrived(
			this.options.triggerId,
			this.now - this.options.emitAgainAfterMs,
			this.options.maxEmissions,
			this.options.maxPayouts,
		);
		const newest = await this.payoutsFrom(from, cursor);
		const waiting = await this.again(unarrived);
		if (this.options.disputes) {
			const lost = unarrived.filter(({ orderId }) => orderId.startsWith(DISPUTE));
			const keys = new Set(lost.map(({ businessKey }) => businessKey));
			const window = { from: lost.length > 0 ? isoOf(this.startFrom) : from };
			for await (const page of session.disputes(window)) await this.takeDisputes(page, keys);
		}
		const emitted = await this.news.finish();
		await syncLog.setState(this.scope, 'lookAgain', [...waiting, ...this.lookAgain.values()]);
		await syncLog.setState(this.scope, 'cursor', isoOf(newest));
		await syncLog.setState(this.scope, 'lastSweepAt', isoOf(this.now));
		return emitted;
	}

	/** Returns the instant up to which payouts are read: never later than now, since one of tomorrow may be listed today. */
	private async payoutsFrom(from: string, cursor: number): Promise<number> {
		let newest = cursor;
		for await (const page of this.ports.session.payouts({ from })) {
			await this.take(page);
			for (const read of page) newest = Math.max(newest, issuedAt(read));
			if (this.news.count >= this.options.maxPayouts) break;
			if (this.news.count > 0 && this.ports.clock.now() - this.now >= this.options.maxMs) break;
		}
		return Math.min(newest, Math.max(this.now, cursor));
	}

	/** What never arrived, and what may have changed since. Returns what is not due yet. */
	private async again(unarrived: readonly Emission[]): Promise<readonly LookAgain[]> {
		const stored = await this.ports.syncLog.getState(this.scope, 'lookAgain');
		const waiting = Array.isArray(stored) ? stored.filter(isLookAgain) : [];
		const due = waiting.filter(
			({ at, payoutId }) => Date.parse(at) <= this.now && !this.lookAgain.has(payoutId),
		);
		const lost = unarrived.filter(({ orderId }) => orderId.startsWith(PAYOUT));
		const ids = new Set([
			...lost.map(({ orderId }) => orderId.slice(PAYOUT.length)),
			...due.map(({ payoutId }) => payoutId),
		]);
		if (ids.size > 0) {
			const found = await this.ports.session.payoutsById([...ids]);
			await this.take(found, new Set(lost.map(({ businessKey }) => businessKey)));
			const there = new Set(found.map(({ externalId }) => externalId));
			const gone = lost.filter(({ orderId }) => !there.has(orderId.slice(PAYOUT.length)));
			await this.news.take(
				goneWithOrder(gone).map((document) => ({ orderId: PAYOUT + document.source.externalId, document })),
			);
		}
		return waiting.filter(({ at, payoutId }) => Date.parse(at) > this.now && !this.lookAgain.has(payoutId));
	}

	private async take(payouts: readonly ReadPayout[], again?: ReadonlySet<string>): Promise<void> {
		const all = payouts.flatMap((read) =>
			payoutDocuments(read).map((document) => ({ orderId: PAYOUT + read.externalId, document })),
		);
		await this.news.take(all, again);
		for (const { externalId: payoutId, lookAgainAt: at } of payouts)
			if (at !== undefined) this.lookAgain.set(payoutId, { payoutId, at });
	}

	private async takeDisputes(
		page: readonly (Dispute | HeldDocument)[],
		again: ReadonlySet<string>,
	): Promise<void> {
		const all = page.map((document) => ({ orderId: DISPUTE + document.source.externalId, document }));
		await this.news.take(all, again);
	}
}

/**
 * One sweep. Reads the gateway and the sync log, writes the cursor and what was emitted to the sync log.
 * @throws TransportError when the gateway cannot be read; the cursor then stays where it was
 */
export async function sweepPayouts(ports: PayoutPorts, options: PayoutSweepOptions): Promise<EmittedPayouts> {
	return await new PayoutSweep(ports, options).run();
}
