/** The invoice that a payment pays or a credit reduces. */
import { finding, type Finding } from '../../../../core/findings/finding';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { notPossible } from '../checks';

/**
 * SALE_NOT_POSTED while what `appliesTo` names is not in the ledger; DOCUMENT_NOT_POSSIBLE when it is there, but was posted
 * as something that cannot be paid (a sales receipt is paid already).
 */
export function checkInvoice(
	document: LedgerDocument,
	invoice: PostedDocument | undefined,
): readonly Finding[] {
	const { appliesTo } = document;
	if (appliesTo === undefined) return [];
	if (invoice === undefined)
		return [finding('SALE_NOT_POSTED', { path: 'appliesTo', evidence: { sale: appliesTo } })];
	if (invoice.entity === 'Invoice') return [];
	return [notPossible(`what it belongs to was posted as ${invoice.entity}, not as an invoice`, 'appliesTo')];
}
