/** Reads the documents of a summary from the json of items. */
import {
	checkedCancellation,
	checkOrderEdit,
	checkPayment,
	checkPayout,
	checkRefund,
	checkSale,
} from '../documents/check';
import { parseDocument } from '../documents/parse';
import { done, type Outcome } from '../outcome';
import type { PerformanceDocument } from './contributions';

/**
 * @returns a document that counts, checked as it is before it is booked; undefined for one that says nothing about sales
 * (deliveries, disputes, products, customers); or the findings of `parseDocument` and of the document's check
 */
export function readPerformanceDocument(json: unknown): Outcome<PerformanceDocument | undefined> {
	const parsed = parseDocument(json);
	if (!parsed.ok) return parsed;
	const document = parsed.value;
	switch (document.type) {
		case 'Sale':
			return checkSale(document);
		case 'Refund':
			return checkRefund(document);
		case 'Payment':
			return checkPayment(document);
		case 'OrderEdit':
			return checkOrderEdit(document);
		case 'Cancellation':
			return checkedCancellation(document);
		case 'Payout':
			return checkPayout(document);
		case 'Fulfilment':
		case 'BalanceChange':
		case 'Dispute':
		case 'Product':
		case 'Customer':
			return done(undefined);
	}
}
