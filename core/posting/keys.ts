/** Posting keys: the name of a ledger document before it exists, so that it is posted at most once. */
import type { BusinessKey } from '../documents/header';
import type { LedgerDocumentType, PostingKey } from '../ledger/documents';

/**
 * The key of one document in one ledger: `ledger/tenant/` + business key + `/document[/part]`.
 * @param ledger "quickbooks"
 * @param tenant the company's id there (QuickBooks' realm, Xero's tenant)
 * @param key the event it is made from
 * @param part tells documents of the same kind and event apart, e.g. the payment's id
 */
export function postingKey(
	ledger: string,
	tenant: string,
	key: BusinessKey,
	document: LedgerDocumentType,
	part?: string,
): PostingKey {
	const base = `${ledger}/${tenant}/${key}/${document}`;
	return part === undefined ? base : `${base}/${part}`;
}
