/** Posting keys: the name of a ledger document before it exists, so that it is posted at most once. */
import type { BusinessKey } from '../documents/header';
import type { EntryPurpose } from '../journal/entry';
import type { PostingKey } from '../ledger/documents';

/**
 * The word of a purpose in keys. A cancellation goes by the word of a refund, which is what stores gave out for it before
 * there were Cancellations: the same event so meets the key it was posted under, with or without the sync log
 * (docs/adr/0022).
 */
export const keyWord = (purpose: EntryPurpose): string => (purpose === 'Cancellation' ? 'Refund' : purpose);

/**
 * The key of one document in one ledger: `ledger/tenant/` + business key + `/purpose[/part]`.
 *
 * It names what the document is for ("Sale"), not what it is composed as ("Invoice" or "SalesReceipt"): should the same
 * sale ever be composed otherwise, because a payment was seen later, it meets its own key and is found to have changed,
 * where a key with the document's type would have let the sale be posted a second time.
 *
 * @param ledger "quickbooks"
 * @param tenant the company's id there (QuickBooks' realm, Xero's tenant)
 * @param key the event it is made from
 * @param purpose what kind of event that is
 * @param part tells further documents of the same event apart, e.g. `payment/123`
 */
export function postingKey(
	ledger: string,
	tenant: string,
	key: BusinessKey,
	purpose: EntryPurpose,
	part?: string,
): PostingKey {
	const base = `${ledger}/${tenant}/${key}/${keyWord(purpose)}`;
	return part === undefined ? base : `${base}/${part}`;
}
