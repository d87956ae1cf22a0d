/** What becomes of one order: documents, remarks, what is held, and when to look again. */
import { businessKey, type SalesDocument } from '../../../core/documents';
import type { Finding } from '../../../core/findings/finding';
import type { Outcome } from '../../../core/outcome';
import type { HeldDocument, ReadOrder } from '../../../core/store/connector';
import { adminUrl, PLATFORM, sourceOf, type MappingContext, type SourceKind } from './context';
import type { Order } from './payload';
import { identify } from './payloadParse';

export class Collected {
	private documents: SalesDocument[] = [];
	private readonly remarks: Record<string, Finding[]> = {};
	private readonly held: HeldDocument[] = [];
	private lookAgainAt: string | undefined;

	constructor(
		private readonly order: Order,
		private readonly context: MappingContext,
	) {}

	take(outcome: Outcome<SalesDocument>, kind: SourceKind, externalId: string): void {
		if (!outcome.ok) return this.hold(kind, externalId, outcome.findings);
		this.documents.push(outcome.value);
		if (outcome.findings.length > 0) this.remark(outcome.value.id, outcome.findings);
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

	hold(kind: SourceKind, externalId: string, findings: readonly Finding[]): void {
		const source = sourceOf(this.order, kind, externalId, this.context);
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
			externalId: order.legacyResourceId,
			number: order.name,
			updatedAt: order.updatedAt,
			documents: sorted,
			remarks,
			held,
			...(lookAgainAt === undefined ? {} : { lookAgainAt }),
		};
	}
}

/** An order that cannot be parsed: held as a whole, with all findings. */
export function unreadable(
	payload: unknown,
	findings: readonly Finding[],
	{ shop }: MappingContext,
): ReadOrder {
	const { id, name, updatedAt } = identify(payload);
	const source = {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind: 'order',
		externalId: id,
		externalNumber: name,
		revision: updatedAt,
		url: adminUrl(shop.storeId, id),
	};
	const held: HeldDocument = { type: 'Held', id: businessKey(source), source, findings };
	const changed = Number.isNaN(Date.parse(updatedAt)) ? new Date(0) : new Date(updatedAt);
	return {
		externalId: id,
		number: name,
		updatedAt: changed.toISOString(),
		documents: [],
		remarks: {},
		held: [held],
	};
}
