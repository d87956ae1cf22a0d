/** The posting day of a transaction, and the closed books. */
import type { Change } from '../books/change';
import { serverDay } from '../books/time';
import { booksClosed, subscriptionEnded } from '../faults';

/** TxnDate, or the server's day. */
export const dayOf = (change: Change, body: { readonly TxnDate?: string | undefined }): string =>
	body.TxnDate ?? serverDay(change.company.now());

/**
 * Refuses a day in the closed books.
 * @throws QuickBooksFault 6200 or 6210
 */
export function checkOpen(change: Change, day: string): void {
	const { bookCloseDate, closingPassword } = change.company.preferences;
	if (bookCloseDate !== undefined && day <= bookCloseDate) throw booksClosed(closingPassword);
}

/** @throws QuickBooksFault 6190 nothing can be written any more */
export function checkSubscription(change: Change): void {
	if (change.company.preferences.subscriptionEnded) throw subscriptionEnded();
}
