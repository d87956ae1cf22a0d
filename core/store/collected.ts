/** What becomes of one order: documents, remarks, what is held, and when to look again. The same for every store. */
import { businessKey, type SalesDocument, type Source } from '../documents';
import type { Finding } from '../findings/finding';
import type { Outcome } from '../outcome';
import type { HeldDocument, ReadOrder } from './connector';

/** The order as the shop counts it; `updatedAt` is an instant, ISO 8601 in UTC. */
export type OrderFrame = Pick<ReadOrder, 'externalId' | 'number' | 'updatedAt'>;

export class Collected<Kind extends string> {
	private documents: SalesDocument[] = [];
	private readonly remarks: Record<string, Finding[]> = {};
	private readonly held: HeldDocument[] = [];
	private lookAgainAt: string | undefined;

	/** @param sourceOf where something of this order came from */
	constructor(
		private readonly order: OrderFrame,
		private readonly sourceOf: (kind: Kind, externalId: string) => Source,
	) {}

	/** @param warnings what goes with the document, or with the reasons it is held for */
	take(
		outcome: Outcome<SalesDocument>,
		kind: Kind,
		externalId: string,
		warnings: readonly Finding[] = [],
	): void {
		const findings = [...outcome.findings, ...warnings];
		if (!outcome.ok) return this.hold(kind, externalId, findings);
		this.documents.push(outcome.value);
		if (findings.length > 0) this.remark(outcome.value.id, findings);
	}

	/** what was taken so far */
	get all(): readonly SalesDocument[] {
		return this.documents;
	}

	/** @param documents the same ones, saying more */
	replace(documents: readonly SalesDocument[]): void {
		this.documents = [...documents];
	}

	remark(id: string, findings: readonly Finding[]): void {
		this.remarks[id] = [...(this.remarks[id] ?? []), ...findings];
	}

	hold(kind: Kind, externalId: string, findings: readonly Finding[]): void {
		const source = this.sourceOf(kind, externalId);
		this.held.push({ type: 'Held', id: businessKey(source), source, findings });
	}

	lookAgain(at: string | undefined): void {
		if (at !== undefined && (this.lookAgainAt === undefined || at < this.lookAgainAt)) this.lookAgainAt = at;
	}

	result(): ReadOrder {
		const { order, documents, remarks, held, lookAgainAt } = this;
		// the sale first, then as it happened
		const rank = (document: SalesDocument): number => (document.type === 'Sale' ? 0 : 1);
		const sorted = documents.toSorted(
			(a, b) => rank(a) - rank(b) || Date.parse(a.occurredAt) - Date.parse(b.occurredAt),
		);
		return {
			...order,
			documents: sorted,
			remarks,
			held,
			...(lookAgainAt === undefined ? {} : { lookAgainAt }),
		};
	}
}

/**
 * An order that cannot be parsed: held as a whole, with all findings.
 * @param source what could be made out of it; `revision` is when it changed, or anything
 */
export function unreadableOrder(source: Source, findings: readonly Finding[]): ReadOrder {
	const changed = Date.parse(source.revision);
	return {
		externalId: source.externalId,
		number: source.externalNumber,
		updatedAt: new Date(Number.isNaN(changed) ? 0 : changed).toISOString(),
		documents: [],
		remarks: {},
		held: [{ type: 'Held', id: businessKey(source), source, findings }],
	};
}
