/** What a read payout gives to the workflow. */
import type { HeldDocument, Payout } from '../documents';
import type { ReadPayout } from './connector';

/**
 * The documents of a payout, with their remarks. One that failed gives two: itself as it left the gateway, and the failure, which
 * takes back what it brought to the bank. So the books are right whether or not it was seen before it failed.
 */
export function payoutDocuments({ payout, asIssued, held, remarks }: ReadPayout): (Payout | HeldDocument)[] {
	if (held !== undefined) return [held];
	if (payout === undefined) return [];
	const document = remarks.length === 0 ? payout : { ...payout, findings: remarks };
	return asIssued === undefined ? [document] : [asIssued, document];
}
