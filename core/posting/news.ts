/** What a trigger gives to its workflow: only news, each remembered in the sync log, and what is held beside it. */
import { createHash } from 'node:crypto';
import type { BusinessKey, HeldDocument, Source } from '../documents';
import type { Clock } from '../transport/clock';
import type { SyncLog } from './syncLog';

/** What every document has that leaves a trigger. */
export interface Emittable {
	readonly type: string;
	readonly id: BusinessKey;
	readonly source: Source;
}

/** The content of a document without the platform's marker of its version, which moves on any touch. */
function contentHash(document: Emittable): string {
	const { revision: _revision, ...source } = document.source;
	return createHash('sha256')
		.update(JSON.stringify({ ...document, source }))
		.digest('hex')
		.slice(0, 32);
}

const isHeld = (document: Emittable): document is HeldDocument => document.type === 'Held';

/** News of one sweep. `D` are the documents; what is held goes apart. */
export class News<D extends Emittable> {
	readonly documents: D[] = [];
	readonly held: HeldDocument[] = [];
	/** how many things (orders, payouts) had news */
	count = 0;
	private readonly seen = new Set<string>();

	/** @param stage where it is held: "store", "gateway" */
	constructor(
		private readonly ports: { readonly syncLog: SyncLog; readonly clock: Clock },
		private readonly trigger: { readonly triggerId: string; readonly runId: string; readonly stage: string },
	) {}

	/**
	 * Takes what was not emitted before in this form, and what is in `again` even if it was.
	 * @param all with the id by which each can be read again
	 */
	async take(
		all: readonly { readonly orderId: string; readonly document: D | HeldDocument }[],
		again: ReadonlySet<string> = new Set(),
	): Promise<void> {
		const { triggerId } = this.trigger;
		const known = await this.ports.syncLog.knownEmissions(
			triggerId,
			all.map(({ document }) => ({ businessKey: document.id, revision: contentHash(document) })),
		);
		const fresh = all.filter(
			({ document }) => !this.seen.has(document.id) && (again.has(document.id) || !known.has(document.id)),
		);
		for (const { document } of fresh) {
			this.seen.add(document.id);
			if (isHeld(document)) this.held.push(document);
			else this.documents.push(document);
		}
		await this.ports.syncLog.emitted(
			triggerId,
			fresh.map(({ orderId, document }) => ({
				businessKey: document.id,
				orderId,
				revision: contentHash(document),
			})),
		);
		this.count += new Set(fresh.map(({ orderId }) => orderId)).size;
	}

	/** Notes what is held. */
	async finish(): Promise<{ readonly documents: readonly D[]; readonly held: readonly HeldDocument[] }> {
		await this.ports.syncLog.heldEvents(
			this.held.map((document) => ({
				businessKey: document.id,
				stage: this.trigger.stage,
				orderNumber: document.source.externalNumber,
				bookedOn: new Date(this.ports.clock.now()).toISOString().slice(0, 10),
				findings: document.findings,
				runId: this.trigger.runId,
			})),
		);
		return { documents: this.documents, held: this.held };
	}
}
