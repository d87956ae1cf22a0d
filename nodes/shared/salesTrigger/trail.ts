/** What left a trigger, in n8n's log. */
import type { HeldDocument } from '../../../core/documents';
import type { Finding } from '../../../core/findings/finding';
import { Trail, type TrailContext, type TrailFacts } from '../trail';

interface EmittedDocument {
	readonly id: string;
	readonly type: string;
	readonly source: { readonly externalNumber: string };
	readonly order?: { readonly number: string };
	readonly findings?: readonly Finding[];
}

/** @param facts how it came: by a webhook (with its delivery), or by the sweep */
export function trailEmitted(
	context: TrailContext,
	emitted: { readonly documents: readonly EmittedDocument[]; readonly held: readonly HeldDocument[] },
	facts: TrailFacts,
): void {
	const trail = new Trail(context, 'trigger', emitted.documents.length + emitted.held.length, facts);
	for (const { id, type, order, source } of emitted.documents)
		trail.happened(id, { kind: type, order: order?.number ?? source.externalNumber });
	for (const { id, source, findings } of emitted.held)
		trail.held(id, { kind: source.kind, order: source.externalNumber }, findings);
	trail.ends();
}
