/** What a payment pays, a credit reduces or a refund pays out. */
import { finding, type Finding } from '../../../../core/findings/finding';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { notPossible } from '../checks';
import type { Entity } from '../entities';

const NAMES: Readonly<Record<'Invoices' | 'CreditNotes', string>> = {
	Invoices: 'an invoice',
	CreditNotes: 'a credit note',
};

/**
 * SALE_NOT_POSTED while what `appliesTo` names is not in the ledger; DOCUMENT_NOT_POSSIBLE when it is there as something else.
 */
export function checkRelated(
	document: LedgerDocument,
	related: PostedDocument | undefined,
	entity: Extract<Entity, 'Invoices' | 'CreditNotes'>,
): readonly Finding[] {
	const { appliesTo } = document;
	if (appliesTo === undefined) return [];
	if (related === undefined)
		return [finding('SALE_NOT_POSTED', { path: 'appliesTo', evidence: { sale: appliesTo } })];
	if (related.entity === entity) return [];
	return [
		notPossible(
			`what it belongs to was posted under ${related.entity}, not as ${NAMES[entity]}`,
			'appliesTo',
		),
	];
}
